using System.Collections;

namespace Labelwise.Domain.Evaluations;

/// <summary>A difference between two candidates on the same samples.</summary>
/// <param name="Low">The interval of the second minus the first.</param>
/// <param name="Chance">Probability of so large a difference where there is none.</param>
public sealed record Difference(Metric Metric, double First, double Second, double Low, double High, double Chance)
{
    /// <summary>Differences less likely than this are told as more than chance.</summary>
    public const double Surprising = 0.05;

    public double Value => Second - First;
    public bool ExceedsChance => Chance < Surprising;

    /// <summary>By the paired bootstrap: both were measured on the same resampled samples.</summary>
    /// <returns>Null where either means nothing.</returns>
    /// <remarks>Efron and Tibshirani 1993, chapter 12; the standard error of the difference, taken as normal.</remarks>
    public static Difference? Of(Measured first, Measured second)
    {
        if (!double.IsFinite(first.Value) || !double.IsFinite(second.Value)) return null;
        if (Measuring.Deviation(first.Replicates.Zip(second.Replicates, (a, b) => (double)b - a)) is not { } deviation) return null;
        var difference = second.Value - first.Value;
        var half = Estimate.Deviations * deviation;
        return new(first.Metric, first.Value, second.Value, difference - half, difference + half, Estimate.Chance(difference, deviation));
    }
}

/// <summary>Samples on which just one of two candidates is right.</summary>
public readonly record struct McNemar(int OnlyFirst, int OnlySecond)
{
    /// <exception cref="ArgumentException">Not of the same samples.</exception>
    public static McNemar Of(BitArray first, BitArray second)
    {
        if (first.Length != second.Length) throw new ArgumentException("Both must be of the same samples.", nameof(second));
        var (one, other) = (0, 0);
        for (var i = 0; i < first.Length; i++)
            if (first[i] && !second[i]) one++;
            else if (!first[i] && second[i]) other++;
        return new(one, other);
    }

    /// <summary>Probability of so uneven a split, or a more uneven one, where both are equally good.</summary>
    /// <remarks>The exact form of McNemar 1947, doi:10.1007/BF02295996: a binomial test of the samples on which they differ.</remarks>
    public double Chance => Math.Min(1, 2 * Quality.ClopperPearson.Cumulative(Math.Min(OnlyFirst, OnlySecond), OnlyFirst + OnlySecond, 0.5));
}
