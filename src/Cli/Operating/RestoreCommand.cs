using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Cli.Serving;
using Labelwise.Storage;
using Labelwise.Storage.Backups;

namespace Labelwise.Cli.Operating;

/// <summary><c>restore</c>: puts a backup into an empty data directory.</summary>
static class RestoreCommand
{
    public static Command Make(Surroundings around)
    {
        var data = ServeCommand.DataOption();
        var from = new Option<string>("--from") { Description = "Folder of the backup.", Required = true };
        var command = new Command("restore", "Put a backup where a server can go on from it: a data directory that holds no data.") { data, from };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = ServeCommand.OptionsOf(parsed.GetValue(data), null);
            var folder = Path.GetFullPath(parsed.GetRequiredValue(from));
            var restored = await Stores.Try(() => ProgressLine.While(around, "Restoring", "blobs", async line =>
            {
                using var held = DataDirectory.Take(options.Data);
                return await Restore.Make(folder, held, Stores.ToWrite(options, held), (_, done, of) => line.Show(done, of), cancellation);
            }));
            around.Give(parsed.GetValue(CommandLine.Json), restored,
                $"{options.Data} holds everything as of {restored.TakenAt:u}: {restored.States} states, {restored.Blobs} blobs.");
            return ExitCode.Success;
        });
        return command;
    }
}
