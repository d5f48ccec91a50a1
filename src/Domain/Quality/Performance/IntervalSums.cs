namespace Labelwise.Domain.Quality.Performance;

/// <summary>What agreement on numbers is computed from, as sums over units.</summary>
/// <remarks>Krippendorff's α with the interval metric (c - k)²; Krippendorff 2011, as <see cref="NominalSums"/>. A sum of squared differences over all pairs
/// is 2 n Σ(x - mean)², so that none needs its values kept; the latter of two parts is put together as by Chan, Golub and LeVeque 1983,
/// doi:10.1080/00031305.1983.10483115, since sums of squares lose what numbers far from nought differ by.</remarks>
public sealed class IntervalSums
{
    double observed;
    Deviations all;

    public int Units { get; private set; }
    public double Values => all.Count;

    /// <summary>One unit; fewer than two values are left out.</summary>
    public void Add(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2) return;
        Units++;
        var unit = values.Aggregate(default(Deviations), (sofar, value) => sofar.With(new(1, value, 0)));
        observed += 2 * unit.Count * unit.Squares / (unit.Count - 1);
        all = all.With(unit);
    }

    public void Add(IntervalSums other)
    {
        Units += other.Units;
        observed += other.observed;
        all = all.With(other.all);
    }

    /// <returns>Null where nothing can be compared; 1 where all values are one and the same.</returns>
    public double? Alpha() => all.Count == 0 ? null : all.Squares == 0 ? 1 : 1 - (all.Count - 1) * observed / (2 * all.Count * all.Squares);

    /// <param name="Squares">Σ(x - mean)².</param>
    readonly record struct Deviations(double Count, double Mean, double Squares)
    {
        public Deviations With(Deviations more)
        {
            if (more.Count == 0) return this;
            var (count, apart) = (Count + more.Count, more.Mean - Mean);
            return new(count, Mean + apart * more.Count / count, Squares + more.Squares + apart * apart * Count * more.Count / count);
        }
    }
}
