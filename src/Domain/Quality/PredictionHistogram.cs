using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>
/// How many tasks have been predicted each class at each confidence. Blocks report theirs whole, and a project's is
/// their sum, so that a repeated report changes nothing.
/// </summary>
/// <param name="Classes">Number of classes, K.</param>
/// <param name="Counts">[K × <see cref="ConfidenceBins.Count"/>], row by row.</param>
[GenerateSerializer, Immutable, Alias("prediction-histogram")]
public sealed record PredictionHistogram(
    [property: Id(0)] int Classes, [property: Id(1)] ImmutableArray<int> Counts)
{
    public static PredictionHistogram Empty(int classes) => new(classes, [.. new int[classes * ConfidenceBins.Count]]);

    /// <exception cref="ArgumentOutOfRangeException">A class outside [0, K) or a confidence outside [0, 1].</exception>
    public static PredictionHistogram Of(int classes, IEnumerable<(int Class, double Confidence)> predictions)
    {
        var counts = new int[classes * ConfidenceBins.Count];
        foreach (var (@class, confidence) in predictions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(@class);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, classes);
            counts[@class * ConfidenceBins.Count + ConfidenceBins.Of(confidence)]++;
        }
        return new(classes, [.. counts]);
    }

    /// <exception cref="ArgumentException">Histograms over different classes.</exception>
    public static PredictionHistogram operator +(PredictionHistogram one, PredictionHistogram other) =>
        one.Classes == other.Classes
            ? new(one.Classes, [.. one.Counts.Zip(other.Counts, (a, b) => a + b)])
            : throw new ArgumentException($"cannot add histograms over {one.Classes} and {other.Classes} classes", nameof(other));

    public int Total => Counts.Sum();

    /// <summary>Tasks of one class at or above a bin.</summary>
    public int AtLeast(int @class, int bin)
    {
        var sum = 0;
        for (var i = bin; i < ConfidenceBins.Count; i++) sum += Counts[@class * ConfidenceBins.Count + i];
        return sum;
    }

    /// <summary>Tasks of some classes at or above a bin.</summary>
    public int AtLeast(ImmutableArray<int> classes, int bin) => classes.Sum(c => AtLeast(c, bin));

    /// <summary>Errors a calibrated model makes on those tasks.</summary>
    internal double ExpectedErrors(ImmutableArray<int> classes, int bin)
    {
        double sum = 0;
        foreach (var c in classes)
            for (var i = bin; i < ConfidenceBins.Count; i++)
                sum += Counts[c * ConfidenceBins.Count + i] * ConfidenceBins.ExpectedError(i);
        return sum;
    }
}
