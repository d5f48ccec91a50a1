using System.Collections.Immutable;
using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Dawid-Skene with three kinds of tasks in each class, and a confusion row of each worker for each kind: what makes people take
/// a task for another class is then something that tasks share, instead of everybody's own error. Where it is not known, tasks
/// on which the same people err together are a class of their own to Dawid-Skene, and the class that is named least loses them.
/// Assumes that workers err independently given class and kind; a class has one kind only where that suffices.
/// </summary>
/// <remarks>
/// Li, Rubinstein and Cohn 2019, "Exploiting worker correlation for label aggregation in crowdsourcing", ICML, with three kinds
/// instead of ten, begun from how far the answers of a task agree instead of from lots, so that the result is the same each time,
/// and rows under a learned <see cref="ConfusionPrior"/>. Variational: parameters by their posterior distributions.
/// </remarks>
public static class TaskKinds
{
    public const int MostRounds = 200;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-3;

    internal const int Kinds = 3;

    /// <summary>Pseudo-tasks of each kind: few, so that a kind that explains nothing empties.</summary>
    const double Usual = 0.05;

    /// <summary>Share of a task that is of any kind at first.</summary>
    const double Any = 0.5;

    public static CrowdFit Fit(AnswerSet answers)
    {
        var classes = answers.Classes;
        var (posteriors, prior) = (answers.SmoothedShares(), ConfusionPrior.Shared);
        var (counts, logs) = (new double[answers.Workers * Kinds * classes * classes], new double[answers.Workers * Kinds * classes * classes]);
        var (shares, logShares, joint, row) = (new double[Kinds * classes], new double[Kinds * classes], new double[Kinds * classes], new double[classes]);
        for (var t = 0; t < answers.Tasks; t++)
        {
            Begin(posteriors.AsSpan(t * classes, classes), joint);
            Count(answers, t, joint, counts, shares);
        }
        for (var round = 1; ; round++)
        {
            prior = prior.Learn(counts, classes, round);
            DawidSkene.Logs(counts, prior, classes, variational: true, logs);
            LogShares(shares, classes, answers.Tasks, logShares);
            Array.Clear(counts);
            Array.Clear(shares);
            double moved = 0;
            for (var t = 0; t < answers.Tasks; t++)
            {
                Joint(answers, t, logs, logShares, joint);
                CrowdFit.Normalise(joint);
                Known(answers, t, joint, row);
                moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(t * classes, classes), row));
                Count(answers, t, joint, counts, shares);
            }
            if (moved > Tolerance && round < MostRounds) continue;
            return new KindsFit(answers, CrowdFit.Frozen(posteriors), round, logs, logShares, DawidSkene.Confusion(counts, prior, classes));
        }
    }

    /// <summary>Tasks are of the kinds by how far their answers disagree.</summary>
    static void Begin(ReadOnlySpan<double> shares, double[] joint)
    {
        double top = 0, sum = 0;
        foreach (var share in shares) top = Math.Max(top, share);
        var doubt = (1 - top) * shares.Length / Math.Max(1, shares.Length - 1);
        Span<double> kinds = stackalloc double[Kinds];
        for (var m = 0; m < Kinds; m++)
        {
            var far = doubt * Kinds - m - 0.5;
            sum += kinds[m] = Math.Exp(-far * far / 2);
        }
        for (var c = 0; c < joint.Length; c++)
            joint[c] = shares[c % shares.Length] * ((1 - Any) * kinds[c / shares.Length] / sum + Any / Kinds);
    }

    static void Count(AnswerSet answers, int task, double[] joint, double[] counts, double[] shares)
    {
        var classes = answers.Classes;
        for (var c = 0; c < joint.Length; c++) shares[c] += joint[c];
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
            for (var m = 0; m < Kinds; m++)
            {
                var cell = counts.AsSpan(Cell(answers.Worker[i], m, answers.Label[i], classes), classes);
                for (var k = 0; k < classes; k++) cell[k] += joint[m * classes + k];
            }
    }

    /// <summary>Unnormalised logarithms of kind and class of a task.</summary>
    internal static void Joint(AnswerSet answers, int task, double[] logs, double[] logShares, double[] into)
    {
        var classes = answers.Classes;
        logShares.CopyTo(into, 0);
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
            for (var m = 0; m < Kinds; m++)
            {
                var cell = logs.AsSpan(Cell(answers.Worker[i], m, answers.Label[i], classes), classes);
                for (var k = 0; k < classes; k++) into[m * classes + k] += cell[k];
            }
    }

    /// <summary>A worker is as many workers as there are kinds.</summary>
    internal static int Cell(int worker, int kind, int answer, int classes) => ((worker * Kinds + kind) * classes + answer) * classes;

    /// <summary>What is known of a task changes how likely its classes are, not of which kind it is under each.</summary>
    static void Known(AnswerSet answers, int task, double[] joint, double[] row)
    {
        Array.Clear(row);
        for (var c = 0; c < joint.Length; c++) row[c % row.Length] += joint[c];
        var all = row.Sum();  // 1 but for rounding
        foreach (ref var share in row.AsSpan()) share /= all;
        if (answers.Known[task] < 0) return;
        var before = row.AsSpan().ToArray();
        answers.Certain(task, row);
        for (var c = 0; c < joint.Length; c++)
            joint[c] = before[c % row.Length] > 0 ? joint[c] * row[c % row.Length] / before[c % row.Length] : row[c % row.Length] / Kinds;
    }

    static void LogShares(double[] shares, int classes, int tasks, double[] logs)
    {
        for (var k = 0; k < classes; k++)
        {
            double all = 0;
            for (var m = 0; m < Kinds; m++) all += shares[m * classes + k];
            var ofClass = SpecialFunctions.DiGamma(all + 1) - SpecialFunctions.DiGamma(tasks + classes);
            for (var c = k; c < logs.Length; c += classes)
                logs[c] = ofClass + SpecialFunctions.DiGamma(shares[c] + Usual) - SpecialFunctions.DiGamma(all + Kinds * Usual);
        }
    }
}

/// <summary>A fit in which a worker's confusions depend on the kind of the task.</summary>
/// <param name="Logs">[workers * kinds * K * K] at [worker, kind, answer, truth], expected.</param>
/// <param name="LogShares">[kinds * K], expected.</param>
/// <param name="Confusion">As the logarithms, of means.</param>
sealed record KindsFit(AnswerSet Answers, ImmutableArray<double> Posteriors, int Rounds, double[] Logs, double[] LogShares, double[] Confusion)
    : CrowdFit(Answers.Classes, Posteriors, Rounds)
{
    internal override double Likelihood(int task, int worker, int label, ReadOnlySpan<double> posterior)
    {
        var joint = new double[LogShares.Length];
        TaskKinds.Joint(Answers, task, Logs, LogShares, joint);
        Span<double> kinds = stackalloc double[TaskKinds.Kinds];
        double sum = 0;
        for (var k = 0; k < Classes; k++)
        {
            if (posterior[k] == 0) continue;
            for (var m = 0; m < kinds.Length; m++) kinds[m] = joint[m * Classes + k];
            Normalise(kinds);
            for (var m = 0; m < kinds.Length; m++) sum += posterior[k] * kinds[m] * Confusion[TaskKinds.Cell(worker, m, label, Classes) + k];
        }
        return sum;
    }
}
