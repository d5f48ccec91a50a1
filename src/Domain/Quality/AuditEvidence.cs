namespace Labelwise.Domain.Quality;

/// <summary>What audits amount to.</summary>
public enum AuditVerdict
{
    /// <summary>More are needed.</summary>
    Open,

    /// <summary>It is proven.</summary>
    Suffices,

    /// <summary>It will hardly be proven by as many audits as anybody would buy.</summary>
    GivenUp,
}

/// <summary>
/// Evidence, audit by audit, that what is left of a population holds few errors. It may be looked at after every audit
/// and acted on the first time it suffices: the chance that it ever suffices wrongly is at most alpha, however often one
/// looks. Tasks are drawn at random without replacement.
/// </summary>
/// <remarks>
/// A test martingale by betting: Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting",
/// doi:10.1093/jrsssb/qkad009; without replacement: the same, 2020, "Confidence sequences for sampling without
/// replacement", arXiv:2006.04347. Its bound on the chance is Ville's inequality. For E errors among N tasks, x of them
/// among the first i - 1 audits, the next audit errs with chance μ = (E - x)/(N - i + 1), and each factor
/// 1 + λ(μ - X) has mean one. λ never looks at the audit it bets on, so that it may be chosen at will: here for the error
/// rate believed by then (Kelly's bet). Factors grow with E, so the smallest forbidden E speaks for all larger ones.
/// </remarks>
public static class AuditEvidence
{
    /// <summary>How many audits the error rate believed beforehand counts for, in units of 1/maxError.</summary>
    public const double Belief = 3;

    /// <summary>No rate below this share of maxError is believed: a bet on none would be lost whole by the first error.</summary>
    public const double LeastBelieved = 0.1;

    /// <summary>After how many audits, if any, it is proven that the tasks not audited by then hold no more errors than
    /// <paramref name="maxError"/> of their number.</summary>
    /// <param name="errors">Of each audit in the order drawn, whether the prediction was wrong.</param>
    /// <param name="population">N, the tasks they were drawn from, themselves included.</param>
    /// <param name="expected">The error rate believed before any audit: it changes how soon, never how surely.</param>
    /// <param name="alpha">Chance of ever being wrong.</param>
    /// <param name="most">Audits that anybody is ready to buy; beyond them, or where <see cref="IsHopeless"/>, it is given up.</param>
    /// <returns>What the audits amount to, and after how many of them it did.</returns>
    public static (AuditVerdict Verdict, int Audits) Weigh(
        ReadOnlySpan<bool> errors, int population, double maxError, double expected, double alpha, int most = int.MaxValue)
    {
        var (found, against, log) = (0, -1, 0.0);
        for (var n = 1; n <= errors.Length; n++)
        {
            var before = found;
            if (errors[n - 1]) found++;
            // What must be spoken against changes about once in 1/maxError audits: only then is all counted again.
            var forbidden = Forbidden(found, n, population, maxError);
            log = forbidden == against
                ? log + Factor(n - 1, before, errors[n - 1], population, against, maxError, expected)
                : Log(errors[..n], population, forbidden, maxError, expected);
            against = forbidden;
            if (log >= -Math.Log(alpha)) return (AuditVerdict.Suffices, n);
            if (n >= most || most < int.MaxValue && IsHopeless(n, found, log, maxError, expected, alpha, most)) return (AuditVerdict.GivenUp, n);
        }
        return (AuditVerdict.Open, errors.Length);
    }

    /// <summary>Whether it may be given up: at the error rate believed by now, less one standard deviation, more audits than
    /// <paramref name="most"/> would be needed. It saves audits and may cost a certificate, but never the promise.</summary>
    /// <param name="audits">Made so far, in the order drawn.</param>
    /// <param name="found">Errors among them.</param>
    /// <param name="log">Evidence so far; see <see cref="Log"/>.</param>
    /// <param name="most">Audits that anybody is ready to buy.</param>
    public static bool IsHopeless(int audits, int found, double log, double maxError, double expected, double alpha, int most)
    {
        var (believed, weight) = (Believed(audits, found, maxError, expected), Belief / maxError + audits);
        var hoped = Math.Max(LeastBelieved * maxError, believed - Math.Sqrt(believed * (1 - believed) / weight));
        if (hoped >= maxError) return true;
        // Relative entropy: what an audit adds on average.
        var growth = hoped * Math.Log(hoped / maxError) + (1 - hoped) * Math.Log((1 - hoped) / (1 - maxError));
        return audits + (-Math.Log(alpha) - log) / growth > most;
    }

    /// <summary>The smallest number of errors in the population that would leave too many among those not audited.</summary>
    public static int Forbidden(int found, int audits, int population, double maxError) =>
        found + (int)Math.Floor(maxError * (population - audits)) + 1;

    /// <summary>Logarithm of the evidence against so many errors or more in the population.</summary>
    /// <param name="wrong">E.</param>
    public static double Log(ReadOnlySpan<bool> errors, int population, int wrong, double maxError, double expected)
    {
        var (found, log) = (0, 0.0);
        for (var i = 0; i < errors.Length; i++)
        {
            log += Factor(i, found, errors[i], population, wrong, maxError, expected);
            if (errors[i]) found++;
        }
        return log;
    }

    /// <summary>Logarithm of one audit's factor: all of the evidence where so many errors are impossible by now, none where
    /// as many are found already.</summary>
    static double Factor(int audits, int found, bool error, int population, int wrong, double maxError, double expected)
    {
        var left = population - audits;
        if (wrong - found > left) return double.PositiveInfinity;
        if (wrong - found <= 0) return double.NegativeInfinity;
        return Math.Log(1 + Bet(audits, found, maxError, expected) * ((double)(wrong - found) / left - (error ? 1 : 0)));
    }

    /// <summary>Kelly's bet on the rate believed after so many audits; at most 1, so that nothing is ever lost whole.</summary>
    internal static double Bet(int audits, int found, double maxError, double expected)
    {
        var believed = Math.Max(LeastBelieved * maxError, Believed(audits, found, maxError, expected));
        return Math.Clamp((maxError - believed) / (maxError * (1 - maxError)), 0, 1 - 1e-9);
    }

    static double Believed(int audits, int found, double maxError, double expected)
    {
        var weight = Belief / maxError;
        return (Math.Clamp(expected, 0, maxError) * weight + found) / (weight + audits);
    }
}
