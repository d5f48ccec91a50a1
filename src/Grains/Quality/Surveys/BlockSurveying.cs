using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Ports;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>Adds up what a block's answers say.</summary>
public static class BlockSurveying
{
    /// <summary>The label documents that a survey looks into; none of a spec that asks for a class alone, which rows know.</summary>
    public static ImmutableArray<ContentHash> Wanted(BlockToSurvey block) => block.Settings.Spec switch
    {
        { Classes.IsEmpty: true, Properties: [{ Type: PropertyType.Option }] } => [],
        _ => [.. block.Tasks.SelectMany(t => t.Row.Opinions.Select(o => o.Label).Append(t.Row.Decision is null ? default : t.Row.Label))
            .Where(h => !h.IsNone).Distinct()],
    };

    /// <param name="documents">Those of <see cref="Wanted"/> that exist, as they are at rest.</param>
    public static BlockSurvey Survey(BlockToSurvey block, IReadOnlyDictionary<ContentHash, LabelDocument> documents)
    {
        var sum = new BlockSurvey();
        AnswersSurvey.Add(sum, block);
        foreach (var task in block.Tasks) DocumentsSurvey.Add(sum, task, block.Settings.Spec, documents);
        LabelsSurvey.Add(sum, block, documents);
        EditionsSurvey.Add(sum, block, documents);
        return sum;
    }
}
