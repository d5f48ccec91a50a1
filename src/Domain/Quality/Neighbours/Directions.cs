using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>Directions of many samples side by side, and how far apart they are.</summary>
/// <remarks>Sums of products of bytes are whole numbers, so that every machine finds the same.</remarks>
public sealed class Directions
{
    /// <summary>Bytes looked at in one step; rows are filled up with 0 to a multiple of it.</summary>
    const int Step = 32;

    /// <summary>From this cosine on it is computed exactly, so that two of one direction are not apart by a rounding.</summary>
    const float Close = 0.999f;

    readonly sbyte[] numbers;
    readonly int[] squares;
    readonly float[] scales;
    readonly int width;

    /// <param name="rows">[<paramref name="count"/>, <paramref name="dimensions"/>], each as by <see cref="Embedding.Of"/> and pointing somewhere.</param>
    public Directions(ReadOnlySpan<sbyte> rows, int count, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, (long)count * dimensions);
        (Count, width) = (count, (dimensions + Step - 1) / Step * Step);
        numbers = new sbyte[checked(count * width)];
        (squares, scales) = (new int[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            rows.Slice(i * dimensions, dimensions).CopyTo(numbers.AsSpan(i * width));
            squares[i] = Dot(i, i);
            scales[i] = (float)(1 / Math.Sqrt(squares[i]));
        }
    }

    public int Count { get; }

    /// <summary>Cosine of the angle between two, in [-1, 1].</summary>
    public float Cosine(int one, int other)
    {
        var dot = Dot(one, other);
        var cosine = dot * scales[one] * scales[other];
        return cosine < Close ? cosine : (float)(dot / Math.Sqrt((double)squares[one] * squares[other]));
    }

    /// <summary>The length of the chord between two, on a ball of radius 1: in [0, 2].</summary>
    public static float Apart(float cosine) => MathF.Sqrt(Math.Max(0, 2 - 2 * cosine));

    int Dot(int one, int other)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(numbers);
        var (x, y) = ((nuint)(one * width), (nuint)(other * width));
        Vector256<int> low = default, high = default;
        for (nuint i = 0; i < (nuint)width; i += Step)
        {
            var (p, q) = (Vector256.LoadUnsafe(ref a, x + i), Vector256.LoadUnsafe(ref a, y + i));
            low += Products(Vector256.WidenLower(p), Vector256.WidenLower(q));
            high += Products(Vector256.WidenUpper(p), Vector256.WidenUpper(q));
        }
        return Vector256.Sum(low + high);
    }

    /// <summary>Products, two by two added up.</summary>
    static Vector256<int> Products(Vector256<short> x, Vector256<short> y)
    {
        if (Avx2.IsSupported) return Avx2.MultiplyAddAdjacent(x, y);
        var products = x * y;  // at most 127 × 127
        return Vector256.WidenLower(products) + Vector256.WidenUpper(products);
    }
}
