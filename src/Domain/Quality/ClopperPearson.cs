using MathNet.Numerics;

namespace Labelwise.Domain.Quality;

/// <summary>Exact bounds on an error rate from counted errors.</summary>
/// <remarks>
/// Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404. For sampling without replacement they are conservative
/// (the hypergeometric distribution is narrower than the binomial one).
/// </remarks>
public static class ClopperPearson
{
    /// <summary>The one-sided upper bound: the true rate lies above it with probability at most <paramref name="alpha"/>.</summary>
    /// <param name="errors">Errors seen, in [0, <paramref name="trials"/>].</param>
    /// <param name="trials">Trials made; with none the bound is 1.</param>
    /// <param name="alpha">Chance of being wrong, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or chance outside its range.</exception>
    public static double Upper(int errors, int trials, double alpha)
    {
        Check(errors, trials, alpha);
        return errors == trials ? 1 : BetaQuantiles.Of(errors + 1.0, trials - errors, 1 - alpha);
    }

    /// <summary>The one-sided lower bound: the true rate lies below it with probability at most <paramref name="alpha"/>.</summary>
    /// <inheritdoc cref="Upper" path="/param"/>
    /// <inheritdoc cref="Upper" path="/exception"/>
    public static double Lower(int errors, int trials, double alpha)
    {
        Check(errors, trials, alpha);
        return errors == 0 ? 0 : BetaQuantiles.Of(errors, trials - errors + 1.0, alpha);
    }

    /// <summary>The two-sided interval that covers the true rate with at least <paramref name="confidence"/>.</summary>
    public static (double Lower, double Upper) Interval(int errors, int trials, double confidence) =>
        (Lower(errors, trials, (1 - confidence) / 2), Upper(errors, trials, (1 - confidence) / 2));

    /// <summary>The fewest trials whose upper bound is under <paramref name="maxError"/>: those without any error.</summary>
    /// <remarks>From (1 - maxError)^n ≤ alpha.</remarks>
    public static int AuditsNeeded(double maxError, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxError);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maxError, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        var trials = Math.Ceiling(Math.Log(alpha) / double.LogP1(-maxError));
        return (int)Math.Min(int.MaxValue, trials);
    }

    /// <summary>P(X ≤ <paramref name="errors"/>) of a binomial count.</summary>
    internal static double Cumulative(int errors, int trials, double rate)
    {
        if (errors < 0) return 0;
        if (errors >= trials || rate <= 0) return 1;
        return rate >= 1 ? 0 : SpecialFunctions.BetaRegularized(trials - errors, errors + 1.0, 1 - rate);
    }

    static void Check(int errors, int trials, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(errors, trials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
    }
}
