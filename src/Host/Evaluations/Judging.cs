using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Evaluations;

/// <summary>Puts a sample's label and what a model says of it side by side.</summary>
static class Judging
{
    /// <summary>Longest name or value of a slice, in characters: longer ones are texts, not kinds.</summary>
    const int LongestSlice = 100;

    /// <param name="truth">In names; says what is measured.</param>
    /// <param name="said">Null where there is no prediction.</param>
    public static Judged Of(EvaluationTarget target, ModelCard card, SealedSample sample, LabelDocument truth, Prediction? said) => new(
        sample.ExternalId, sample.Sample, sample.Width, sample.Height, target.Answer(truth),
        said is ClassPrediction named ? card.Classes[named.Best] : null, said is ClassPrediction sure ? Math.Clamp(Math.Round((double)sure.Confidence, 6), 0, 1) : 0,
        target.Boxes(truth), said is DetectionPrediction found ? [.. found.Detections.Select(d => Box(card, d))] : [], Slices(sample, target));

    static JudgedBox Box(ModelCard card, Detection found) => new(
        card.Classes[found.Class], Math.Round(found.X, 3), Math.Round(found.Y, 3), Math.Round(found.Width, 3), Math.Round(found.Height, 3), Math.Round((double)found.Score, 6));

    /// <summary>Source, group, classes of boxes, and metadata of one word.</summary>
    static ImmutableArray<KeyValuePair<string, string>> Slices(SealedSample sample, EvaluationTarget target)
    {
        var slices = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        Add("source", sample.Source);
        Add("group", sample.Group);
        // Of a classification the recall of each class says it already.
        if (target.Kind is EvaluationKind.Detection) foreach (var name in sample.Classes.Distinct(StringComparer.Ordinal)) Add("class", name);
        if (sample.Metadata is not { } metadata) return slices.ToImmutable();
        using var document = JsonDocument.Parse(metadata);
        if (document.RootElement.ValueKind is JsonValueKind.Object)
            foreach (var member in document.RootElement.EnumerateObject())
                if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                    Add(member.Name, member.Value.ToString());
        return slices.ToImmutable();

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 and <= LongestSlice } && name.Length <= LongestSlice) slices.Add(new(name, value));
        }
    }
}
