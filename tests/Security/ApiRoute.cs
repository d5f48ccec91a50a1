using System.Text.Json.Nodes;

namespace Labelwise.Tests.Security;

/// <summary>A route as the API's own document tells it.</summary>
sealed record ApiRoute(string Verb, string Pattern, JsonNode Operation)
{
    static readonly string[] Verbs = ["get", "post", "put", "delete", "patch"];

    /// <summary>Every route of the document: one that is new is walked and fuzzed without being named anywhere.</summary>
    public static async Task<IReadOnlyList<ApiRoute>> All(Server server)
    {
        var document = (await new Client(server.Url).Get("!/openapi/v1.json")).Json!;
        return [.. document["paths"]!.AsObject().SelectMany(path => Verbs.Where(v => path.Value![v] is not null)
            .Select(v => new ApiRoute(v.ToUpperInvariant(), path.Key, path.Value![v]!)))];
    }

    public bool NeedsSession => Operation["security"] is not null;

    /// <summary>Whether, for whoever shows no credential, there is no such route.</summary>
    public bool IsHidden => Operation["x-hidden"] is not null;

    /// <summary>Whether only somebody who signed in may do this, and no API token.</summary>
    public bool IsInPerson => Operation["x-in-person"] is not null;

    /// <summary>Null where any signed-in person may come.</summary>
    public string[]? Roles => Operation["x-roles"]?.AsArray().Select(r => (string)r!).ToArray();

    public bool IsOfProject => Parameters("path").Any(p => p is "project" or "task" or "job" or "question" or "evaluation");

    /// <summary>The type of its body; null where it takes none.</summary>
    public string? BodyType => Operation["requestBody"]?["content"]?.AsObject().First().Key;

    public JsonNode? Example => BodyType is { } type ? Operation["requestBody"]!["content"]![type]!["example"] : null;

    /// <summary>A body that could be meant: the document's example, or a form as an import has it.</summary>
    public object? Body => BodyType switch
    {
        null => Verb is "GET" or "DELETE" ? null : "{}",
        "multipart/form-data" => Uploads.Form(Pictures.Zip(1)),
        _ => Example?.ToJsonString() ?? "{}",
    };

    public IEnumerable<string> Parameters(string place) =>
        Operation["parameters"]!.AsArray().Where(p => (string?)p!["in"] == place).Select(p => (string)p!["name"]!);

    /// <param name="things">What stands for each part of the path.</param>
    public string Path(IReadOnlyDictionary<string, string> things) =>
        Parameters("path").Aggregate(Pattern, (path, name) => path.Replace($"{{{name}}}", things[name], StringComparison.Ordinal));

    public override string ToString() => $"{Verb} {Pattern}";
}
