using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Cli.Serving;
using Labelwise.Host.Doctor;

namespace Labelwise.Cli.Operating;

/// <summary><c>doctor</c>: looks whether everything is there, sound and rightly counted.</summary>
static class DoctorCommand
{
    public static Command Make(Surroundings around)
    {
        var data = ServeCommand.DataOption();
        var repair = new Option<bool>("--repair") { Description = "Mend what can be, while no server runs: counters, rows, orphans; damaged blobs are set aside." };
        var command = new Command("doctor", "Look whether everything the server keeps is there, sound and rightly counted; also while it runs.") { data, repair };
        command.SetAction(async (parsed, _) =>
        {
            var options = ServeCommand.OptionsOf(parsed.GetValue(data), null);
            var found = await Stores.Try(() => ProgressLine.While(around, "Looking", "pages, states and blobs", line => Task.Run(() =>
                new StoreDoctor(options, (_, done, of) => line.Show(done, of)).Examine(parsed.GetValue(repair)))));
            around.Give(parsed.GetValue(CommandLine.Json), found, Words(found));
            return found.IsSound ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    static string Words(Diagnosis found) => string.Join(Environment.NewLine,
    [
        .. found.Findings.Select(f => $"{f.Code}{(f.Repaired ? " (repaired)" : "")}: {f.What}. {f.Message}"),
        $"{found.States} states, {found.Labels} label documents, {found.Blobs} blobs in {found.BlobBytes} bytes; "
            + (found.TasksRecounted ? $"{found.Tasks} tasks recounted." : "tasks were not recounted, the database being damaged."),
        found.IsSound ? "All is in order." : "Not all is in order.",
    ]);
}
