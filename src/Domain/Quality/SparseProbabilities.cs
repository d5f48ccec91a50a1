using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>Class probabilities of which only the largest are kept; the rest of the mass is even over the other classes.</summary>
public static class SparseProbabilities
{
    /// <summary>Keeps the largest; of equals the first class.</summary>
    /// <param name="probabilities">[K], at least 0; normalised here.</param>
    public static ImmutableArray<ClassProbability> Largest(ReadOnlySpan<double> probabilities, int keep)
    {
        double sum = 0;
        var all = new ClassProbability[probabilities.Length];
        foreach (var p in probabilities) sum += p;
        for (var c = 0; c < all.Length; c++) all[c] = new(c, (float)(probabilities[c] / sum));
        return [.. all.OrderByDescending(p => p.Probability).ThenBy(p => p.Class).Take(keep)];
    }

    /// <returns>[K], sums to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A class outside [0, K) or a probability that is no number or below 0.</exception>
    public static double[] Dense(int classes, ImmutableArray<ClassProbability> sparse)
    {
        double named = 0;
        foreach (var (@class, probability) in sparse)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(@class);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, classes);
            if (!(probability >= 0)) throw new ArgumentOutOfRangeException(nameof(sparse), probability, "a probability is at least 0");
            named += probability;
        }
        if (named <= 0) return [.. Priors.Uniform(classes)];
        var others = classes - sparse.Length;
        var rest = others > 0 ? Math.Max(0, 1 - named) : 0;
        var dense = new double[classes];
        if (others > 0) Array.Fill(dense, rest / others / (named + rest));
        foreach (var (@class, probability) in sparse) dense[@class] = probability / (named + rest);
        return dense;
    }
}
