using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>
/// The fixed grid of confidences at which a threshold may lie: edge i is 1 - 2^(-i/4), so that each bin's chance of
/// error is 0.84 of the one below. Fixed before any data, so that a threshold is never picked to fit them.
/// </summary>
public static class ConfidenceBins
{
    public const int Count = 64;

    /// <summary>Lower edges, ascending from 0.</summary>
    public static ImmutableArray<double> Edges { get; } =
        [.. Enumerable.Range(0, Count).Select(i => 1 - Math.Pow(2, -i / 4.0))];

    /// <summary>The bin whose lower edge is the highest not above <paramref name="confidence"/>.</summary>
    /// <param name="confidence">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN or outside [0, 1].</exception>
    public static int Of(double confidence)
    {
        if (!(confidence is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence lies in [0, 1]");
        var found = Edges.BinarySearch(confidence);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The error rate a calibrated model has in a bin: the middle between its edges.</summary>
    internal static double ExpectedError(int bin) =>
        (1 - Edges[bin] + (bin + 1 < Count ? 1 - Edges[bin + 1] : 0)) / 2;
}
