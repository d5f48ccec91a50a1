using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Cli.Quality;

/// <summary><c>quality</c>: truth inference without a server.</summary>
static class QualityCommand
{
    public static Command Make(Surroundings around)
    {
        var file = new Argument<FileInfo>("ANSWERS.csv") { Description = "Columns task, worker and label." };
        var output = new Option<FileInfo>("--out") { Description = "Where task, label and confidence go.", Required = true };
        var method = new Option<string>("--method") { Description = $"One of {string.Join(", ", Inference.Methods)}. 'auto' blends the others by how well they foretell answers held out.", DefaultValueFactory = _ => "auto" };
        var annotators = new Option<FileInfo?>("--annotators") { Description = "Where each person's accuracy goes, with a 95 % credible interval." };
        var confusions = new Option<FileInfo?>("--confusions") { Description = "Where each person's confusion matrix goes, a cell a line, with 95 % credible intervals." };
        var command = new Command("quality", "Infer labels from what several people answered.") { file, output, method, annotators, confusions };
        command.SetAction((parsed, cancellation) => Run(
            around, parsed.GetValue(CommandLine.Json), parsed.GetRequiredValue(file), parsed.GetRequiredValue(method),
            new(parsed.GetRequiredValue(output), parsed.GetValue(annotators), parsed.GetValue(confusions)), cancellation));
        return command;
    }

    sealed record Wanted(FileInfo Labels, FileInfo? Annotators, FileInfo? Confusions);

    static async Task<int> Run(Surroundings around, bool json, FileInfo file, string method, Wanted wanted, CancellationToken cancellation)
    {
        if (!Inference.Methods.Contains(method))
            throw new WrongUsageException($"The method '{method}' is not known; there are {string.Join(", ", Inference.Methods)}.");
        if (!file.Exists) throw new CommandFailedException($"There is no file '{file.FullName}'.");
        using var csv = file.OpenText();
        var answers = Answers.Read(csv);
        if (answers.Repeats > 0) around.Error.WriteLine($"{answers.Repeats} further answers of one person to one task do not count.");
        if (answers.Labels.Length is 1) around.Error.WriteLine($"All answers are '{answers.Labels[0]}': with one label confidences say nothing.");
        var fit = Inference.Of(answers.All, method);

        await QualityTables.Labels(wanted.Labels, answers, fit, cancellation);
        if (wanted.Annotators is not null || wanted.Confusions is not null)
        {
            var skills = WorkerSkill.Of(answers.All, fit);
            if (wanted.Annotators is { } people) await QualityTables.Annotators(people, answers, skills, cancellation);
            if (wanted.Confusions is { } cells) await QualityTables.Confusions(cells, answers, skills, cancellation);
        }
        var expected = Enumerable.Range(0, fit.Tasks).Average(t => Inference.Best(fit.Posterior(t)).Confidence);
        var voices = (fit as CrowdConsensus)?.Voices.Select(v => new { method = v.Method, weight = Math.Round(v.Weight, 4), heldOut = Math.Round(v.HeldOut, 4), temperature = Math.Round(v.Calibration.T, 3) });
        around.Give(json,
            new
            {
                tasks = answers.Tasks.Length, annotators = answers.Annotators.Length, answers = answers.All.Count, repeats = answers.Repeats,
                labels = answers.Labels, method, expectedAccuracy = Math.Round(expected, 4), blend = voices, @out = wanted.Labels.FullName,
            },
            $"{answers.Tasks.Length} labels from {answers.All.Count} answers of {answers.Annotators.Length} people ({method}), expected accuracy {expected:P1}: {wanted.Labels.FullName}");
        return ExitCode.Success;
    }
}
