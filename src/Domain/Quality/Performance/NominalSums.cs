namespace Labelwise.Domain.Quality.Performance;

/// <summary>What agreement on categories is computed from, as sums over units: adding those of blocks gives those of a project.</summary>
/// <remarks>Canonical coincidences: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section C; the mean
/// agreement of units as in Fleiss 1971, doi:10.1037/h0031619. Both assume that values are given independently.</remarks>
public sealed class NominalSums
{
    readonly Dictionary<(string One, string Other), double> coincidences = [];
    readonly Dictionary<string, double> totals = new(StringComparer.Ordinal);
    double agreeing;

    /// <summary>Units with two values at least.</summary>
    public int Units { get; private set; }

    /// <summary>Values in those units.</summary>
    public double Values => totals.Values.Sum();

    public IReadOnlyCollection<string> Categories => totals.Keys;

    /// <summary>One unit; fewer than two values can agree with nothing and are left out.</summary>
    public void Add(IReadOnlyCollection<string> values)
    {
        if (values.Count < 2) return;
        Units++;
        var counts = values.CountBy(v => v, StringComparer.Ordinal).ToArray();
        var others = values.Count - 1.0;
        foreach (var (one, n) in counts)
        {
            totals[one] = totals.GetValueOrDefault(one) + n;
            agreeing += n * (n - 1) / (values.Count * others);
            foreach (var (other, m) in counts)
                if ((one == other ? n - 1 : m) is > 0 and var met)
                    coincidences[(one, other)] = coincidences.GetValueOrDefault((one, other)) + n * met / others;
        }
    }

    public void Add(NominalSums other)
    {
        Units += other.Units;
        agreeing += other.agreeing;
        foreach (var (pair, n) in other.coincidences) coincidences[pair] = coincidences.GetValueOrDefault(pair) + n;
        foreach (var (category, n) in other.totals) totals[category] = totals.GetValueOrDefault(category) + n;
    }

    /// <summary>Krippendorff's α of all categories.</summary>
    /// <returns>Null where nothing can be compared; 1 where all values are one and the same.</returns>
    public double? Alpha()
    {
        var all = Values;
        if (all == 0) return null;
        var apart = coincidences.Sum(c => c.Key.One == c.Key.Other ? 0 : c.Value);
        var expected = all * all - totals.Values.Sum(n => n * n);
        return expected == 0 ? 1 : 1 - (all - 1) * apart / expected;
    }

    /// <summary>α of one category against all others together.</summary>
    /// <inheritdoc cref="Alpha()" path="/returns"/>
    public double? Alpha(string category)
    {
        var (all, n) = (Values, totals.GetValueOrDefault(category));
        if (all == 0 || n == 0) return null;
        return n >= all ? 1 : 1 - (all - 1) * (n - coincidences.GetValueOrDefault((category, category))) / (n * (all - n));
    }

    /// <summary>α of categories that have an order: two differ by how many values lie between them.</summary>
    /// <param name="order">Categories, the least first; values of others are left out.</param>
    /// <inheritdoc cref="Alpha()" path="/returns"/>
    /// <remarks>The ordinal metric of Krippendorff 2011, section C: (Σ n_g from c to k - (n_c + n_k)/2)².</remarks>
    public double? AlphaInOrder(IReadOnlyList<string> order)
    {
        var counts = order.Select(c => order.Sum(k => coincidences.GetValueOrDefault((c, k)))).ToArray();
        var all = counts.Sum();
        if (all == 0) return null;
        double observed = 0, expected = 0;
        for (var c = 0; c < counts.Length; c++)
        {
            var between = -counts[c] / 2;
            for (var k = c; k < counts.Length; k++)
            {
                between += counts[k];
                var apart = k == c ? 0 : (between - counts[k] / 2) * (between - counts[k] / 2);
                observed += apart * coincidences.GetValueOrDefault((order[c], order[k]));
                expected += apart * counts[c] * counts[k];
            }
        }
        return expected == 0 ? 1 : 1 - (all - 1) * observed / expected;
    }

    /// <summary>How many values are of this category.</summary>
    public double Count(string category) => totals.GetValueOrDefault(category);

    /// <summary>Fleiss' κ, generalised to unequal numbers of values.</summary>
    /// <inheritdoc cref="Alpha()" path="/returns"/>
    public double? Fleiss()
    {
        var all = Values;
        if (all == 0) return null;
        var chance = totals.Values.Sum(n => n / all * (n / all));
        return chance >= 1 ? 1 : (agreeing / Units - chance) / (1 - chance);
    }
}
