using System.Collections.Immutable;
using System.Net;
using System.Xml;
using Labelwise.Storage.Azure;

namespace Labelwise.Host;

/// <summary>Reads settings: the file <c>labelwise.json</c> in the data directory, the environment (<c>LABELWISE_…</c>) and
/// options, the later over the earlier.</summary>
public static class Settings
{
    public const string FileName = "labelwise.json";
    public const string EnvironmentPrefix = "LABELWISE_";

    /// <param name="given">Options by name, as <c>url</c>; null where not given.</param>
    /// <exception cref="FormatException">A setting cannot be read; the message names it.</exception>
    public static ServerOptions Read(IReadOnlyDictionary<string, string?> given)
    {
        var early = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(Set(given)).Build();
        var data = Path.GetFullPath(early["data"] ?? new ServerOptions().Data);
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(data, FileName), optional: true)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddInMemoryCollection(Set(given))
            .Build();
        return Read(settings, new() { Data = data });
    }

    static ServerOptions Read(IConfiguration settings, ServerOptions usual) => usual with
    {
        Cluster = ClusterOf(settings["cluster"], settings["blobs"]),
        Silo = Parse("silo", settings["silo"], IPEndPoint.Parse, usual.Silo),
        Blobs = BlobsOf(settings["blobs"], settings["blobContainer"]),
        Url = settings["url"] ?? usual.Url,
        Hosts = Words(settings["hosts"]) ?? usual.Hosts,
        Proxies = Words(settings["proxies"]) is { } proxies ? [.. proxies.Select(p => Parse("proxies", p, IPAddress.Parse))] : usual.Proxies,
        SessionLength = Parse("sessionLength", settings["sessionLength"], XmlConvert.ToTimeSpan, usual.SessionLength),
        InvitationLength = Parse("invitationLength", settings["invitationLength"], XmlConvert.ToTimeSpan, usual.InvitationLength),
        MostUploadBytes = Parse("mostUploadBytes", settings["mostUploadBytes"], long.Parse, usual.MostUploadBytes),
        MostRequestsPerMinute = Parse("mostRequestsPerMinute", settings["mostRequestsPerMinute"], int.Parse, usual.MostRequestsPerMinute),
        MostRequestsAtOnce = settings["mostRequestsAtOnce"] is { } most ? Parse("mostRequestsAtOnce", most, Positive) : usual.MostRequestsAtOnce,
        Web = settings["web"] ?? usual.Web,
    };

    /// <summary>Nothing, a connection string, or the address of a container. It may hold a secret, so a refusal does not
    /// repeat it, and there is no option of the command line for it: those are seen by everybody on the machine.</summary>
    static AzureBlobs? BlobsOf(string? place, string? container)
    {
        if (string.IsNullOrEmpty(place)) return null;
        try { return AzureBlobs.Parse(place, container); }
        catch (FormatException e) { throw new FormatException($"The setting 'blobs' cannot be read: {e.Message}", e); }
    }

    /// <summary>A secret like the above.</summary>
    static string? ClusterOf(string? database, string? blobs) => string.IsNullOrEmpty(database) ? null
        : string.IsNullOrEmpty(blobs) ? throw new FormatException("The setting 'cluster' needs 'blobs' beside it: a place that every silo reaches.")
        : database;

    static ImmutableArray<string>? Words(string? text) =>
        text is null ? null : [.. text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)];

    static int Positive(string text) => int.Parse(text) is > 0 and var number ? number : throw new FormatException("It is 1 at least.");

    static IEnumerable<KeyValuePair<string, string?>> Set(IReadOnlyDictionary<string, string?> given) => given.Where(g => g.Value is not null);

    static T Parse<T>(string name, string? text, Func<string, T> parse, T usual) => text is null ? usual : Parse(name, text, parse);

    static T Parse<T>(string name, string text, Func<string, T> parse)
    {
        try { return parse(text); }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new FormatException($"The setting '{name}' cannot be read: '{text}'.", e);
        }
    }
}
