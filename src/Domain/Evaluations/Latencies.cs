using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>How long single samples took, in milliseconds.</summary>
/// <param name="Measured">How many were.</param>
public readonly record struct Latencies(int Measured, double P50, double P90, double P99)
{
    /// <returns>Null where nothing was measured.</returns>
    public static Latencies? Of(ImmutableArray<double> milliseconds)
    {
        if (milliseconds.IsDefaultOrEmpty) return null;
        var ascending = milliseconds.Order().ToArray();
        return new(ascending.Length, LearningCurve.Quantile(ascending, 0.5), LearningCurve.Quantile(ascending, 0.9), LearningCurve.Quantile(ascending, 0.99));
    }
}
