namespace Labelwise.Domain.Quality.Texts;

/// <summary>What several people wrote for the same thing.</summary>
/// <param name="At">Which of the texts stands for all.</param>
/// <param name="Confidence">Weighted mean likeness of all texts to it, itself left out: 1 where everybody wrote the same.</param>
public readonly record struct TextConsensus(int At, double Confidence)
{
    /// <summary>The text that is nearest to all others, weighed by how far their authors are trusted.</summary>
    /// <param name="texts">At least one; of equally near ones the first stands.</param>
    /// <param name="weights">Such as accuracies; as many as texts.</param>
    /// <remarks>The set median under normalised edit distance: Kohonen 1985, doi:10.1016/0167-8655(85)90061-3. Assumes that
    /// somebody wrote it right; nothing is put together from parts. A lone text has its author's weight as confidence.</remarks>
    public static TextConsensus Of(IReadOnlyList<string> texts, IReadOnlyList<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, texts.Count);
        if (texts.Count is 1) return new(0, Math.Clamp(weights[0], 0, 1));
        // A text gains by its author's weight as well: of two that differ, the better author's stands.
        var at = Enumerable.Range(0, texts.Count).MaxBy(i => Near(i, texts, weights) + weights[i]);
        var others = weights.Sum() - weights[at];
        return new(at, others > 0 ? Near(at, texts, weights) / others : 0);
    }

    static double Near(int at, IReadOnlyList<string> texts, IReadOnlyList<double> weights) =>
        Enumerable.Range(0, texts.Count).Sum(j => j == at ? 0 : weights[j] * (1 - EditDistance.Normalised(texts[at], texts[j])));
}
