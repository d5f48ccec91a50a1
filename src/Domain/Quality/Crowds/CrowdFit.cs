using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>What a method makes of a set of answers.</summary>
/// <param name="Classes">K.</param>
/// <param name="Posteriors">[tasks * K], task by task; each row sums to 1.</param>
/// <param name="Rounds">Rounds of the iteration that were made.</param>
public abstract record CrowdFit(int Classes, ImmutableArray<double> Posteriors, int Rounds)
{
    public int Tasks => Posteriors.Length / Classes;

    /// <summary>[K], sums to 1.</summary>
    public ReadOnlySpan<double> Posterior(int task) => Posteriors.AsSpan(task * Classes, Classes);

    /// <summary>How likely a worker's answer to a task is, were the task's posterior this one. What held-out answers are judged by.</summary>
    /// <param name="posterior">[K], the task's own posterior or a calibrated one.</param>
    internal abstract double Likelihood(int task, int worker, int label, ReadOnlySpan<double> posterior);

    /// <summary>How a worker drawn as answers were would answer.</summary>
    /// <returns>[K * K] at [answer, truth].</returns>
    public ImmutableArray<double> MeanConfusion(AnswerSet answers)
    {
        var (mean, sums) = (new double[Classes * Classes], new double[Classes]);
        for (var cell = 0; cell < mean.Length; cell++)
            sums[cell % Classes] += mean[cell] = ConfusionPrior.Fixed.Of(cell / Classes, cell % Classes, Classes);
        for (var t = 0; t < answers.Tasks; t++)
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
                for (var k = 0; k < Classes; k++)
                {
                    mean[answers.Label[i] * Classes + k] += Posterior(t)[k];
                    sums[k] += Posterior(t)[k];
                }
        for (var cell = 0; cell < mean.Length; cell++) mean[cell] /= sums[cell % Classes];
        return Frozen(mean);
    }

    /// <summary>Turns log-odds into probabilities in place.</summary>
    internal static void Normalise(Span<double> logs)
    {
        var top = double.NegativeInfinity;
        foreach (var log in logs) top = Math.Max(top, log);
        double sum = 0;
        foreach (ref var value in logs) sum += value = Math.Exp(value - top);
        foreach (ref var value in logs) value /= sum;
    }

    /// <returns>The largest change of a number.</returns>
    internal static double Replace(Span<double> old, ReadOnlySpan<double> by)
    {
        double moved = 0;
        for (var k = 0; k < by.Length; k++) moved = Math.Max(moved, Math.Abs(by[k] - old[k]));
        by.CopyTo(old);
        return moved;
    }

    internal static ImmutableArray<double> Frozen(double[] values) => ImmutableCollectionsMarshal.AsImmutableArray(values);
}

/// <summary>A fit in which each worker has one confusion matrix.</summary>
/// <param name="Confusion">[workers * K * K] at [worker, answer, truth]: the chance of the answer where this is the truth.</param>
public sealed record ConfusionFit(int Classes, ImmutableArray<double> Posteriors, int Rounds, ImmutableArray<double> Confusion)
    : CrowdFit(Classes, Posteriors, Rounds)
{
    internal override double Likelihood(int task, int worker, int label, ReadOnlySpan<double> posterior)
    {
        var row = Confusion.AsSpan((worker * Classes + label) * Classes, Classes);
        double sum = 0;
        for (var k = 0; k < Classes; k++) sum += row[k] * posterior[k];
        return sum;
    }
}

/// <summary>A fit in which a worker is right with one chance, that may depend on the task, and else answers as if guessing.</summary>
/// <param name="Chance">Of being right, by task and worker.</param>
sealed record AccuracyFit(int Classes, ImmutableArray<double> Posteriors, int Rounds, Func<int, int, double> Chance)
    : CrowdFit(Classes, Posteriors, Rounds)
{
    internal override double Likelihood(int task, int worker, int label, ReadOnlySpan<double> posterior)
    {
        var chance = Chance(task, worker);
        return posterior[label] * chance + (1 - posterior[label]) * (1 - chance) / Math.Max(1, Classes - 1);
    }
}
