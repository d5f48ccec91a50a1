namespace Labelwise.Domain.Quality;

/// <summary>What counted audits say about the tasks above a threshold.</summary>
/// <param name="Upper">Clopper-Pearson bound on the error rate above the threshold.</param>
/// <param name="Remaining">
/// Bound on the error rate of those that were not audited, which the model will decide. It differs from
/// <paramref name="Upper"/> because the population is finite and because errors that audits found are mended.
/// </param>
/// <remarks>
/// Remaining = (E - x) / (N - n) with E the largest number of errors for which P(X ≤ x) is above alpha, X being
/// hypergeometric: exact for a finite population (Buonaccorsi 1987, The American Statistician 41(3), 215-218).
/// </remarks>
[GenerateSerializer, Immutable, Alias("audit-bound")]
public readonly record struct AuditBound([property: Id(0)] double Upper, [property: Id(1)] double Remaining)
{
    /// <param name="errors">x, errors among the audits.</param>
    /// <param name="audits">n, a uniform sample without replacement.</param>
    /// <param name="population">N, the tasks sampled from; at least n.</param>
    /// <param name="alpha">Chance that either bound is wrong by itself.</param>
    public static AuditBound Of(int errors, int audits, int population, double alpha)
    {
        var left = population - audits;
        int possible = errors, impossible = errors + left + 1;
        while (impossible - possible > 1)
        {
            var middle = possible + (impossible - possible) / 2;
            if (Hypergeometric.Cumulative(errors, population, middle, audits) > alpha) possible = middle;
            else impossible = middle;
        }
        return new(ClopperPearson.Upper(errors, audits, alpha), left == 0 ? 0 : (double)(possible - errors) / left);
    }

    public bool IsUnder(double maxError) => Upper <= maxError && Remaining <= maxError;

    /// <summary>Most errors among n audits that leave both bounds under <paramref name="maxError"/>; -1 where none do.</summary>
    public static int MostErrors(int audits, int population, double maxError, double alpha)
    {
        if (audits == 0) return -1;
        int fits = -1, fails = (int)(audits * maxError) + 1;
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            if (Fits(middle)) fits = middle;
            else fails = middle;
        }
        return fits;

        // Both bounds turned round, so that one distribution function stands for a search of its quantile.
        bool Fits(int errors)
        {
            var tooMany = errors + (int)Math.Floor(maxError * (population - audits)) + 1;
            return ClopperPearson.Cumulative(errors, audits, maxError) <= alpha
                && Hypergeometric.Cumulative(errors, population, Math.Min(population, tooMany), audits) <= alpha;
        }
    }
}
