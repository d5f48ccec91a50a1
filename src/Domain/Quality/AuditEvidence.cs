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
/// 1 + λ(μ - X) has mean one; so has the mean of several such products, each with a λ of its own that never changes. Here
/// they are Kelly's bets for some error rates, weighed by what is believed of the rate beforehand. Factors grow with E and
/// shrink with every error, so the smallest forbidden E speaks for all larger ones, and audits whose outcome is not known yet
/// may stand among the others as errors: whatever they come to, the evidence is no less.
/// </remarks>
public static class AuditEvidence
{
    /// <summary>How many audits the error rate believed beforehand counts for, in units of 1/maxError.</summary>
    public const double Belief = 3;

    /// <summary>No rate below this share of maxError is believed: a bet on none would be lost whole by the first error.</summary>
    public const double LeastBelieved = 0.1;

    /// <summary>Error rates that are bet on.</summary>
    const int Rates = 12;

    /// <summary>No rate above this share of maxError is bet on: to prove it takes more audits than anybody buys.</summary>
    const double MostBelieved = 0.7;

    /// <summary>What the audits made so far amount to, of a claim that the tasks left to the model hold no more errors than
    /// <paramref name="maxError"/> of their number. May be asked after any audit, and with any <paramref name="kept"/>.</summary>
    /// <param name="errors">Of each audit in the order drawn, whether the prediction was wrong, or may be: it is not known yet.</param>
    /// <param name="pending">How many of them are not known yet.</param>
    /// <param name="population">N, the tasks they were drawn from, themselves included.</param>
    /// <param name="kept">Tasks besides the audits that the model will not decide, such as audits under way: none of the errors
    /// left is hoped to be among them.</param>
    /// <param name="expected">The error rate believed before any audit: it changes how soon, never how surely.</param>
    /// <param name="alpha">Chance of ever being wrong.</param>
    /// <param name="most">Audits that anybody is ready to buy; beyond them, or where <see cref="IsHopeless"/>, it is given up.</param>
    /// <returns>The verdict, and how many audits are <see cref="Missing"/>.</returns>
    public static (AuditVerdict Verdict, double Missing) Weigh(
        ReadOnlySpan<bool> errors, int population, int kept, double maxError, double expected, double alpha, int most = int.MaxValue, int pending = 0)
    {
        var found = errors.Count(true) - pending;
        var log = Log(errors, population, Forbidden(found, errors.Length + kept, population, maxError), maxError, expected);
        if (log >= -Math.Log(alpha)) return (AuditVerdict.Suffices, 0);
        var hopeless = errors.Length >= most || most < int.MaxValue && IsHopeless(errors.Length, found, log, maxError, expected, alpha, most);
        return (hopeless ? AuditVerdict.GivenUp : AuditVerdict.Open, Missing(errors.Length, found, log, maxError, expected, alpha));
    }

    /// <summary>The largest number of errors in the population that the audits leave possible.</summary>
    /// <inheritdoc cref="Weigh" path="/param"/>
    public static int MostErrors(ReadOnlySpan<bool> errors, int population, double maxError, double expected, double alpha, int pending = 0)
    {
        var found = errors.Count(true);
        var (possible, impossible) = (found - pending, found + population - errors.Length + 1);
        while (impossible - possible > 1)
        {
            var middle = possible + (impossible - possible) / 2;
            if (Log(errors, population, middle, maxError, expected) < -Math.Log(alpha)) possible = middle;
            else impossible = middle;
        }
        return possible;
    }

    /// <summary>Fewest audits that could suffice: those without any error.</summary>
    public static int Fewest(double maxError, double alpha)
    {
        var bets = Bets(maxError, 0);
        var (tooFew, enough) = (0, 1);
        while (Evidence(enough) < -Math.Log(alpha)) (tooFew, enough) = (enough, 2 * enough);
        while (enough - tooFew > 1)
        {
            var middle = tooFew + (enough - tooFew) / 2;
            if (Evidence(middle) < -Math.Log(alpha)) tooFew = middle;
            else enough = middle;
        }
        return enough;

        double Evidence(int audits) => Math.Log(bets.Sum(b => b.Weight * Math.Pow(1 + b.Bet * maxError, audits)));
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

    /// <summary>Logarithm of the evidence against so many errors or more in the population: all of it where so many are impossible
    /// by now, none where as many are found already.</summary>
    /// <param name="wrong">E.</param>
    public static double Log(ReadOnlySpan<bool> errors, int population, int wrong, double maxError, double expected)
    {
        var bets = Bets(maxError, expected);
        Span<double> evidence = stackalloc double[bets.Length];
        for (var k = 0; k < bets.Length; k++) evidence[k] = bets[k].Weight;
        var found = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            var left = population - i;
            if (wrong - found > left) return double.PositiveInfinity;
            if (wrong - found <= 0) return double.NegativeInfinity;
            var surprise = (double)(wrong - found) / left - (errors[i] ? 1 : 0);
            for (var k = 0; k < bets.Length; k++) evidence[k] *= 1 + bets[k].Bet * surprise;
            if (errors[i]) found++;
        }
        var sum = 0.0;
        foreach (var part in evidence) sum += part;
        return Math.Log(sum);
    }

    /// <summary>Kelly's bets for rates spread evenly between the least and the most that is believed.</summary>
    /// <returns>Weights are those of a Beta distribution of the rate and add up to 1.</returns>
    static (double Bet, double Weight)[] Bets(double maxError, double expected)
    {
        var (believed, weight) = (Math.Clamp(expected, LeastBelieved * maxError, maxError), Belief / maxError);
        var bets = new (double Bet, double Weight)[Rates];
        double sum = 0, first = 0;
        for (var k = 0; k < Rates; k++)
        {
            var rate = maxError * (LeastBelieved + (MostBelieved - LeastBelieved) * k / Rates);
            var log = (believed * weight - 1) * Math.Log(rate) + ((1 - believed) * weight - 1) * Math.Log(1 - rate);
            if (k == 0) first = log;
            sum += (bets[k] = (Math.Clamp((maxError - rate) / (maxError * (1 - maxError)), 0, 1 - 1e-9), Math.Exp(log - first))).Weight;
        }
        for (var k = 0; k < Rates; k++) bets[k].Weight /= sum;
        return bets;
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
