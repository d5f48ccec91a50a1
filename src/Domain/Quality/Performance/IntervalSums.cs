namespace Labelwise.Domain.Quality.Performance;

/// <summary>What agreement on numbers is computed from, as sums over units.</summary>
/// <remarks>Krippendorff's α with the interval metric (c - k)²; Krippendorff 2011, as <see cref="NominalSums"/>. A sum of squared
/// differences over all pairs is 2 (n Σx² - (Σx)²), so that neither needs its values kept.</remarks>
public sealed class IntervalSums
{
    double observed, sum, squares;

    public int Units { get; private set; }
    public double Values { get; private set; }

    /// <summary>One unit; fewer than two values are left out.</summary>
    public void Add(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2) return;
        Units++;
        Values += values.Count;
        var (s, q) = (values.Sum(), values.Sum(v => v * v));
        observed += 2 * Math.Max(0, values.Count * q - s * s) / (values.Count - 1);
        sum += s;
        squares += q;
    }

    public void Add(IntervalSums other)
    {
        Units += other.Units;
        Values += other.Values;
        observed += other.observed;
        sum += other.sum;
        squares += other.squares;
    }

    /// <returns>Null where nothing can be compared; 1 where all values are one and the same.</returns>
    public double? Alpha()
    {
        if (Values == 0) return null;
        var expected = 2 * (Values * squares - sum * sum);
        return expected <= 1e-12 * Values * squares ? 1 : 1 - (Values - 1) * observed / expected;
    }
}
