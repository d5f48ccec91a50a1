using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Consistency;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>Answers by the spec and guideline versions under which they were given.</summary>
static class EditionsSurvey
{
    public static void Add(BlockSurvey sum, BlockToSurvey block, IReadOnlyDictionary<ContentHash, LabelDocument> documents)
    {
        foreach (var task in block.Tasks)
        {
            if (task.Row.Opinions.IsEmpty) continue;
            var stratum = !task.Shown && task.Prediction is { Class: >= 0 and var predicted } ? predicted : -1;
            foreach (var under in task.Row.Opinions.Where(o => o.Counts && o.Spec > 0).GroupBy(o => new Edition(o.Spec, o.Guideline)))
            {
                var said = under.OrderBy(o => o.At).Select(o => (o.At, Classes: ClassesOf(o, block, documents))).Where(o => o.Classes is not null).ToList();
                if (said.Count is 0) continue;
                var sums = sum.Editions.At(under.Key);
                sums.Add(task.Row.Id.Index, stratum, said[0].Classes!, said[0].At);
                if (said.Count > 1) sums.AddShared(Agreeing(said.ConvertAll(s => s.Classes!)));
            }
        }
    }

    /// <returns>The class of a classification, or the classes of which there are objects; null where neither is known.</returns>
    static IReadOnlyCollection<string>? ClassesOf(RowOpinion opinion, BlockToSurvey block, IReadOnlyDictionary<ContentHash, LabelDocument> documents) =>
        opinion.Class >= 0 && opinion.Class < block.Settings.ClassIds.Length ? [block.Settings.ClassIds[opinion.Class]]
        : documents.TryGetValue(opinion.Label, out var labels) ? labels.Objects.Select(o => o.Class).Distinct(StringComparer.Ordinal).ToArray() : null;

    static double Agreeing(List<IReadOnlyCollection<string>> said)
    {
        var (same, pairs) = (0, 0);
        for (var i = 0; i < said.Count; i++)
            for (var j = i + 1; j < said.Count; j++, pairs++)
                if (said[i].Count == said[j].Count && said[i].All(said[j].Contains)) same++;
        return same / (double)pairs;
    }
}
