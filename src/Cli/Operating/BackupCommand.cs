using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Cli.Serving;
using Labelwise.Storage;
using Labelwise.Storage.Backups;

namespace Labelwise.Cli.Operating;

/// <summary><c>backup</c>: copies everything a server keeps while people work.</summary>
static class BackupCommand
{
    public static Command Make(Surroundings around)
    {
        var data = ServeCommand.DataOption();
        var to = new Option<string>("--to") { Description = "Folder of the backup. Into the same one again, only new blobs are copied.", Required = true };
        var command = new Command("backup", "Copy everything the server keeps, also while it runs; without its settings, which may hold secrets.") { data, to };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = ServeCommand.OptionsOf(parsed.GetValue(data), null);
            var folder = Path.GetFullPath(parsed.GetRequiredValue(to));
            var made = await Stores.Try(() => ProgressLine.While(around, "Backing up", "pages and blobs", line => Task.Run(() => Backup.Make(
                DataDirectory.DatabaseIn(options.Data), Stores.ToRead(options), folder, (_, done, of) => line.Show(done, of), cancellation), cancellation)));
            around.Give(parsed.GetValue(CommandLine.Json), made,
                $"{folder} holds everything as of {made.TakenAt:u}: {made.States} states in {made.DatabaseBytes} bytes, {made.Blobs} blobs in {made.BlobBytes} bytes.");
            return ExitCode.Success;
        });
        return command;
    }
}
