using System.CommandLine;
using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary><c>seal</c>: makes a version of what is decided.</summary>
static class SealCommand
{
    public static Command Make(Surroundings around)
    {
        var (project, url) = (Connection.ProjectOption(), Connection.UrlOption());
        var name = new Option<string>("--name") { Description = "What to call the version.", Required = true };
        var split = new Option<string?>("--split") { Description = "A split document, as JSON." };
        var command = new Command("seal", "Seal a version of a project.") { project, name, split, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = Connection.SignedIn(around, parsed.GetValue(url));
            var id = await Connection.Project(client, parsed.GetRequiredValue(project), cancellation);
            var version = await Seal(client, id, parsed.GetRequiredValue(name), Split(parsed.GetValue(split)), around, cancellation);
            around.Give(parsed.GetValue(CommandLine.Json), version,
                $"Version {version.GetProperty("version")}: {version.GetProperty("samples")} samples, root {version.GetProperty("root").GetString()}.");
            return ExitCode.Success;
        });
        return command;
    }

    /// <returns>The version as the server tells it.</returns>
    public static async Task<JsonElement> Seal(ApiClient client, string project, string name, JsonElement? split, Surroundings around, CancellationToken cancellation)
    {
        var body = new Dictionary<string, object> { ["name"] = name };
        if (split is { } wanted) body["split"] = wanted;
        var job = await client.Post($"projects/{project}/versions", body, cancellation);
        var ended = await Jobs.Follow(client, job.GetProperty("id").GetString()!, around, "Sealing", "blocks", cancellation);
        return await client.Get($"projects/{project}/versions/{ended.GetProperty("result").GetProperty("version")}", cancellation);
    }

    static JsonElement? Split(string? json)
    {
        if (json is null) return null;
        try { return JsonElement.Parse(json); }
        catch (JsonException e) { throw new WrongUsageException($"--split is not JSON: {e.Message}", e); }
    }
}
