using System.CommandLine;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;
using Labelwise.Cli.Demo;
using Labelwise.Cli.Load;
using Labelwise.Cli.Operating;
using Labelwise.Cli.Pulling;
using Labelwise.Cli.Quality;
using Labelwise.Cli.Serving;

namespace Labelwise.Cli;

/// <summary>The executable <c>labelwise</c>: which commands there are, and how each ends.</summary>
static class CommandLine
{
    public static readonly Option<bool> Json = new("--json") { Description = "Write the result as JSON.", Recursive = true };

    public static RootCommand Commands(Surroundings around) => new("Labelwise: people and models label together, and check each other.")
    {
        Json,
        ServeCommand.Make(around), DemoCommand.Make(around), UserCommand.Make(around),
        SignInCommand.Make(around), ImportCommand.Make(around), PredictCommand.Make(around), SealCommand.Make(around), EvaluateCommand.Make(around),
        PullCommand.Make(around), DiffCommand.Make(around), QualityCommand.Make(around), LoadCommand.Make(around),
        BackupCommand.Make(around), RestoreCommand.Make(around), DoctorCommand.Make(around), InferCommand.Make(),
    };

    /// <returns>0 on success, 1 on failure, 2 on wrong usage.</returns>
    public static async Task<int> Run(string[] arguments, Surroundings around, CancellationToken cancellation = default)
    {
        var parsed = Commands(around).Parse(arguments, new() { ResponseFileTokenReplacer = null });
        if (parsed.Errors is { Count: > 0 } errors)
        {
            foreach (var error in errors) around.Error.WriteLine($"labelwise: {error.Message}");
            around.Error.WriteLine($"See 'labelwise {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
            return ExitCode.WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new() { Output = around.Out, Error = around.Error, EnableDefaultExceptionHandler = false }, cancellation);
        }
        catch (CommandFailedException failure)
        {
            around.Fail(parsed.GetValue(Json), failure);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            around.Error.WriteLine("labelwise: stopped.");
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            around.Fail(parsed.GetValue(Json), new(e.Message, e));
            return ExitCode.Failure;
        }
    }
}
