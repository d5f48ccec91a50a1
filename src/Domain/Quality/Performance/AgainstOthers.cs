namespace Labelwise.Domain.Quality.Performance;

/// <summary>Somebody's answers held against what everybody else says of the same tasks: how many answers had which posterior of
/// being right, in bins of equal width on the logit scale, each standing for its mean. Sums, so that blocks' add up.</summary>
/// <remarks>
/// An answer whose class has posterior q by the others is given with probability q a + (1 - q) (1 - a) / (K - 1) by somebody
/// of accuracy a: the one-coin model of Dawid and Skene 1979, doi:10.2307/2346806, with the truth summed out. So an
/// accuracy is not held down by others' mistakes, as plain agreement is. Assumes that q means what it says, that people
/// err independently given the truth, and that all mistakes are equally likely.
/// </remarks>
public sealed class AgainstOthers
{
    /// <summary>Width of a bin in logits, and the outermost ones.</summary>
    const double Step = 0.5, Outermost = 9;

    const int Bins = (int)(2 * Outermost / Step) + 1;

    /// <summary>Accuracies considered: the middles of so many equal parts of [0, 1].</summary>
    const int Grid = 200;

    readonly int[] counts = new int[Bins];
    readonly double[] posteriors = new double[Bins];

    public int Answers { get; private set; }

    /// <summary>Expected number of right answers if the others' posteriors were the truth.</summary>
    public double Agreeing { get; private set; }

    /// <param name="posterior">That the answer is right, by everybody else, in [0, 1].</param>
    public void Add(double posterior)
    {
        var q = Math.Clamp(posterior, 1e-6, 1 - 1e-6);
        var bin = (int)Math.Round((Math.Clamp(Math.Log(q / (1 - q)), -Outermost, Outermost) + Outermost) / Step);
        counts[bin]++;
        posteriors[bin] += q;
        Answers++;
        Agreeing += posterior;
    }

    public void Add(AgainstOthers other)
    {
        for (var b = 0; b < Bins; b++) (counts[b], posteriors[b]) = (counts[b] + other.counts[b], posteriors[b] + other.posteriors[b]);
        Answers += other.Answers;
        Agreeing += other.Agreeing;
    }

    /// <summary>log of how likely these answers are of somebody of this accuracy.</summary>
    public double LogLikelihood(double accuracy, int classes)
    {
        var wrong = (1 - accuracy) / Math.Max(1, classes - 1);
        var sum = 0.0;
        for (var b = 0; b < Bins; b++)
            if (counts[b] > 0 && posteriors[b] / counts[b] is var q) sum += counts[b] * Math.Log(q * accuracy + (1 - q) * wrong);
        return sum;
    }

    /// <summary>The largest <see cref="LogLikelihood"/> of anybody at least this good.</summary>
    /// <remarks>Concave in the accuracy: golden-section search finds the top.</remarks>
    public double LargestLogLikelihood(double atLeast, int classes)
    {
        const double golden = 0.6180339887498949;
        var (low, high) = (atLeast, 1 - 1e-6);
        for (var i = 0; i < 40; i++)
        {
            var (left, right) = (high - golden * (high - low), low + golden * (high - low));
            if (LogLikelihood(left, classes) < LogLikelihood(right, classes)) low = left;
            else high = right;
        }
        return LogLikelihood((low + high) / 2, classes);
    }

    /// <summary>Mean and central 95 % interval of the accuracy, under the same prior as <see cref="Skill"/>'s at a fifth of its weight.</summary>
    public Estimate Accuracy(int classes)
    {
        const double priorAnswers = Skill.PriorAnswers / 5;
        var (alpha, beta) = (Skill.PriorAccuracy * priorAnswers, (1 - Skill.PriorAccuracy) * priorAnswers);
        var logs = new double[Grid];
        for (var i = 0; i < Grid; i++)
        {
            var a = (i + 0.5) / Grid;
            logs[i] = LogLikelihood(a, classes) + (alpha - 1) * Math.Log(a) + (beta - 1) * Math.Log(1 - a);
        }
        var top = logs.Max();
        var weights = logs.Select(l => Math.Exp(l - top)).ToArray();
        var all = weights.Sum();
        return new(weights.Index().Sum(w => w.Item * (w.Index + 0.5) / Grid) / all, Quantile(0.025), Quantile(0.975), Answers);

        double Quantile(double share)
        {
            var below = 0.0;
            for (var i = 0; i < Grid; i++)
            {
                if ((below + weights[i]) / all >= share) return (i + (share * all - below) / weights[i]) / Grid;
                below += weights[i];
            }
            return 1;
        }
    }
}

/// <summary>A share with its uncertainty.</summary>
/// <param name="Low">Lower end of its central 95 % interval.</param>
/// <param name="Of">How many it was seen in.</param>
public readonly record struct Estimate(double Value, double Low, double High, double Of)
{
    /// <summary>The share of <paramref name="right"/> among <paramref name="all"/> as it was seen, with Jeffreys' interval, which ends where nothing
    /// else was seen.</summary>
    /// <returns>Null where none was seen.</returns>
    /// <remarks>Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286, section 4.1.2.</remarks>
    public static Estimate? OfCounts(double right, double all)
    {
        if (all <= 0) return null;
        var (yes, no) = (Math.Max(0, right), Math.Max(0, all - right));
        return new(
            yes / (yes + no), yes == 0 ? 0 : BetaQuantiles.Of(yes + 0.5, no + 0.5, 0.025), no == 0 ? 1 : BetaQuantiles.Of(yes + 0.5, no + 0.5, 0.975), all);
    }
}
