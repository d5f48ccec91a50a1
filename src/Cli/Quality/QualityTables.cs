using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Cli.Quality;

/// <summary>What <c>quality</c> writes, each file whole or not at all.</summary>
static class QualityTables
{
    public static Task Labels(FileInfo file, Answers answers, CrowdFit fit, CancellationToken cancellation) => Write(file, Labels(answers, fit), cancellation);

    public static async Task Labels(TextWriter output, Answers answers, CrowdFit fit)
    {
        foreach (var line in Labels(answers, fit)) await output.WriteLineAsync(line);
    }

    static IEnumerable<string> Labels(Answers answers, CrowdFit fit) => Enumerable.Range(0, fit.Tasks).Select(task =>
    {
        var (@class, confidence) = Inference.Best(fit.Posterior(task));
        return Csv.Write(answers.Tasks[task], answers.Labels[@class], Number(confidence));
    }).Prepend("task,label,confidence");

    public static Task Posteriors(FileInfo file, Answers answers, CrowdFit fit, CancellationToken cancellation) => Write(
        file, Enumerable.Range(0, fit.Tasks).Select(task => Csv.Write([answers.Tasks[task], .. Chances(fit, task)])).Prepend(Csv.Write(["task", .. answers.Labels])), cancellation);

    static IEnumerable<string> Chances(CrowdFit fit, int task)
    {
        var posterior = fit.Posterior(task).ToArray();
        return posterior.Select(Number);
    }

    /// <summary>Nothing where nobody else answered, no label is known or no time told.</summary>
    public static Task Annotators(FileInfo file, Answers answers, ImmutableArray<WorkerSkill> skills, CrowdSums sums, KnownLabels? known, CancellationToken cancellation)
    {
        var (right, copying) = (known is null ? [] : Judged(answers, known), sums.Copying());
        return Write(file, skills.Select(s => Csv.Write(
            [
                answers.Annotators[s.Worker], s.Answers.ToString(CultureInfo.InvariantCulture), Number(s.Accuracy.Mean), Number(s.Accuracy.Lower), Number(s.Accuracy.Upper),
                .. Told(sums.Workers[s.Worker].Others is { Answers: > 0 } others ? others.Accuracy(Math.Max(2, answers.Labels.Length)) : null),
                .. Told(right.Length is 0 ? null : Estimate.OfCounts(right[s.Worker].Right, right[s.Worker].All)),
                answers.Times.IsEmpty || answers.Times[s.Worker].Median() is not { } ms ? "" : Number(Math.Round(ms)),
                string.Join(' ', FlagRules.Of(sums.Workers[s.Worker].Trail, copying[s.Worker], answers.Labels.Length).Select(f => f.Code)),
            ])).Prepend("worker,answers,accuracy,lower,upper,others,othersLower,othersUpper,known,knownLower,knownUpper,medianMs,flags"), cancellation);
    }

    static string[] Told(Estimate? share) => share is { } s ? [Number(s.Value), Number(s.Low), Number(s.High)] : ["", "", ""];

    /// <summary>By worker, answers to tasks whose label is known.</summary>
    static (int Right, int All)[] Judged(Answers answers, KnownLabels known)
    {
        var judged = new (int Right, int All)[answers.Annotators.Length];
        foreach (var (task, worker, label) in CrowdSums.Rows(answers.All))
            if (known.Of[task] is not -1 and var truth) judged[worker] = (judged[worker].Right + (label == truth ? 1 : 0), judged[worker].All + 1);
        return judged;
    }

    public static Task Confusions(FileInfo file, Answers answers, IEnumerable<WorkerSkill> skills, CancellationToken cancellation) => Write(
        file, skills.SelectMany(s => s.Confusion.Select((cell, at) => Csv.Write(
            answers.Annotators[s.Worker], answers.Labels[at / answers.Labels.Length], answers.Labels[at % answers.Labels.Length],
            Number(cell.Mean), Number(cell.Lower), Number(cell.Upper)))).Prepend("worker,truth,label,chance,lower,upper"), cancellation);

    /// <summary>Mistakes are answers that others call wrong.</summary>
    public static Task Pairs(FileInfo file, Answers answers, CrowdSums sums, CancellationToken cancellation) => Write(
        file, sums.Pairs.OrderBy(p => p.Key).Select(p => Csv.Write(
            answers.Annotators[p.Key.One], answers.Annotators[p.Key.Other], p.Value.Units.ToString(CultureInfo.InvariantCulture),
            Number(p.Value.Agreeing ?? 0), Number(p.Value.Kappa() ?? 0),
            p.Value.Copying.Tasks.ToString(CultureInfo.InvariantCulture), p.Value.Copying.Same.ToString(CultureInfo.InvariantCulture))).Prepend("one,other,tasks,agreeing,kappa,mistakes,sameMistake"), cancellation);

    static async Task Write(FileInfo file, IEnumerable<string> lines, CancellationToken cancellation)
    {
        var partial = file.FullName + ".partial";
        await File.WriteAllLinesAsync(partial, lines, cancellation);
        File.Move(partial, file.FullName, overwrite: true);
    }

    static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
