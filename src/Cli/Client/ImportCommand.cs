using System.CommandLine;
using System.Collections.Immutable;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary><c>import</c>: brings samples, and perhaps labels, into a project.</summary>
static class ImportCommand
{
    static readonly ImmutableArray<string> Formats = ["images", "text", "coco", "yolo", "voc", "cvat", "labelstudio", "jsonl"];

    public static Command Make(Surroundings around)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A zip, json or jsonl file." };
        var (project, url) = (Connection.ProjectOption(), Connection.UrlOption());
        var format = new Option<string>("--format") { Description = $"One of {string.Join(", ", Formats)}.", Required = true };
        format.AcceptOnlyFromAmong([.. Formats]);
        var command = new Command("import", "Import samples into a project.") { file, project, format, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists) throw new CommandFailedException($"There is no file '{path.FullName}'.");
            using var client = Connection.SignedIn(around, parsed.GetValue(url));
            var id = await Connection.Project(client, parsed.GetRequiredValue(project), cancellation);
            var job = await Send(client, id, path.FullName, parsed.GetRequiredValue(format), cancellation);
            var ended = await Jobs.Follow(client, job, around, "Importing", "files", cancellation);
            var result = ended.GetProperty("result");
            around.Give(parsed.GetValue(CommandLine.Json), ended, $"{result.GetProperty("added")} added, {result.GetProperty("unchanged")} there already, {Jobs.ErrorCount(ended)} refused.");
            return Jobs.ErrorCount(ended) is 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    /// <returns>The id of the job.</returns>
    public static async Task<string> Send(ApiClient client, string project, string path, string format, CancellationToken cancellation)
    {
        var started = await client.Upload($"projects/{project}/imports", () => new MultipartFormDataContent
        {
            { new StringContent(format), "format" },
            { new StreamContent(File.OpenRead(path)), "file", Path.GetFileName(path) },
        }, cancellation);
        return started.GetProperty("id").GetString()!;
    }
}
