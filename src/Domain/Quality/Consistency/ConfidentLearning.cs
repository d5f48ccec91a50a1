namespace Labelwise.Domain.Quality.Consistency;

/// <summary>Finds labels that are likely wrong from what a model says that never saw them: sums first, then each label.</summary>
/// <remarks>
/// Northcutt, Jiang and Chuang 2021, "Confident learning", doi:10.1613/jair.1.12125: a label i is likely an error where another
/// class j reaches its own mean self-confidence t_j (section 3.1); ranked by normalised margin (section 3.2, "prune by noise
/// rate"). Assumes predictions out of sample, and mistakes that depend on the class rather than on the single sample.
/// </remarks>
public sealed class ConfidentLearning
{
    readonly Dictionary<int, (double Sum, int Count)> own = [];

    /// <summary>Labels that were looked at.</summary>
    public int Labels => own.Values.Sum(o => o.Count);

    /// <param name="label">The class that a sample has.</param>
    /// <param name="probabilities">[K], the model's.</param>
    public void Add(int label, ReadOnlySpan<double> probabilities)
    {
        var before = own.GetValueOrDefault(label);
        own[label] = (before.Sum + probabilities[label], before.Count + 1);
    }

    public void Add(ConfidentLearning other)
    {
        foreach (var (label, o) in other.own)
        {
            var before = own.GetValueOrDefault(label);
            own[label] = (before.Sum + o.Sum, before.Count + o.Count);
        }
    }

    /// <summary>Mean probability of a class over the samples that have it; 1 where none has.</summary>
    public double Threshold(int label) => own.TryGetValue(label, out var o) && o.Count > 0 ? o.Sum / o.Count : 1;

    /// <summary>The class that the label should rather be.</summary>
    /// <returns>Null where the label is no confident error.</returns>
    public int? Rather(int label, ReadOnlySpan<double> probabilities)
    {
        int? best = null;
        for (var j = 0; j < probabilities.Length; j++)
            if (probabilities[j] >= Threshold(j) && (best is null || probabilities[j] > probabilities[best.Value])) best = j;
        return best == label ? null : best;
    }

    /// <summary>How far the label is from what the model would say: 0 where it says the same with certainty, 1 where it is
    /// certain of something else.</summary>
    public static double Doubt(int label, ReadOnlySpan<double> probabilities)
    {
        var other = 0.0;
        for (var j = 0; j < probabilities.Length; j++) if (j != label) other = Math.Max(other, probabilities[j]);
        return (1 + other - probabilities[label]) / 2;
    }

    /// <summary>What may turn out to be an error once all blocks are added up: few labels of many.</summary>
    public static bool IsCandidate(int label, ReadOnlySpan<double> probabilities) => Doubt(label, probabilities) >= 0.5;
}
