namespace Labelwise.Domain.Quality.Performance;

/// <summary>How long answers took, as counts in bins of a quarter octave: their median adds up over blocks, to within 9 %.</summary>
public sealed class Durations
{
    const int PerOctave = 4, Octaves = 24;

    /// <summary>What was slower than this on the octave scale, or faster, is counted at its end.</summary>
    const int Bins = PerOctave * Octaves;

    readonly int[] counts = new int[Bins];

    public int Count { get; private set; }

    /// <param name="ms">In milliseconds; 0 is not known and passed over.</param>
    public void Add(double ms)
    {
        if (ms <= 0) return;
        counts[Math.Clamp((int)Math.Floor(Math.Log2(ms) * PerOctave), 0, Bins - 1)]++;
        Count++;
    }

    public void Add(Durations other)
    {
        for (var b = 0; b < Bins; b++) counts[b] += other.counts[b];
        Count += other.Count;
    }

    /// <summary>In milliseconds; null where there are none.</summary>
    public double? Median()
    {
        if (Count is 0) return null;
        var half = Count / 2.0;
        var below = 0;
        for (var b = 0; b < Bins; b++)
        {
            if (below + counts[b] >= half) return Math.Pow(2, (b + (half - below) / counts[b]) / PerOctave);
            below += counts[b];
        }
        throw new InvalidOperationException("Counts and their sum differ.");
    }

    /// <summary>Share of answers that took no longer than this.</summary>
    public double ShareUpTo(double ms)
    {
        if (Count is 0) return 0;
        var at = Math.Clamp(Math.Log2(Math.Max(1, ms)) * PerOctave, 0, Bins - 1);
        var whole = (int)at;
        return (counts.Take(whole).Sum() + counts[whole] * (at - whole)) / Count;
    }
}
