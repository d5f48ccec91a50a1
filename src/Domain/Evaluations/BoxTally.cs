using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>Found boxes beside those that are there.</summary>
/// <remarks>mAP is the mean over classes with boxes in the labels, and over the thresholds of <see cref="CocoMatching"/>; AP50 and AP75
/// at one of them; AR100 the mean recall with at most 100 boxes of a class an image. Precision, recall and F1 are at the working
/// point: boxes that score as much as the model's card asks, right at an IoU of 0.5. Some 40 bytes of memory a found box.</remarks>
/// <param name="workingScore">The score from which the model's boxes are used.</param>
public sealed class BoxTally(IEnumerable<string> classes, double workingScore) : ITally
{
    /// <summary>Thresholds in <see cref="CocoMatching.Thresholds"/>.</summary>
    const int At50 = 0, At75 = 5;

    /// <summary>Of each class: AP, AP50, precision, recall, F1.</summary>
    const int OfClass = 5, OfAll = 7;

    readonly ImmutableArray<BoxClass> classes = [.. classes.Select(c => new BoxClass(c))];

    public int Samples { get; private set; }

    public ImmutableArray<Metric> Metrics => [
        new(MetricNames.Map), new(MetricNames.Ap50), new(MetricNames.Ap75), new(MetricNames.Ar100),
        new(MetricNames.ApSmall), new(MetricNames.ApMedium), new(MetricNames.ApLarge),
        .. classes.SelectMany(c => new[] { MetricNames.Ap, MetricNames.Ap50, MetricNames.Precision, MetricNames.Recall, MetricNames.F1 }.Select(n => new Metric(n, c.Name)))];

    /// <summary>Counts one sample's boxes; those of other classes are passed over.</summary>
    /// <param name="found">Best score first.</param>
    public BoxFindings Add(IReadOnlyList<JudgedBox> truths, IReadOnlyList<JudgedBox> found)
    {
        var sum = new BoxFindings();
        foreach (var one in classes)
            sum += one.Add(Samples, [.. truths.Where(t => t.Class == one.Name)], [.. found.Where(f => f.Class == one.Name)], workingScore);
        Samples++;
        return sum;
    }

    public int CountOf(string name) => classes.FirstOrDefault(c => c.Name == name)?.Truths ?? 0;

    public double[] Score(ReadOnlySpan<byte> weights)
    {
        var values = new double[OfAll + OfClass * classes.Length];
        var (aps, recalls) = (new List<double[]>(), new List<double>());
        for (var c = 0; c < classes.Length; c++)
        {
            var (ap, recall) = classes[c].Curve(weights, area: 0);
            var (right, wrong, missed) = classes[c].AtWork(weights);
            if (!double.IsNaN(recall)) { aps.Add(ap); recalls.Add(recall); }
            ReadOnlySpan<double> of = [
                ap.Average(), ap[At50], right / (right + wrong), right / (right + missed), 2 * right / (2 * right + wrong + missed)];
            of.CopyTo(values.AsSpan(OfAll + OfClass * c));
        }
        values[0] = Mean(aps.Select(a => a.Average()));
        values[1] = Mean(aps.Select(a => a[At50]));
        values[2] = Mean(aps.Select(a => a[At75]));
        values[3] = Mean(recalls);
        // Sizes are told without intervals: they would cost three times as much again.
        for (var area = 1; area < CocoMatching.Areas.Length; area++)
            values[3 + area] = weights.IsEmpty ? Mean(classes.Select(c => c.Curve([], area)).Where(c => !double.IsNaN(c.Recall)).Select(c => c.Ap.Average())) : double.NaN;
        return values;
    }

    public Estimate? OfCounts(Metric metric)
    {
        if (classes.FirstOrDefault(c => c.Name == metric.Class) is not { } one) return null;
        var (right, wrong, missed) = one.AtWork([]);
        return metric.Name switch
        {
            MetricNames.Precision => Estimate.OfShare(right, right + wrong),
            MetricNames.Recall => Estimate.OfShare(right, right + missed),
            MetricNames.F1 => Estimate.OfF1(right, wrong + missed),
            _ => null,
        };
    }

    static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}

/// <summary>What became of boxes at the working point.</summary>
/// <param name="Doubt">Σ of what is wrong: 1 a missed box, its score a made-up one, 1 - IoU a found one.</param>
public readonly record struct BoxFindings(int Right, int Wrong, int Missed, double Doubt)
{
    public static BoxFindings operator +(BoxFindings one, BoxFindings other) =>
        new(one.Right + other.Right, one.Wrong + other.Wrong, one.Missed + other.Missed, one.Doubt + other.Doubt);

    /// <summary>How wrong all of it is, in [0, 1].</summary>
    public double Badness => Right + Wrong + Missed is 0 ? 0 : Doubt / (Right + Wrong + Missed);
}
