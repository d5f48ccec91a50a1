using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A task that somebody answered or something decided, with all that statistics ask of it.</summary>
/// <param name="Shown">Whether annotators are shown the prediction.</param>
/// <param name="PredictedAt">When the prediction came; who answered before did so without it.</param>
[GenerateSerializer, Immutable, Alias("answered-task")]
public sealed record AnsweredTask(
    [property: Id(0)] TaskRow Row, [property: Id(1)] Sample Sample, [property: Id(2)] Prediction? Prediction, [property: Id(3)] bool Shown,
    [property: Id(4)] DateTimeOffset? PredictedAt = null)
{
    internal static ImmutableArray<AnsweredTask> Of(BlockRows rows) =>
        [.. from row in Enumerable.Range(0, rows.Count)
            let known = rows[row]
            where !known.Opinions.IsEmpty || known.Decision is not null
            select new AnsweredTask(known, rows.Samples[row], rows.Predicted(row)?.Prediction, rows.IsPrelabeled(row), rows.Predicted(row)?.At)];
}
