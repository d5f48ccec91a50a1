using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>Finds the predictions that people's answers can be held against.</summary>
static class AnsweredPredictions
{
    /// <param name="seed">Of the draw, so that the same tasks come again as answers grow.</param>
    public static ImmutableArray<AnsweredPrediction> Of(BlockRows rows, ModelRef model, uint seed, int most) =>
        [.. (from i in Enumerable.Range(0, rows.Count)
             where !rows[i].Opinions.IsEmpty || rows[i].Decision is { By: DeciderKind.Reviewer }
             let predicted = rows.Predicted(i)?.Prediction
             where predicted is { Class: >= 0, Probabilities.IsDefaultOrEmpty: false } && predicted.Model == model && !rows.IsPrelabeled(i)
             let opinions = rows[i].Opinions.Where(o => o is { Counts: true, Class: >= 0 }).ToList()
             let reviewed = rows[i].Decision is { By: DeciderKind.Reviewer } && rows[i].Class >= 0 ? rows[i].Class : (int?)null
             where opinions.Count > 0 || reviewed is not null
             orderby Draws.Of(seed, rows.IdOf(i).Index)
             select new AnsweredPrediction(
                 predicted.Probabilities, [.. opinions.Select(o => new ClassOpinion(o.Annotator, o.Class))], reviewed)).Take(most)];
}
