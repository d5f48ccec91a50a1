using MathNet.Numerics.Distributions;

namespace Labelwise.Domain.Evaluations;

/// <summary>A measured number and the interval in which 95 of 100 such intervals hold the true one.</summary>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Standard deviations to either side that hold 95 % of a normal distribution.</summary>
    public const double Deviations = 1.959963984540054;

    /// <summary>A share of independent trials.</summary>
    /// <returns>Null where there was no trial.</returns>
    /// <remarks>Wilson 1927, "Probable inference, the law of succession, and statistical inference", doi:10.2307/2276774: unlike
    /// the textbook's interval, right for shares near 0 and 1.</remarks>
    public static Estimate? OfShare(double good, double all)
    {
        if (all <= 0) return null;
        var (share, z2) = (good / all, Deviations * Deviations);
        var centre = (share + z2 / (2 * all)) / (1 + z2 / all);
        var half = Deviations / (1 + z2 / all) * Math.Sqrt(share * (1 - share) / all + z2 / (4 * all * all));
        return new(share, good <= 0 ? 0 : Math.Max(0, centre - half), good >= all ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>F1 of right answers among all that are right, missed or made up.</summary>
    /// <param name="wrong">Missed and made up together.</param>
    /// <returns>Null where there was none of either.</returns>
    /// <remarks>Given how many there are of all three, the right ones are a binomial share s, and F1 = 2s / (1 + s) grows with
    /// it: so its interval is that of the share, carried over.</remarks>
    public static Estimate? OfF1(double right, double wrong) =>
        OfShare(right, right + wrong) is { } share ? new(F1(share.Value), F1(share.Low), F1(share.High)) : null;

    /// <summary>Chance to be as far from 0 or farther, where there is no difference.</summary>
    /// <param name="deviation">Standard error of <paramref name="difference"/>.</param>
    public static double Chance(double difference, double deviation) =>
        deviation > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(difference) / deviation) : difference == 0 ? 1 : 0;

    static double F1(double share) => 2 * share / (1 + share);
}
