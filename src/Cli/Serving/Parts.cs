using Labelwise.Grains.Ports;
using Labelwise.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Cli.Serving;

/// <summary>What a server runs on, as it says when it starts.</summary>
/// <param name="Open">Address of its pages.</param>
/// <param name="Providers">Execution providers of ONNX Runtime, the preferred first.</param>
sealed record Parts(string Open, string Data, string Onnx, IReadOnlyList<string> Providers, string Images, string Store)
{
    /// <param name="app">Started.</param>
    public static Parts Of(WebApplication app, ServerOptions options)
    {
        var runtime = app.Services.GetRequiredService<IModels>().Runtime;
        return new(
            app.Urls.FirstOrDefault() ?? options.Url, Path.GetFullPath(options.Data), runtime.Version, [.. runtime.Providers],
            app.Services.GetRequiredService<IImages>().Version, StoreOf(options));
    }

    static string StoreOf(ServerOptions options) => options.Cluster is not null
        ? "PostgreSQL of the cluster"
        : $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}";

    public string InWords() => $"""
        Labelwise serves at {Open}
          models   {Onnx} on {string.Join(", ", Providers)}
          images   {Images}
          store    {Store}; files in {Data}
        """;
}
