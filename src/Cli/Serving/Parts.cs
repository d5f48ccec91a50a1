using Labelwise.Grains.Ports;
using Labelwise.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Cli.Serving;

/// <summary>What a server runs on, as it says when it starts.</summary>
/// <param name="Open">Address of its pages.</param>
/// <param name="Providers">Execution providers of ONNX Runtime, the preferred first.</param>
/// <param name="Isolated">Whether models run in processes of their own.</param>
sealed record Parts(string Open, string Data, string Onnx, IReadOnlyList<string> Providers, bool Isolated, string Images, string Store)
{
    /// <param name="app">Started.</param>
    public static async Task<Parts> Of(WebApplication app, ServerOptions options, CancellationToken cancellation)
    {
        ModelRuntime runtime;
        try { runtime = await app.Services.GetRequiredService<IModels>().Runtime(cancellation); }
        catch (InvalidOperationException none) { runtime = new(none.Message, []); }  // all else is served
        return new(
            app.Urls.FirstOrDefault() ?? options.Url, Path.GetFullPath(options.Data), runtime.Version, [.. runtime.Providers], options.Inference is not null,
            app.Services.GetRequiredService<IImages>().Version, StoreOf(options));
    }

    static string StoreOf(ServerOptions options) => options.Cluster is not null
        ? "PostgreSQL of the cluster"
        : $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}";

    public string InWords() => $"""
        Labelwise serves at {Open}
          models   {Onnx}{(Providers.Count > 0 ? " on " : "")}{string.Join(", ", Providers)}{(Isolated ? ", in processes of their own" : "")}
          images   {Images}
          store    {Store}; files in {Data}
        """;
}
