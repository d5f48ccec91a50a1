using System.CommandLine;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary><c>diff</c>: what changed from one version to another.</summary>
static class DiffCommand
{
    public static Command Make(Surroundings around)
    {
        var (project, url) = (Connection.ProjectOption(), Connection.UrlOption());
        var from = new Option<int>("--from") { Description = "The older version.", Required = true };
        var to = new Option<int>("--to") { Description = "The newer one.", Required = true };
        var command = new Command("diff", "Tell what changed between two versions.") { project, from, to, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = Connection.SignedIn(around, parsed.GetValue(url));
            var id = await Connection.Project(client, parsed.GetRequiredValue(project), cancellation);
            var diff = await client.Get($"projects/{id}/versions/{parsed.GetValue(to)}/diff?from={parsed.GetValue(from)}", cancellation);
            around.Give(parsed.GetValue(CommandLine.Json), diff, $"{diff.GetProperty("added")} added, {diff.GetProperty("removed")} removed, {diff.GetProperty("changed")} changed.");
            return ExitCode.Success;
        });
        return command;
    }
}
