using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>Right and wrong classes.</summary>
/// <remarks>F1 of a class is 0 where it is never right; a class that is in no label counts for no mean.</remarks>
public sealed class ClassTally : ITally
{
    readonly List<(int Truth, int Said)> answers = [];
    readonly Dictionary<(int Truth, int Said), int> cells = [];
    readonly ImmutableArray<string> classes;

    /// <param name="classes">Names of the classes that labels may have.</param>
    public ClassTally(IEnumerable<string> classes)
    {
        this.classes = [.. classes];
        Metrics = [
            new(MetricNames.Accuracy), new(MetricNames.MacroF1),
            .. this.classes.SelectMany(c => new Metric[] { new(MetricNames.Precision, c), new(MetricNames.Recall, c), new(MetricNames.F1, c) })];
    }

    public int Samples => answers.Count;
    public ImmutableArray<Metric> Metrics { get; }

    /// <summary>How often what was said of what; an empty name is no answer.</summary>
    public ImmutableArray<(string Truth, string Said, int Count)> Cells =>
        [.. cells.OrderBy(c => c.Key.Truth).ThenBy(c => c.Key.Said).Select(c => (classes[c.Key.Truth], c.Key.Said < 0 ? "" : classes[c.Key.Said], c.Value))];

    /// <summary>Of each sample, in order, whether it is right.</summary>
    public System.Collections.BitArray Right
    {
        get
        {
            var right = new System.Collections.BitArray(answers.Count);
            for (var i = 0; i < answers.Count; i++) right[i] = answers[i].Truth == answers[i].Said;
            return right;
        }
    }

    /// <param name="said">What is no known class counts as no answer.</param>
    /// <returns>Whether it is right; null, and not counted, where the truth is no known class.</returns>
    public bool? Add(string truth, string? said)
    {
        var answer = (classes.IndexOf(truth), said is null ? -1 : classes.IndexOf(said));
        if (answer.Item1 < 0) return null;
        answers.Add(answer);
        cells[answer] = cells.GetValueOrDefault(answer) + 1;
        return answer.Item1 == answer.Item2;
    }

    public double[] Score(ReadOnlySpan<byte> weights)
    {
        var (right, ofTruth, ofSaid) = (new double[classes.Length], new double[classes.Length], new double[classes.Length]);
        if (weights.IsEmpty)
            foreach (var ((truth, said), count) in cells) Count(truth, said, count);
        else
            for (var i = 0; i < answers.Count; i++) Count(answers[i].Truth, answers[i].Said, weights[i]);
        var values = new double[Metrics.Length];
        values[0] = right.Sum() / ofTruth.Sum();
        var (sum, known) = (0.0, 0);
        for (var c = 0; c < classes.Length; c++)
        {
            var f1 = 2 * right[c] / (ofTruth[c] + ofSaid[c]);
            (values[2 + 3 * c], values[3 + 3 * c], values[4 + 3 * c]) = (right[c] / ofSaid[c], right[c] / ofTruth[c], f1);
            if (ofTruth[c] > 0) (sum, known) = (sum + f1, known + 1);
        }
        values[1] = sum / known;
        return values;

        void Count(int truth, int said, int times)
        {
            ofTruth[truth] += times;
            if (said >= 0) ofSaid[said] += times;
            if (said == truth) right[truth] += times;
        }
    }

    public Estimate? OfCounts(Metric metric)
    {
        if (metric.Class is null)
            return metric.Name is MetricNames.Accuracy ? Estimate.OfShare(cells.Where(c => c.Key.Truth == c.Key.Said).Sum(c => c.Value), answers.Count) : null;
        var of = classes.IndexOf(metric.Class);
        double right = cells.GetValueOrDefault((of, of)), ofTruth = CountOf(metric.Class), ofSaid = cells.Where(c => c.Key.Said == of).Sum(c => c.Value);
        return metric.Name switch
        {
            MetricNames.Precision => Estimate.OfShare(right, ofSaid),
            MetricNames.Recall => Estimate.OfShare(right, ofTruth),
            _ => Estimate.OfF1(right, ofTruth + ofSaid - 2 * right),
        };
    }

    /// <summary>Samples that are of a class.</summary>
    public int CountOf(string name) => classes.IndexOf(name) is var of && of < 0 ? 0 : cells.Where(c => c.Key.Truth == of).Sum(c => c.Value);
}
