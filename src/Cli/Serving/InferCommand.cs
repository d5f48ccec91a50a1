using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Inference.Isolated;

namespace Labelwise.Cli.Serving;

/// <summary><c>infer</c>: what the server starts for each model; nothing for people.</summary>
static class InferCommand
{
    const string Name = "infer", Assembly = "labelwise.dll";

    /// <summary>Starts this program again, as it was started itself: as an executable of its own, or by <c>dotnet</c>.</summary>
    /// <returns>Null where it runs within another program; then that one infers as well.</returns>
    public static InferenceCommand? Ours()
    {
        if (System.Reflection.Assembly.GetEntryAssembly() != typeof(InferCommand).Assembly || Environment.ProcessPath is not { } program) return null;
        return Path.GetFileNameWithoutExtension(program) is "dotnet"
            ? new(program, [Path.Combine(AppContext.BaseDirectory, Assembly), Name])
            : new(program, [Name]);
    }

    public static Command Make()
    {
        var command = new Command(Name, "Run one model for a server.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            System.Console.SetOut(System.Console.Error);  // standard output is the server's
            await InferenceChild.Run();
            Environment.Exit(ExitCode.Success);  // at once, whatever native code is at
            return ExitCode.Success;
        });
        return command;
    }
}
