using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Cli.Quality;

/// <summary><c>quality</c>: truth inference, agreement and everybody's skill, without a server.</summary>
static class QualityCommand
{
    const string About = """
        Infer labels from what several people answered, and tell how far people agree and how good each is.

        ANSWERS.csv has a line of names with task, worker and label among them, in any order, and ms for the time an answer took, if that is known.
        A second answer of a worker to a task does not count. Ends with 0; with 1 where a file cannot be read, naming its wrong lines; with 2 on wrong usage.
        """;

    public static Command Make(Surroundings around)
    {
        var file = new Argument<string>("ANSWERS.csv") { Description = "Columns task, worker and label, parted by commas, tabs or semicolons; - for standard input." };
        var output = new Option<string>("--out") { Description = "Where task, label and confidence go; - for standard output.", Required = true };
        var method = new Option<string>("--method") { Description = $"One of {string.Join(", ", Inference.Methods)}. 'auto' blends the others by how well they foretell answers held out.", DefaultValueFactory = _ => "auto" };
        var truth = new Option<FileInfo?>("--truth") { Description = "Columns task and label: known labels, to hold the inferred ones and everybody's answers against. They teach nothing." };
        var posteriors = new Option<FileInfo?>("--posteriors") { Description = "Where the probability of each label goes, a task a line." };
        var annotators = new Option<FileInfo?>("--annotators") { Description = "Where each person's accuracy goes, with a 95 % credible interval: by the labels inferred, against what the others say, and against known ones." };
        var confusions = new Option<FileInfo?>("--confusions") { Description = "Where each person's confusion matrix goes, a cell a line, with 95 % credible intervals." };
        var pairs = new Option<FileInfo?>("--pairs") { Description = "Where Cohen's kappa of each two people goes." };
        var command = new Command("quality", About) { file, output, method, truth, posteriors, annotators, confusions, pairs };
        command.SetAction((parsed, cancellation) => Run(
            around, parsed.GetValue(CommandLine.Json), parsed.GetRequiredValue(file), parsed.GetRequiredValue(method), parsed.GetValue(truth),
            new(parsed.GetRequiredValue(output), parsed.GetValue(posteriors), parsed.GetValue(annotators), parsed.GetValue(confusions), parsed.GetValue(pairs)), cancellation));
        return command;
    }

    /// <param name="Labels">- for standard output.</param>
    sealed record Wanted(string Labels, FileInfo? Posteriors, FileInfo? Annotators, FileInfo? Confusions, FileInfo? Pairs)
    {
        public bool ToOutput => Labels is "-";

        /// <summary>Files that are to be written.</summary>
        public IEnumerable<FileInfo> Files => new[] { ToOutput ? null : new FileInfo(Labels), Posteriors, Annotators, Confusions, Pairs }.OfType<FileInfo>();
    }

    static async Task<int> Run(Surroundings around, bool json, string file, string method, FileInfo? truth, Wanted wanted, CancellationToken cancellation)
    {
        if (!Inference.Methods.Contains(method))
            throw new WrongUsageException($"The method '{method}' is not known; there are {string.Join(", ", Inference.Methods)}.");
        if (json && wanted.ToOutput) throw new WrongUsageException("'--json' and '--out -' would both write to standard output.");
        // What cannot be written is said before minutes are spent on it.
        foreach (var into in wanted.Files)
            if (into.Directory is not { Exists: true }) throw new CommandFailedException($"There is no folder '{into.DirectoryName}'.");
        var answers = file is "-" ? Answers.Read(around.In) : Open(file, Answers.Read);
        var known = truth is null ? null : Open(truth.FullName, csv => KnownLabels.Read(csv, answers));
        if (answers.Repeats > 0) around.Error.WriteLine($"{answers.Repeats} further answers of one person to one task do not count.");
        if (answers.Labels.Length is 1) around.Error.WriteLine($"All answers are '{answers.Labels[0]}': with one label confidences say nothing.");
        if (known is { Strangers: > 0 }) around.Error.WriteLine($"{known.Strangers} tasks of the known labels were answered by nobody.");

        var fit = Inference.Of(answers.All, method);
        if (wanted.ToOutput) await QualityTables.Labels(around.Out, answers, fit);
        else await QualityTables.Labels(new FileInfo(wanted.Labels), answers, fit, cancellation);
        if (wanted.Posteriors is { } chances) await QualityTables.Posteriors(chances, answers, fit, cancellation);
        var sums = await People(answers, fit, known, wanted, cancellation);
        Tell(wanted.ToOutput ? around with { Out = around.Error } : around, json, answers, fit, method, known, sums, wanted);
        return ExitCode.Success;
    }

    static T Open<T>(string file, Func<TextReader, T> read)
    {
        if (!File.Exists(file)) throw new CommandFailedException($"There is no file '{Path.GetFullPath(file)}'.");
        using var csv = File.OpenText(file);
        return read(csv);
    }

    /// <returns>What they say of agreement, and of people where that is wanted.</returns>
    static async Task<CrowdSums> People(Answers answers, CrowdFit fit, KnownLabels? known, Wanted wanted, CancellationToken cancellation)
    {
        if (wanted is { Annotators: null, Confusions: null, Pairs: null }) return CrowdSums.Agreement(answers.All, answers.Labels);
        var skills = WorkerSkill.Of(answers.All, fit);
        var sums = CrowdSums.Of(answers.All, answers.Labels, [.. skills.Select(s => s.Accuracy.Mean)]);
        if (wanted.Annotators is { } people) await QualityTables.Annotators(people, answers, skills, sums, known, cancellation);
        if (wanted.Confusions is { } cells) await QualityTables.Confusions(cells, answers, skills, cancellation);
        if (wanted.Pairs is { } pairs) await QualityTables.Pairs(pairs, answers, sums, cancellation);
        return sums;
    }

    static void Tell(Surroundings around, bool json, Answers answers, CrowdFit fit, string method, KnownLabels? known, CrowdSums sums, Wanted wanted)
    {
        var sure = Enumerable.Range(0, fit.Tasks).Sum(t => Inference.Best(fit.Posterior(t)).Confidence);
        var expected = SetConfidence.Of(fit.Tasks, sure, 0, 0, 0)!.Value;
        var right = known?.Accuracy(fit);
        var (alpha, kappa) = (sums.Classes.Alpha(), sums.Classes.Fleiss());
        around.Give(json,
            new
            {
                tasks = answers.Tasks.Length, annotators = answers.Annotators.Length, answers = answers.All.Count, repeats = answers.Repeats,
                labels = answers.Labels, method, expectedAccuracy = Round(expected.Expected), interval = new[] { Round(expected.Low), Round(expected.High) },
                agreement = new { alpha = Round(alpha), kappa = Round(kappa), items = sums.Classes.Units, classes = answers.Labels.Select(name => new { name, alpha = Round(sums.Classes.Alpha(name)) }) },
                known = right is { } seen ? new { tasks = (int)seen.Of, accuracy = Round(seen.Value), interval = new[] { Round(seen.Low), Round(seen.High) } } : null,
                blend = (fit as CrowdConsensus)?.Voices.Select(v => new { method = v.Method, weight = Math.Round(v.Weight, 4), heldOut = Math.Round(v.HeldOut, 4), temperature = Math.Round(v.Calibration.T, 3) }),
                @out = wanted.ToOutput ? null : Path.GetFullPath(wanted.Labels),
            },
            $"{answers.Tasks.Length} labels from {answers.All.Count} answers of {answers.Annotators.Length} people ({method}), expected accuracy {expected.Expected:P1} ({expected.Low:P1} to {expected.High:P1}), Krippendorff's α {(alpha is { } a ? a.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "–")}"
                + (right is { } share ? $", right in {share.Value:P1} of {share.Of:0} known tasks ({share.Low:P1} to {share.High:P1})" : "") + (wanted.ToOutput ? "" : $": {Path.GetFullPath(wanted.Labels)}"));
    }

    static double? Round(double? value) => value is { } known ? Math.Round(known, 4) : null;
}
