using System.CommandLine;
using System.Globalization;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Quality;

/// <summary><c>quality</c>: truth inference without a server.</summary>
static class QualityCommand
{
    /// <summary>Methods of the field that may be asked for and are not there.</summary>
    static readonly string[] NotThere = ["ds", "glad", "mace"];

    public static Command Make(Surroundings around)
    {
        var file = new Argument<FileInfo>("ANSWERS.csv") { Description = "Columns task, worker and label." };
        var output = new Option<FileInfo>("--out") { Description = "Where task, label and confidence go.", Required = true };
        var method = new Option<string>("--method") { Description = $"One of {string.Join(", ", Inference.Methods)}.", DefaultValueFactory = _ => "auto" };
        var command = new Command("quality", "Infer labels from what several people answered.") { file, output, method };
        command.SetAction((parsed, cancellation) => Run(
            around, parsed.GetValue(CommandLine.Json), parsed.GetRequiredValue(file), parsed.GetRequiredValue(output), parsed.GetRequiredValue(method), cancellation));
        return command;
    }

    static async Task<int> Run(Surroundings around, bool json, FileInfo file, FileInfo output, string method, CancellationToken cancellation)
    {
        if (!Inference.Methods.Contains(method))
            throw new WrongUsageException($"The method '{method}' {(NotThere.Contains(method) ? "is not there yet" : "is not known")}; there are {string.Join(", ", Inference.Methods)}.");
        if (!file.Exists) throw new CommandFailedException($"There is no file '{file.FullName}'.");
        using var csv = file.OpenText();
        var answers = Answers.Read(csv);
        var labels = Inference.Of(answers, method);

        // Whole or not at all.
        var partial = output.FullName + ".partial";
        await File.WriteAllLinesAsync(partial, labels.Select((l, task) => Csv.Write(
            answers.Tasks[task], answers.Labels[l.Class], l.Confidence.ToString("0.######", CultureInfo.InvariantCulture))).Prepend("task,label,confidence"), cancellation);
        File.Move(partial, output.FullName, overwrite: true);
        var used = method is "auto" ? "onecoin" : method;
        around.Give(json, new { tasks = answers.Tasks.Length, annotators = answers.Annotators.Length, answers = answers.All.Length, method = used, @out = output.FullName },
            $"{answers.Tasks.Length} labels from {answers.All.Length} answers of {answers.Annotators.Length} people ({used}): {output.FullName}");
        return ExitCode.Success;
    }
}
