using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality;

/// <summary>What is known of predictions and their audits: the sum over blocks of what each said last.</summary>
sealed class PredictionSums
{
    readonly Dictionary<int, BlockEvidence> blocks = [];

    public bool IsEmpty => blocks.Count == 0;

    public List<Audit> Audits() => [.. blocks.Values.SelectMany(b => b.Audits)];

    /// <summary>Whether a block has not taken on this revision of the acceptance.</summary>
    public bool AnyBehind(int revision) => blocks.Values.Any(b => b.Revision < revision);

    /// <summary>Whether so many blocks, and no other, have drawn the audits of this revision.</summary>
    public bool AllAt(int revision, int count) => blocks.Count >= count && blocks.Values.All(b => b.Revision == revision);

    public void Take(BlockEvidence evidence)
    {
        if (blocks.TryGetValue(evidence.Block, out var known) && known.Sequence >= evidence.Sequence) return;
        blocks[evidence.Block] = evidence with { Annotators = [] };
    }

    /// <summary>Of the model with most of them; null before any.</summary>
    public ModelHistogram? OfMost() =>
        blocks.Values.SelectMany(b => b.Predicted).Select(p => p.Model).Distinct().Select(model => new ModelHistogram(model, Of(model)))
            .MaxBy(known => known.Histogram.Total);

    public PredictionHistogram Of(ModelRef model)
    {
        var known = blocks.Values.SelectMany(b => b.Predicted).Where(p => p.Model == model).Select(p => p.Histogram).ToList();
        var classes = known.Count == 0 ? 0 : known.Max(h => h.Classes);
        return known.Select(h => Widen(h, classes)).Aggregate(PredictionHistogram.Empty(classes), (sum, h) => sum + h);
    }

    /// <summary>The same histogram over more classes than it was made with.</summary>
    static PredictionHistogram Widen(PredictionHistogram histogram, int classes) => histogram.Classes == classes
        ? histogram : new(classes, [.. histogram.Counts, .. new int[(classes - histogram.Classes) * ConfidenceBins.Count]]);
}
