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

    /// <summary>What the audits made so far amount to, of a claim that the tasks left to the model hold no more errors than
    /// <paramref name="maxError"/> of their number. May be asked after any audit, and with any <paramref name="kept"/>.</summary>
    /// <param name="errors">Of each audit in the order drawn, whether the prediction was wrong.</param>
    /// <param name="population">N, the tasks they were drawn from, themselves included.</param>
    /// <param name="kept">Tasks besides the audits that the model will not decide, such as audits under way: none of the errors
    /// left is hoped to be among them.</param>
    /// <param name="expected">The error rate believed before any audit: it changes how soon, never how surely.</param>
    /// <param name="alpha">Chance of ever being wrong.</param>
    /// <param name="most">Audits that anybody is ready to buy; beyond them, or where <see cref="IsHopeless"/>, it is given up.</param>
    /// <returns>The verdict, and how many audits are <see cref="Missing"/>.</returns>
    public static (AuditVerdict Verdict, double Missing) Weigh(
        ReadOnlySpan<bool> errors, int population, int kept, double maxError, double expected, double alpha, int most = int.MaxValue)
    {
        var found = errors.Count(true);
        var log = Log(errors, population, Forbidden(found, errors.Length + kept, population, maxError), maxError, expected);
        if (log >= -Math.Log(alpha)) return (AuditVerdict.Suffices, 0);
        var hopeless = errors.Length >= most || most < int.MaxValue && IsHopeless(errors.Length, found, log, maxError, expected, alpha, most);
        return (hopeless ? AuditVerdict.GivenUp : AuditVerdict.Open, Missing(errors.Length, found, log, maxError, expected, alpha));
    }

    /// <summary>The largest number of errors in the population that the audits leave possible.</summary>
    /// <inheritdoc cref="Weigh" path="/param"/>
    public static int MostErrors(ReadOnlySpan<bool> errors, int population, double maxError, double expected, double alpha)
    {
        var found = errors.Count(true);
        var (possible, impossible) = (found, found + population - errors.Length + 1);
        while (impossible - possible > 1)
        {
            var middle = possible + (impossible - possible) / 2;
            if (Log(errors, population, middle, maxError, expected) < -Math.Log(alpha)) possible = middle;
            else impossible = middle;
        }
        return possible;
    }

    /// <summary>Fewest audits that could suffice: those without any error.</summary>
    public static int Fewest(double maxError, double alpha) =>
        (int)Math.Min(int.MaxValue, Math.Ceiling(-Math.Log(alpha) / Math.Log(1 + Bet(0, 0, maxError, 0) * maxError)));

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
        return audits + (-Math.Log(alpha) - log) / Growth(hoped, maxError) > most;
    }

    /// <summary>Audits that are still missing at the error rate believed by now.</summary>
    /// <inheritdoc cref="IsHopeless" path="/param"/>
    public static double Missing(int audits, int found, double log, double maxError, double expected, double alpha) =>
        (-Math.Log(alpha) - log) / Growth(Believed(audits, found, maxError, expected), maxError);

    /// <summary>What an audit adds on average to the logarithm of evidence; 0 where the rate is too high for any.</summary>
    /// <remarks>Relative entropy of the two rates.</remarks>
    internal static double Growth(double rate, double maxError)
    {
        var believed = Math.Max(LeastBelieved * maxError, rate);
        return believed >= maxError ? 0 : believed * Math.Log(believed / maxError) + (1 - believed) * Math.Log((1 - believed) / (1 - maxError));
    }

    /// <summary>The smallest number of errors in the population that would leave too many to the model.</summary>
    /// <param name="others">Tasks that it will not decide, the audits among them.</param>
    static int Forbidden(int found, int others, int population, double maxError) =>
        found + (int)Math.Floor(maxError * Math.Max(0, population - others)) + 1;

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
