using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>What is measured: a name of <see cref="MetricNames"/>, over all classes or for one.</summary>
public readonly record struct Metric(string Name, string? Class = null);

/// <summary>The metrics' names, as the API says them. More is better, except of <see cref="CharacterErrors"/>.</summary>
public static class MetricNames
{
    public const string Accuracy = "accuracy", MacroF1 = "macroF1", Precision = "precision", Recall = "recall", F1 = "f1",
        Map = "mAP", Ap50 = "AP50", Ap75 = "AP75", ApSmall = "APsmall", ApMedium = "APmedium", ApLarge = "APlarge", Ar100 = "AR100", Ap = "AP",
        ExactTexts = "exact", CharacterErrors = "cer";
}

/// <summary>What was counted over judged samples, in a form that any weighting of the samples can be scored by.</summary>
public interface ITally
{
    /// <summary>Samples counted; each has its number in the order they came.</summary>
    int Samples { get; }

    ImmutableArray<Metric> Metrics { get; }

    /// <summary>Every metric, in order, NaN where it means nothing.</summary>
    /// <param name="weights">How often each sample counts; empty for once each.</param>
    double[] Score(ReadOnlySpan<byte> weights);

    /// <summary>The interval that follows from counts alone; null where only resampling tells.</summary>
    Estimate? OfCounts(Metric metric);
}

/// <summary>A metric of one evaluation.</summary>
/// <param name="Interval">Null where there is no telling.</param>
/// <param name="Replicates">The same metric over resampled samples, the same ones for whatever is measured on the same samples:
/// so that two evaluations are compared sample by sample.</param>
public sealed record Measured(Metric Metric, double Value, (double Low, double High)? Interval, ImmutableArray<float> Replicates);

/// <summary>Measures with intervals by resampling the samples.</summary>
/// <remarks>The Poisson bootstrap: Hanley and MacGibbon 2006, doi:10.1016/j.cmpb.2006.04.006. A sample counts 0, 1, 2, … times, by
/// independent Poisson draws of mean 1. Takes samples as independent of each other: near-duplicates make intervals too narrow.</remarks>
public static class Measuring
{
    public const int Replicates = 200;

    /// <summary>P(X ≤ k) of a Poisson count of mean 1, times 2^32.</summary>
    static readonly ImmutableArray<uint> Cutoffs = [.. new[] { 0.36787944, 0.73575888, 0.91969860, 0.98101184, 0.99634015, 0.99940582, 0.99991676, 0.99998975 }.Select(p => (uint)(p * 4294967296.0))];

    public static ImmutableArray<Measured> Of(ITally tally, CancellationToken cancellation = default)
    {
        var metrics = tally.Metrics;
        var values = tally.Score([]);
        var replicates = metrics.Select(_ => new float[Replicates]).ToArray();
        var weights = new byte[tally.Samples];
        for (var r = 0; r < Replicates; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            Draw(r, weights);
            var drawn = tally.Score(weights);
            for (var m = 0; m < drawn.Length; m++) replicates[m][r] = (float)drawn[m];
        }
        return [.. metrics.Select((metric, m) => new Measured(metric, values[m], IntervalOf(tally.OfCounts(metric), values[m], replicates[m]), [.. replicates[m]]))];
    }

    /// <summary>How often each sample counts in a replicate: the same for every tally of as many samples.</summary>
    public static void Draw(int replicate, Span<byte> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var drawn = Quality.AuditOrder.Rank((ulong)replicate, i);
            byte times = 0;
            while (times < Cutoffs.Length && drawn >= Cutoffs[times]) times++;
            weights[i] = times;
        }
    }

    /// <summary>Standard deviation of what is a number among the replicates; null where too few are.</summary>
    public static double? Deviation(IEnumerable<double> replicates)
    {
        var known = replicates.Where(double.IsFinite).ToList();
        if (known.Count < Replicates / 2) return null;
        var mean = known.Average();
        return Math.Sqrt(known.Sum(v => (v - mean) * (v - mean)) / (known.Count - 1));
    }

    /// <summary>The wider of both: resampling sees that what lies on one sample errs together, and counts see that none wrong of
    /// few is not none wrong.</summary>
    static (double, double)? IntervalOf(Estimate? counted, double value, float[] replicates)
    {
        if (!double.IsFinite(value)) return null;
        if (Deviation(replicates.Select(r => (double)r)) is not { } deviation) return counted is { } only ? (only.Low, only.High) : null;
        var (low, high) = (Math.Max(0, value - Estimate.Deviations * deviation), Math.Min(1, value + Estimate.Deviations * deviation));
        return counted is { } known ? (Math.Min(low, known.Low), Math.Max(high, known.High)) : deviation is 0 ? null : (low, high);
    }
}
