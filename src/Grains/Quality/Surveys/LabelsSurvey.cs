using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Consistency;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>Gathers of the decided labels what may be found wrong once all blocks are known: in each block few of many.</summary>
static class LabelsSurvey
{
    /// <summary>Kept of a block: labels that the model doubts most; objects of each class that are smallest, and largest; odd places.</summary>
    const int MostDoubted = 128, MostSized = 8, MostOdd = 256;

    public static void Add(BlockSurvey sum, BlockToSurvey block, IReadOnlyDictionary<ContentHash, LabelDocument> documents)
    {
        var (doubted, sized) = (new List<DoubtedLabel>(), new List<SizedObject>());
        foreach (var task in block.Tasks.Where(t => t.Row.Decision is not null))
        {
            var licence = task.Sample.Licence ?? "";
            sum.Licences[licence] = sum.Licences.GetValueOrDefault(licence) + 1;
            var labels = documents.GetValueOrDefault(task.Row.Label);
            if (Signature(task, labels, block) is { } signature) sum.Labels.Add((task.Row.Id.Index, signature));
            if (Doubt(sum, task, block) is { } doubt) doubted.Add(doubt);
            if (labels is null) continue;
            foreach (var place in GeometryRules.Of(labels, task.Sample.Width, task.Sample.Height))
                if (sum.Odd.Count < MostOdd) sum.Odd.Add((task.Row.Id.Index, place));
            foreach (var thing in labels.Objects)
                if (GeometryRules.AreaPx(thing.Shape) is { } area)
                {
                    sum.Sizes.At(thing.Class).Add(area);
                    sized.Add(new(task.Row.Id.Index, thing.Class, area));
                }
        }
        sum.Doubted.AddRange(doubted.OrderByDescending(d => d.Doubt).ThenBy(d => d.Task).Take(MostDoubted));
        foreach (var same in sized.GroupBy(s => s.Class, StringComparer.Ordinal))
        {
            var ordered = same.OrderBy(s => s.AreaPx).ThenBy(s => s.Task).ToList();
            sum.Sized.AddRange(ordered.Take(MostSized).Union(ordered.TakeLast(MostSized)));
        }
    }

    /// <summary>What two samples that look alike should have in common: the class, or how many objects of each class.</summary>
    static string? Signature(AnsweredTask task, LabelDocument? labels, BlockToSurvey block) =>
        task.Row.Class >= 0 && task.Row.Class < block.Settings.ClassIds.Length ? block.Settings.ClassIds[task.Row.Class]
        : labels is null ? null
        : string.Join(' ', labels.Objects.CountBy(o => o.Class, StringComparer.Ordinal).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value}×{c.Key}"));

    /// <summary>Only what people decided: the model agrees with itself.</summary>
    static DoubtedLabel? Doubt(BlockSurvey sum, AnsweredTask task, BlockToSurvey block)
    {
        var (classes, label) = (block.Settings.ClassIds.Length, task.Row.Class);
        if (task.Prediction is not { Class: >= 0, Probabilities.IsDefaultOrEmpty: false } p || task.Shown || label < 0 || label >= classes) return null;
        if (task.Row.Decision!.By is DeciderKind.Model) return null;
        var dense = SparseProbabilities.Dense(classes, p.Probabilities);
        sum.Learning.Add(label, dense);
        return ConfidentLearning.IsCandidate(label, dense) ? new(task.Row.Id.Index, label, p.Probabilities, ConfidentLearning.Doubt(label, dense)) : null;
    }
}
