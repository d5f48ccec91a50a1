using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>Two samples that are nearer to each other than chance brings samples together there.</summary>
/// <param name="ByChance">Chance, at most, that somebody comes as near to either of them.</param>
public readonly record struct Twin(int One, int Other, float Apart, double ByChance);

/// <summary>Finds near-duplicates by how much nearer two samples are than the surroundings of both would have it.</summary>
/// <remarks>
/// Around a sample, as far as its k-th nearest, others lie as if strewn evenly over a space of m dimensions: then (distance / that of the
/// k-th)^m of the k - 1 inside is uniform, and the least of them is under u with chance 1 - (1 - u)^(k - 1). m is the likeliest one by the
/// spacings between the farther half of the k (Levina and Bickel 2004, "Maximum likelihood estimation of intrinsic dimension", eq. 8, which
/// pools them over all samples as MacKay and Ghahramani propose), so that twins themselves don't lower it much; where they do, fewer are found.
/// Of those found as many as <see cref="ByChanceAmongFound"/> are expected to be none: Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
/// Assumes that density changes little within a sample's k nearest; where a model's numbers clump, more is found.
/// </remarks>
public static class Twins
{
    /// <summary>Share of those found that may be there by chance.</summary>
    public const double ByChanceAmongFound = 0.05;

    /// <param name="labels">By sample; a negative one where it has none.</param>
    /// <returns>Those whose labels differ, the least likely by chance first.</returns>
    public static ImmutableArray<Twin> LabeledDifferently(NearestTable near, ReadOnlySpan<int> labels)
    {
        var dimension = Dimension(near);
        var tried = new Dictionary<(int One, int Other), Twin>();
        for (var i = 0; i < near.Count; i++)
        {
            if (labels[i] < 0) continue;
            var others = near.Others(i);
            var apart = near.Apart(i);
            for (var r = 0; r < others.Length - 1; r++)
                if (labels[others[r]] is >= 0 and var label && label != labels[i])
                {
                    var (one, other) = (Math.Min(i, others[r]), Math.Max(i, others[r]));
                    tried.TryAdd((one, other), new(one, other, apart[r], Math.Max(Chance(near, i, apart[r], dimension), Chance(near, others[r], apart[r], dimension))));
                    break;  // of those labeled otherwise the nearest is told
                }
        }
        var ordered = tried.Values.OrderBy(t => t.ByChance).ThenBy(t => t.Apart).ThenBy(t => t.One).ThenBy(t => t.Other).ToList();
        var found = ordered.FindLastIndex(t => t.ByChance <= 0) + 1;
        for (var at = found; at < ordered.Count; at++)
            if (ordered[at].ByChance <= ByChanceAmongFound * (at + 1) / ordered.Count) found = at + 1;
        return [.. ordered[..found]];
    }

    /// <summary>Of the space that the samples fill, however many numbers tell of them.</summary>
    /// <returns>0 where nobody has neighbours to tell it by.</returns>
    public static double Dimension(NearestTable near)
    {
        var (spacings, sum) = (0L, 0.0);
        for (var i = 0; i < near.Count; i++)
        {
            var apart = near.Apart(i);
            for (var r = Math.Max(1, apart.Length / 2); r < apart.Length; r++)
                if (apart[r - 1] > 0)
                {
                    sum += r * Math.Log(apart[r] / apart[r - 1]);
                    spacings++;
                }
        }
        return sum > 0 ? spacings / sum : 0;
    }

    static double Chance(NearestTable near, int of, double apart, double dimension)
    {
        var around = near.Apart(of);
        return around.Length < 3 || dimension is 0 || apart >= around[^1] ? 1 : -double.ExpM1((around.Length - 1) * double.LogP1(-Math.Pow(apart / around[^1], dimension)));
    }
}
