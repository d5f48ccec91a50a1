using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// A confusion matrix for each worker, by expectation maximization: rows under a <see cref="ConfusionPrior"/>, class shares
/// under Dirichlet(1). Assumes that workers err independently given the true class.
/// </summary>
/// <remarks>
/// Dawid and Skene 1979, doi:10.2307/2346806. With <c>variational</c> the parameters' posteriors are kept instead of their
/// means, which trusts workers with few answers less: Kim and Ghahramani 2012, "Bayesian classifier combination", AISTATS
/// (variational form: Simpson, Roberts, Psorakis and Smith 2013, doi:10.1007/978-3-642-36406-8_1).
/// </remarks>
public static class DawidSkene
{
    public const int MostRounds = 100;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-4;

    /// <param name="variational">Parameters by their posterior distributions; else by their posterior means.</param>
    /// <param name="mostRounds">With a tolerance of 0 exactly as many are made.</param>
    public static ConfusionFit Fit(
        AnswerSet answers, ConfusionPrior prior, bool variational = false, int mostRounds = MostRounds, double tolerance = Tolerance)
    {
        var classes = answers.Classes;
        var posteriors = answers.SmoothedShares();
        var (counts, logs) = (new double[answers.Workers * classes * classes], new double[answers.Workers * classes * classes]);
        var (shares, logShares) = (new double[classes], new double[classes]);
        Count(answers, posteriors, counts, shares);
        for (var round = 1; ; round++)
        {
            prior = prior.Learn(counts, classes, round);
            Logs(counts, prior, classes, variational, logs);
            LogShares(shares, answers.Tasks, variational, logShares);
            var moved = Pass(answers, logs, logShares, posteriors, counts, shares);
            if ((moved > tolerance || tolerance == 0) && round < mostRounds) continue;
            return new(classes, CrowdFit.Frozen(posteriors), round, CrowdFit.Frozen(Confusion(counts, prior, classes)));
        }
    }

    static void Count(AnswerSet answers, double[] posteriors, double[] counts, double[] shares)
    {
        var classes = shares.Length;
        for (var t = 0; t < answers.Tasks; t++)
            Add(answers, t, posteriors.AsSpan(t * classes, classes), counts, shares);
    }

    static void Add(AnswerSet answers, int task, ReadOnlySpan<double> posterior, double[] counts, double[] shares)
    {
        var classes = posterior.Length;
        for (var k = 0; k < classes; k++) shares[k] += posterior[k];
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
        {
            var cell = counts.AsSpan((answers.Worker[i] * classes + answers.Label[i]) * classes, classes);
            for (var k = 0; k < posterior.Length; k++) cell[k] += posterior[k];
        }
    }

    /// <summary>Expectation of each task and at once its part of the next maximization: the answers are read once a round.</summary>
    /// <returns>The largest change of a posterior.</returns>
    static double Pass(AnswerSet answers, double[] logs, double[] logShares, double[] posteriors, double[] counts, double[] shares)
    {
        Array.Clear(counts);
        Array.Clear(shares);
        double moved = 0;
        var (classes, row) = (shares.Length, new double[shares.Length]);
        for (var t = 0; t < answers.Tasks; t++)
        {
            logShares.CopyTo(row, 0);
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                var cell = logs.AsSpan((answers.Worker[i] * classes + answers.Label[i]) * classes, classes);
                for (var k = 0; k < row.Length; k++) row[k] += cell[k];
            }
            CrowdFit.Normalise(row);
            answers.Certain(t, row);
            moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(t * classes, classes), row));
            Add(answers, t, row, counts, shares);
        }
        return moved;
    }

    internal static void Logs(double[] counts, ConfusionPrior prior, int classes, bool variational, double[] logs)
    {
        var (of, unseen) = (new double[classes * classes], new double[classes * classes]);
        for (var cell = 0; cell < of.Length; cell++) unseen[cell] = Log(of[cell] = prior.Of(cell / classes, cell % classes, classes), variational);
        for (var first = 0; first < counts.Length; first += classes * classes)
            for (var k = 0; k < classes; k++)
            {
                var sum = prior.Strength(classes);
                for (var a = 0; a < classes; a++) sum += counts[first + a * classes + k];
                var norm = Log(sum, variational);
                for (var cell = k; cell < of.Length; cell += classes)
                    logs[first + cell] = (counts[first + cell] == 0 ? unseen[cell] : Log(counts[first + cell] + of[cell], variational)) - norm;
            }
    }

    static void LogShares(double[] shares, int tasks, bool variational, double[] logs)
    {
        for (var k = 0; k < shares.Length; k++) logs[k] = Log(shares[k] + 1, variational) - Log(tasks + shares.Length, variational);
    }

    static double Log(double count, bool variational) => variational ? SpecialFunctions.DiGamma(count) : Math.Log(count);

    internal static double[] Confusion(double[] counts, ConfusionPrior prior, int classes)
    {
        var confusion = new double[counts.Length];
        Logs(counts, prior, classes, variational: false, confusion);
        for (var cell = 0; cell < confusion.Length; cell++) confusion[cell] = Math.Exp(confusion[cell]);
        return confusion;
    }
}
