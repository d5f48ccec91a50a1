using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>One chain of draws of every task's class, with the counts that follow from them. See <see cref="SampledDawidSkene"/>.</summary>
sealed class ChainOfClasses
{
    /// <summary>Strengths tried, in answers; the belief in them is log-normal around <see cref="Usual"/> with spread 1.</summary>
    static readonly double[] Strengths = [1, 2, 4, 8, 16, 32, 64];

    const double Usual = 8;

    /// <summary>Between accuracies tried, and how far they stay from guessing and from certainty.</summary>
    const double Step = 0.05, Margin = 0.03;

    readonly AnswerSet answers;
    readonly int classes;

    /// <summary>[tasks].</summary>
    readonly int[] drawn;

    /// <summary>[workers * K * K] at [worker, answer, drawn class], and summed over answers [workers * K].</summary>
    readonly int[] counts, sums;

    /// <summary>[K].</summary>
    readonly int[] tasks;

    /// <summary>Logarithms of a count with its prior: of right answers, of wrong ones, of all.</summary>
    readonly double[] logRight, logWrong, logAll;

    readonly double[] row;

    /// <summary>Priors that are drawn from.</summary>
    readonly List<(double Strength, double Accuracy)> tried = [];

    ulong lots;
    double right, wrong;

    public ChainOfClasses(AnswerSet answers, ulong seed)
    {
        (this.answers, classes, lots) = (answers, answers.Classes, AuditOrder.Mix(seed));
        (drawn, tasks, row) = (new int[answers.Tasks], new int[classes], new double[classes]);
        (counts, sums) = (new int[answers.Workers * classes * classes], new int[answers.Workers * classes]);
        foreach (var strength in Strengths)
            for (var accuracy = 1.0 / classes + Margin; accuracy < 1 - Margin / 2; accuracy += Step) tried.Add((strength, accuracy));
        var most = new int[answers.Workers];
        foreach (var worker in answers.Worker) most[worker]++;
        var longest = most.Append(0).Max() + 1;
        (logRight, logWrong, logAll) = (new double[longest], new double[longest], new double[longest]);
        var shares = answers.SmoothedShares();
        for (var t = 0; t < drawn.Length; t++)
        {
            drawn[t] = answers.Known[t] >= 0 ? answers.Known[t] : Draw(shares.AsSpan(t * classes, classes));
            Count(t, 1);
        }
    }

    /// <summary>Draws every class anew, given all others.</summary>
    /// <param name="into">[tasks * K], to which each task's chances are added; or empty.</param>
    public void Sweep(double[] into)
    {
        for (var t = 0; t < drawn.Length; t++)
        {
            if (answers.Known[t] < 0)
            {
                Count(t, -1);
                Chances(t);
                drawn[t] = Draw(row);
                Count(t, 1);
            }
            if (into.Length == 0 || answers.Known[t] >= 0) continue;
            for (var k = 0; k < classes; k++) into[t * classes + k] += row[k];
        }
    }

    /// <summary>Draws mean accuracy and strength of the prior, given all classes.</summary>
    public void DrawPrior()
    {
        if (classes > 1)
        {
            var (ofRight, ofWrong, ofAll) = (Frequencies(counts, 1), Frequencies(counts, 0), Frequencies(sums, -1));
            var logs = tried.Select(p =>
            {
                var far = Math.Log(p.Strength / Usual);
                return Math.Log(p.Accuracy) - far * far / 2 - Rising(p.Strength, ofAll)
                    + Rising(p.Strength * p.Accuracy, ofRight) + Rising(p.Strength * (1 - p.Accuracy) / (classes - 1), ofWrong);
            }).ToArray();
            CrowdFit.Normalise(logs);
            var (s, a) = tried[Draw(logs)];
            (right, wrong) = (s * a, s * (1 - a) / (classes - 1));
        }
        else (right, wrong) = (Usual, 0);
        for (var n = 0; n < logAll.Length; n++)
            (logRight[n], logWrong[n], logAll[n]) = (Math.Log(n + right), Math.Log(n + wrong), Math.Log(n + right + (classes - 1) * wrong));
    }

    /// <summary>Adds everybody's confusions, given all classes.</summary>
    /// <param name="into">[workers * K * K] at [worker, answer, truth].</param>
    public void AddConfusion(double[] into)
    {
        for (var cell = 0; cell < into.Length; cell++)
        {
            var (worker, answer, truth) = (cell / classes / classes, cell / classes % classes, cell % classes);
            into[cell] += (counts[cell] + (answer == truth ? right : wrong)) / (sums[worker * classes + truth] + right + (classes - 1) * wrong);
        }
    }

    void Chances(int task)
    {
        for (var k = 0; k < classes; k++) row[k] = Math.Log(tasks[k] + 1);
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
        {
            var (worker, label) = (answers.Worker[i], answers.Label[i]);
            var cell = counts.AsSpan((worker * classes + label) * classes, classes);
            var all = sums.AsSpan(worker * classes, classes);
            for (var k = 0; k < row.Length; k++) row[k] += (k == label ? logRight : logWrong)[cell[k]] - logAll[all[k]];
        }
        CrowdFit.Normalise(row);
    }

    void Count(int task, int by)
    {
        var k = drawn[task];
        tasks[k] += by;
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
        {
            counts[(answers.Worker[i] * classes + answers.Label[i]) * classes + k] += by;
            sums[answers.Worker[i] * classes + k] += by;
        }
    }

    /// <summary>How often each count occurs among right (1), wrong (0) or all (-1) of them; zeros say nothing.</summary>
    int[] Frequencies(int[] of, int which)
    {
        var found = new int[logAll.Length];
        for (var cell = 0; cell < of.Length; cell++)
            if (of[cell] > 0 && (which < 0 || (cell / classes % classes == cell % classes ? 1 : 0) == which)) found[of[cell]]++;
        return found;
    }

    /// <summary>Σ over counts n of ln(Γ(x + n) / Γ(x)).</summary>
    static double Rising(double x, int[] frequencies)
    {
        var (sum, first) = (0.0, SpecialFunctions.GammaLn(x));
        for (var n = 1; n < frequencies.Length; n++)
            if (frequencies[n] > 0) sum += frequencies[n] * (SpecialFunctions.GammaLn(x + n) - first);
        return sum;
    }

    /// <param name="chances">[K], summing to 1.</param>
    int Draw(ReadOnlySpan<double> chances)
    {
        var left = (AuditOrder.Mix(lots++) >> 11) / (double)(1UL << 53);
        for (var k = 0; k < chances.Length - 1; k++)
            if ((left -= chances[k]) < 0) return k;
        return chances.Length - 1;
    }
}
