using System.Numerics;

namespace Labelwise.Domain.Quality.Consistency;

/// <summary>64 bits that pictures share which look alike, however they are scaled and packed.</summary>
/// <remarks>The DCT hash of Zauner 2010, "Implementation and benchmarking of perceptual image hash functions", section 3.2: a 32 × 32
/// gray picture, its 8 × 8 lowest frequencies without the mean, each above their median or not. Blind to colour.</remarks>
public static class PerceptualHash
{
    /// <summary>Side of the gray picture it is made of, in pixels.</summary>
    public const int SidePx = 32;

    /// <summary>Pictures whose hashes differ in no more bits are near-duplicates.</summary>
    public const int MostApart = 6;

    const int Frequencies = 8;

    /// <summary>A picture whose frequencies are all weaker than this has nothing in it to tell it by.</summary>
    const double Faintest = 8;

    static readonly double[,] Cosines = Table();

    /// <param name="gray">[32 × 32], row by row.</param>
    /// <returns>Null of a picture with nothing in it.</returns>
    public static ulong? Of(ReadOnlySpan<byte> gray)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gray.Length, SidePx * SidePx);
        Span<double> across = stackalloc double[SidePx * Frequencies], strength = stackalloc double[Frequencies * Frequencies];
        for (var y = 0; y < SidePx; y++)
            for (var u = 0; u < Frequencies; u++)
                for (var x = 0; x < SidePx; x++) across[y * Frequencies + u] += gray[y * SidePx + x] * Cosines[u, x];
        for (var v = 0; v < Frequencies; v++)
            for (var u = 0; u < Frequencies; u++)
                for (var y = 0; y < SidePx; y++) strength[v * Frequencies + u] += across[y * Frequencies + u] * Cosines[v, y];
        strength[0] = 0;
        var sorted = strength.ToArray();
        if (Math.Max(sorted.Max(), -sorted.Min()) < Faintest) return null;
        Array.Sort(sorted);
        var median = (sorted[31] + sorted[32]) / 2;
        ulong hash = 0;
        for (var i = 0; i < strength.Length; i++) if (strength[i] > median) hash |= 1UL << i;
        return hash;
    }

    public static int Apart(ulong one, ulong other) => BitOperations.PopCount(one ^ other);

    /// <summary>Orthonormal DCT-II.</summary>
    static double[,] Table()
    {
        var table = new double[Frequencies, SidePx];
        for (var u = 0; u < Frequencies; u++)
            for (var x = 0; x < SidePx; x++)
                table[u, x] = Math.Sqrt((u is 0 ? 1.0 : 2.0) / SidePx) * Math.Cos((2 * x + 1) * u * Math.PI / (2 * SidePx));
        return table;
    }
}
