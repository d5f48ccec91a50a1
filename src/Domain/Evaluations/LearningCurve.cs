using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>A candidate's metric after so many labels.</summary>
/// <param name="Labels">It was trained on.</param>
/// <param name="Replicates">As <see cref="Measured.Replicates"/>, of all points on the same samples.</param>
public sealed record CurvePoint(double Labels, double Value, double Deviation, ImmutableArray<float> Replicates);

/// <summary>How a metric grows with labels: ceiling - gap × labels^-rate.</summary>
/// <remarks>
/// The inverse power law of Hestness et al. 2017, arXiv:1712.00409, and Figueroa et al. 2012, doi:10.1186/1472-6947-12-8: least squares
/// weighted by how surely each point is measured, over a grid of rates, the ceiling at most 1. Three points do not tell three numbers
/// well: a weak belief that the rate is about a half, as published curves have it, decides where the points leave it open.
/// </remarks>
public sealed record LearningCurve(double Ceiling, double Gap, double Rate)
{
    /// <summary>Fewest different numbers of labels that tell a curve.</summary>
    public const int FewestPoints = 3;

    /// <summary>The believed rate, and how many times as large or small it may well be.</summary>
    const double UsualRate = 0.5, RateSpread = 2.5;

    const double LowestRate = 0.02, HighestRate = 3;
    const int Rates = 120;

    /// <summary>No point is taken to be measured more surely than this.</summary>
    const double LeastDeviation = 0.002;

    public double At(double labels) => Ceiling - Gap * Math.Pow(labels, -Rate);

    /// <summary>Labels after which the metric is so high; infinite where it never will be.</summary>
    public double LabelsTo(double target) => Gap <= 0 ? target <= Ceiling ? 0 : double.PositiveInfinity
        : target >= Ceiling ? double.PositiveInfinity : Math.Pow(Gap / (Ceiling - target), 1 / Rate);

    /// <returns>Null where there are fewer than <see cref="FewestPoints"/> numbers of labels.</returns>
    public static LearningCurve? Fit(IReadOnlyList<CurvePoint> points) => Fit(points, points.Select(p => p.Value).ToArray());

    /// <summary>Curves that the measurements might as well have shown, by their replicates.</summary>
    /// <remarks>Where points stray from the curve by more than their test samples explain, as the luck of training makes them, the
    /// replicates are spread by as much: Birge 1932, doi:10.1103/PhysRev.40.207. With three points there is nothing to see that by.</remarks>
    public static ImmutableArray<LearningCurve> Resampled(IReadOnlyList<CurvePoint> points)
    {
        if (Fit(points) is not { } curve) return [];
        var spread = points.Sum(p => Math.Pow((p.Value - curve.At(p.Labels)) / Math.Max(LeastDeviation, p.Deviation), 2));
        var wider = Math.Sqrt(Math.Max(1, spread / Math.Max(1, points.Count - 3)));
        return [.. Enumerable.Range(0, Measuring.Replicates).Select(r => points.Select(p => p.Value + wider * (p.Replicates[r] - p.Value)).ToArray())
            .Where(values => values.All(double.IsFinite)).Select(values => Fit(points, values)).OfType<LearningCurve>()];
    }

    /// <summary>The quantile of values in order of size, between the two nearest.</summary>
    public static double Quantile(IReadOnlyList<double> ascending, double share)
    {
        var at = share * (ascending.Count - 1);
        var (low, high) = (ascending[(int)Math.Floor(at)], ascending[(int)Math.Ceiling(at)]);
        return double.IsInfinity(high) ? at == Math.Floor(at) ? low : high : low + (at - Math.Floor(at)) * (high - low);
    }

    static LearningCurve? Fit(IReadOnlyList<CurvePoint> points, double[] values)
    {
        if (points.Select(p => p.Labels).Distinct().Count() < FewestPoints) return null;
        var weights = points.Select(p => 1 / Math.Pow(Math.Max(LeastDeviation, p.Deviation), 2)).ToArray();
        return Enumerable.Range(0, Rates)
            .Select(i => LowestRate * Math.Pow(HighestRate / LowestRate, i / (Rates - 1.0)))
            .Select(rate => Line(points.Select(p => Math.Pow(p.Labels, -rate)).ToArray(), values, weights, rate))
            .MinBy(f => f.Cost).Curve;
    }

    /// <summary>For one rate the curve is a line in labels^-rate.</summary>
    static (double Cost, LearningCurve Curve) Line(double[] x, double[] y, double[] weights, double rate)
    {
        double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            w += weights[i];
            wx += weights[i] * x[i];
            wy += weights[i] * y[i];
            wxx += weights[i] * x[i] * x[i];
            wxy += weights[i] * x[i] * y[i];
        }
        var slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
        var (ceiling, gap) = (Math.Min(1, (wy - slope * wx) / w), -slope);
        if (ceiling >= 1) gap = (wx - wxy) / wxx;
        if (gap < 0) (ceiling, gap) = (Math.Min(1, wy / w), 0);
        var belief = Math.Log(rate / UsualRate) / Math.Log(RateSpread);
        var cost = belief * belief;
        for (var i = 0; i < x.Length; i++) cost += weights[i] * Math.Pow(y[i] - (ceiling - gap * x[i]), 2);
        return (cost, new(ceiling, gap, rate));
    }
}
