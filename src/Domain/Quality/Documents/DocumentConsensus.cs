using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Quality.Documents;

/// <summary>Merges the label documents that several people made of one sample into one, and says how sure each part of it is.</summary>
/// <remarks>
/// Objects by <see cref="ObjectMerging"/> (Branson, Van Horn and Perona 2017, doi:10.1109/CVPR.2017.640), spans token by token, what
/// is said of them by <see cref="PropertyMerging"/>. The confidence of the whole is that of its least sure object or property, not a
/// product over all: what one more opinion could settle, and no less in a crowded image than in an empty one. Assumes that
/// people err independently; those who start from the same prediction do so less, which is not seen here.
/// </remarks>
public static class DocumentConsensus
{
    /// <summary>A place is right where the shape is at least this much alike to the true one: COCO's stricter threshold.</summary>
    public const double WellPlaced = 0.75;

    /// <summary>Objects of one document that are merged; where somebody has more, whole documents are held against each other.</summary>
    public const int MostMerged = 400;

    /// <summary>As many different documents are thought possible where they are compared whole.</summary>
    const int DocumentsThought = 50;

    /// <param name="opinions">At least one; in the order given, of equally good choices the first stands.</param>
    /// <param name="settled">The property that is inferred elsewhere, if any.</param>
    public static MergedLabels Of(DataSpec spec, SampleFacts sample, IReadOnlyList<DocumentOpinion> opinions, SettledProperty? settled = null)
    {
        if (opinions.Any(o => o.Labels.Objects.Length > MostMerged)) return Whole(opinions, settled);
        var objects = ObjectMerging.Of(spec, opinions);
        var named = ObjectMerging.Names(objects, opinions);
        var kept = objects.Where(o => o.IsThere).ToList();
        var classes = kept.Select(o => o.Class).ToHashSet(StringComparer.Ordinal);
        var sample0 = PropertyMerging.Of(
            spec.Properties, [.. opinions.Select(o => new Answered(o.Labels.Properties, o.Accuracy))], classes, _ => null, settled);
        var merged = objects.ConvertAll(o => o.WithProperties(spec, opinions, named, sample0.Values));
        var document = new LabelDocument(
            [.. merged.Where(o => o.IsThere).Select(o => new LabeledObject(named[o], o.Class, o.Shape, o.Properties.Values, Math.Round(o.Confidence.Whole, 4)))], sample0.Values);
        return new(
            Choose(document, spec, sample, opinions, objects), Sure(merged, sample0, spec, opinions),
            merged.Any(o => o.Contradicted) || sample0.Contradicted,
            [.. merged.Select(o => o.Confidence with { Id = named.GetValueOrDefault(o) })], sample0.Confidences);
    }

    /// <summary>What was merged may not conform where people saw different things; then the document stands that has most of it.</summary>
    static LabelDocument Choose(
        LabelDocument merged, DataSpec spec, SampleFacts sample, IReadOnlyList<DocumentOpinion> opinions, List<MergingObject> objects)
    {
        if (opinions.All(o => o.Labels == opinions[0].Labels)) return opinions[0].Labels;
        if (spec.Check(merged, sample).IsEmpty) return merged;
        var best = Enumerable.Range(0, opinions.Count).MaxBy(i => objects.Sum(o => o.Members[i] >= 0 ? o.Confidence.Existence : 1 - o.Confidence.Existence) + opinions[i].Accuracy);
        return opinions[best].Labels;
    }

    static double Sure(List<MergingObject> objects, MergedProperties sample, DataSpec spec, IReadOnlyList<DocumentOpinion> opinions)
    {
        // Where nobody has any object, all may have overlooked one.
        var sure = objects.Count is 0 && !spec.Classes.IsEmpty ? 1 - ShapeConsensus.Unseen([.. opinions.Select(o => o.Drawing)]) : 1.0;
        foreach (var one in objects)
            sure = Math.Min(sure, one.IsThere ? Math.Min(one.Confidence.Whole, one.Properties.Sure) : 1 - one.Confidence.Existence);
        return Math.Min(sure, sample.Sure);
    }

    /// <summary>Equal documents agree; of those that differ nothing more is known than that.</summary>
    static MergedLabels Whole(IReadOnlyList<DocumentOpinion> opinions, SettledProperty? settled)
    {
        var documents = opinions.Select(o => o.Labels).Distinct().ToList();
        var prior = Priors.Uniform(Math.Max(DocumentsThought, documents.Count + 1));
        var posterior = OneCoin.Posterior(prior.AsSpan(), [.. opinions.Select(o => new Opinion(documents.IndexOf(o.Labels), o.Accuracy))]);
        var best = Enumerable.Range(0, documents.Count).MaxBy(d => posterior[d]);
        return new(documents[best], Math.Min(posterior[best], settled?.Confidence ?? 1), documents.Count > 1, [], []);
    }
}
