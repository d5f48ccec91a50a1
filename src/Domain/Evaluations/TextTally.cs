using System.Collections.Immutable;
using Labelwise.Domain.Quality.Texts;

namespace Labelwise.Domain.Evaluations;

/// <summary>Texts beside those that they should be.</summary>
/// <remarks>Character error rate: edits of code points for each that should be there. It passes 1 where more is said than is there.</remarks>
public sealed class TextTally : ITally
{
    readonly List<(int Edits, int Length)> texts = [];

    public int Samples => texts.Count;
    public ImmutableArray<Metric> Metrics { get; } = [new(MetricNames.ExactTexts), new(MetricNames.CharacterErrors)];

    /// <returns>Edits between both.</returns>
    public int Add(string truth, string? said)
    {
        var edits = EditDistance.Of(truth, said ?? "");
        texts.Add((edits, EditDistance.Length(truth)));
        return edits;
    }

    public double[] Score(ReadOnlySpan<byte> weights)
    {
        double exact = 0, all = 0, edits = 0, length = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            var times = weights.IsEmpty ? 1 : weights[i];
            all += times;
            if (texts[i].Edits is 0) exact += times;
            edits += times * (double)texts[i].Edits;
            length += times * (double)texts[i].Length;
        }
        return [exact / all, edits / length];
    }

    public Estimate? OfCounts(Metric metric) =>
        metric.Name is MetricNames.ExactTexts ? Estimate.OfShare(texts.Count(t => t.Edits is 0), texts.Count) : null;
}
