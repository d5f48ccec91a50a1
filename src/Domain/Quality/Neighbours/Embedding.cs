using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>What is kept of the numbers in which a model sees a sample: their direction, in a byte a number. Two that point the
/// same way are alike to the model, whatever their length.</summary>
/// <remarks>The largest number is 127; so a cosine is off by some 0.0001. More than <see cref="MostKept"/> numbers are thinned by a subsampled
/// randomized Hadamard transform (Ailon and Chazelle 2009, doi:10.1137/060673096): the cosine ρ of two is kept up to (1 - ρ²) / 16.</remarks>
public static class Embedding
{
    /// <summary>Numbers that a model may give for a sample.</summary>
    public const int MostGiven = 4096;

    /// <summary>Numbers, and bytes, kept of a sample.</summary>
    public const int MostKept = 256;

    /// <summary>Odd, so that its multiples meet every row of the transform once.</summary>
    const int Stride = 1_103_515_245;

    /// <param name="numbers">At most <see cref="MostGiven"/>, finite.</param>
    /// <returns>All 0 of numbers that are all 0, which point nowhere.</returns>
    public static ImmutableArray<sbyte> Of(ReadOnlySpan<float> numbers)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numbers.Length, MostGiven);
        var kept = numbers.Length > MostKept ? Thinned(numbers) : numbers;
        var most = 0f;
        foreach (var number in kept) most = Math.Max(most, Math.Abs(number));
        var direction = new sbyte[kept.Length];
        if (most > 0)
            for (var i = 0; i < direction.Length; i++) direction[i] = (sbyte)MathF.Round(kept[i] / most * sbyte.MaxValue);
        return ImmutableCollectionsMarshal.AsImmutableArray(direction);
    }

    /// <summary>Whether there is anything to go by.</summary>
    public static bool Points(ReadOnlySpan<sbyte> direction) => direction.ContainsAnyExcept((sbyte)0);

    static ReadOnlySpan<float> Thinned(ReadOnlySpan<float> numbers)
    {
        var mixed = new float[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)numbers.Length)];
        // Lengths do not count, and numbers near the largest float would not bear being added up.
        var most = 0f;
        foreach (var number in numbers) most = Math.Max(most, Math.Abs(number));
        if (most is 0) return new float[MostKept];
        for (var i = 0; i < numbers.Length; i++) mixed[i] = (Scatter.Of((ulong)i) & 1) is 0 ? numbers[i] / most : -numbers[i] / most;
        for (var half = 1; half < mixed.Length; half *= 2)
            for (var from = 0; from < mixed.Length; from += 2 * half)
                for (var i = from; i < from + half; i++)
                    (mixed[i], mixed[i + half]) = (mixed[i] + mixed[i + half], mixed[i] - mixed[i + half]);
        var kept = new float[MostKept];
        for (var i = 0; i < kept.Length; i++) kept[i] = mixed[(int)((uint)i * Stride % mixed.Length)];
        return kept;
    }
}
