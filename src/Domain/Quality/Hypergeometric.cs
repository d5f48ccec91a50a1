using MathNet.Numerics;

namespace Labelwise.Domain.Quality;

/// <summary>Errors found in a sample drawn without replacement.</summary>
static class Hypergeometric
{
    /// <summary>P(X ≤ <paramref name="found"/>).</summary>
    /// <param name="population">N tasks, of which <paramref name="wrong"/> are wrong.</param>
    /// <param name="sample">n tasks drawn.</param>
    public static double Cumulative(int found, int population, int wrong, int sample)
    {
        var (least, most) = (Math.Max(0, sample - (population - wrong)), Math.Min(wrong, sample));
        if (found < least) return 0;
        if (found >= most) return 1;

        // Summed downwards from the largest term of the tail, so that nothing underflows where n is large.
        double sum = 1, term = 1;
        for (var k = found; k > least && term > sum * 1e-17; k--)
            sum += term *= (double)k * (population - wrong - sample + k) / ((wrong - k + 1.0) * (sample - k + 1.0));
        return Math.Min(1, sum * Math.Exp(Choose(wrong, found) + Choose(population - wrong, sample - found) - Choose(population, sample)));
    }

    static double Choose(int n, int k) => SpecialFunctions.BinomialLn(n, k);
}
