using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>A part of the samples.</summary>
/// <param name="Quality">Accuracy of classes and exact texts; F1 at the working point of boxes.</param>
/// <param name="StandsOut">Whether all of it lies under the whole's quality, by an interval wide enough for as many slices as there are.</param>
public sealed record Slice(string Name, string Value, int Samples, Estimate Quality, bool StandsOut);

/// <summary>How good a candidate is on parts of the samples: by source, group, class and metadata.</summary>
/// <param name="ofBoxes">Whether right and wrong are boxes, so that quality is their F1.</param>
public sealed class SliceSums(bool ofBoxes)
{
    /// <summary>A name with more values than these tells samples apart, not kinds of sample.</summary>
    const int MostValues = 200;

    /// <summary>Slices of fewer samples are not told.</summary>
    const int FewestSamples = 5;

    const int MostNames = 32;

    readonly Dictionary<string, Dictionary<string, Sum>> sums = new(StringComparer.Ordinal);
    Sum all;

    public void Add(IEnumerable<KeyValuePair<string, string>> slices, int right, int wrong)
    {
        all = all.With(right, wrong);
        foreach (var (name, value) in slices)
        {
            if (!sums.TryGetValue(name, out var values))
            {
                if (sums.Count == MostNames) continue;
                sums.Add(name, values = new(StringComparer.Ordinal));
            }
            // One more than told is enough to know that there are too many.
            if (values.TryGetValue(value, out var sum) || values.Count <= MostValues) values[value] = sum.With(right, wrong);
        }
    }

    /// <summary>By name, the worst first.</summary>
    public ImmutableArray<Slice> Told()
    {
        var told = sums.Where(n => n.Value.Count is > 1 and <= MostValues)
            .SelectMany(n => n.Value.Where(v => v.Value.Samples >= FewestSamples).Select(v => (Name: n.Key, Value: v.Key, Sum: v.Value))).ToList();
        var whole = Quality(all)?.Value ?? 0;
        // A slice stands out where chance alone would show such a one in less than 5 of 100 evaluations: Bonferroni.
        return [.. told.Select(t => (t, Quality: Quality(t.Sum))).Where(t => t.Quality is not null)
            .Select(t => new Slice(t.t.Name, t.t.Value, t.t.Sum.Samples, t.Quality!.Value, IsLow(t.t.Sum, whole, 0.05 / told.Count)))
            .OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Quality.Value).ThenBy(s => s.Value, StringComparer.Ordinal)];
    }

    Estimate? Quality(Sum sum) => ofBoxes ? Estimate.OfF1(sum.Right, sum.Wrong) : Estimate.OfShare(sum.Right, sum.Right + sum.Wrong);

    bool IsLow(Sum sum, double whole, double chance)
    {
        // Of F1 the share that it follows from.
        var share = ofBoxes ? whole / (2 - whole) : whole;
        return Domain.Quality.ClopperPearson.Cumulative((int)sum.Right, (int)(sum.Right + sum.Wrong), share) < chance;
    }

    readonly record struct Sum(int Samples, long Right, long Wrong)
    {
        public Sum With(int right, int wrong) => new(Samples + 1, Right + right, Wrong + wrong);
    }
}
