using System.CommandLine;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Pulling;

/// <summary><c>pull</c>: a checked copy of a version.</summary>
static class PullCommand
{
    public static Command Make(Surroundings around)
    {
        var (project, url) = (Connection.ProjectOption(), Connection.UrlOption());
        var version = new Option<int>("--version") { Description = "Number of the version.", Required = true };
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder of the copy; what is there already is checked and kept.", Required = true };
        var format = new Option<string>("--format") { Description = "jsonl or coco.", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "coco");
        var command = new Command("pull", "Pull a version: samples and labels, every byte checked against its root.") { project, version, output, format, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = Connection.SignedIn(around, parsed.GetValue(url));
            var id = await Connection.Project(client, parsed.GetRequiredValue(project), cancellation);
            var folder = new CopyFolder(Path.TrimEndingDirectorySeparator(parsed.GetRequiredValue(output).FullName));
            var result = await new Pull(client, id, parsed.GetValue(version), folder, around).Run(parsed.GetRequiredValue(format), cancellation);
            around.Give(parsed.GetValue(CommandLine.Json), result,
                $"Version {result.Version}: {result.Samples} samples ({result.Fetched} fetched, {result.There} there), root {result.Root}, all verified: {result.Folder}");
            return ExitCode.Success;
        });
        return command;
    }
}
