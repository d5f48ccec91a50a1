using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Labels;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Evaluations;

/// <summary>Puts a sample's label and what a candidate says of it side by side.</summary>
static class Judging
{
    /// <summary>Longest name or value of a slice, in characters: longer ones are texts, not kinds.</summary>
    const int LongestSlice = 100;

    /// <param name="truth">In names; says what is measured.</param>
    /// <param name="said">Null where there is no prediction.</param>
    public static Judged Of(EvaluationTarget target, SealedSample sample, LabelDocument truth, CandidateAnswer? said) => new(
        sample.ExternalId, sample.Sample, sample.Width, sample.Height, target.Answer(truth), said?.Said, said?.Confidence ?? 0,
        target.Boxes(truth), said?.Found ?? [], Slices(sample, target));

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
