using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Evaluations;

/// <summary>What a candidate says of a sample.</summary>
/// <param name="Said">A class or a text; null of boxes, and where it does not say what is measured.</param>
/// <param name="Confidence">Of <paramref name="Said"/>, in [0, 1].</param>
/// <param name="Found">Best score first.</param>
public sealed record CandidateAnswer(string? Said, double Confidence, ImmutableArray<JudgedBox> Found)
{
    const int ScoreDigits = 6, PixelDigits = 3;

    public static CandidateAnswer Of(ModelCard card, Prediction said) => said switch
    {
        ClassPrediction named => new(card.Classes[named.Best], Math.Clamp(Math.Round((double)named.Confidence, ScoreDigits), 0, 1), []),
        DetectionPrediction found => new(null, 0, [.. found.Detections.Select(d => Box(card.Classes[d.Class], d))]),
        _ => throw new ArgumentException($"Nothing is measured of a {said.GetType().Name}.", nameof(said)),
    };

    /// <summary>What somebody brought; what else than the target it says is passed over.</summary>
    /// <param name="said">In names.</param>
    /// <returns>The answer; or why it is none.</returns>
    public static (CandidateAnswer? Answer, Violation? Wrong) Of(EvaluationTarget target, LabelDocument said, double confidence)
    {
        if (target.Kind is EvaluationKind.Detection)
            return said.Objects.FirstOrDefault(o => o.Shape is Box && !target.Classes.Contains(o.Class)) is { } other
                ? (null, new("/labels/objects", "unknown-class", $"There is no class '{other.Class}' with boxes in the version's spec."))
                : (new(null, 0, target.Boxes(said)), null);
        if (target.Answer(said) is not { } answer)
            return (null, new($"/labels/properties/{target.Property}", "missing-property", $"'{target.Property}' must be answered."));
        if (target.Kind is EvaluationKind.Classification && !target.Classes.Contains(answer))
            return (null, new($"/labels/properties/{target.Property}", "unknown-option", $"'{target.Property}' has no option '{answer}' in the version's spec."));
        return (new(Normaliser.Apply(target.Normalise, answer), confidence, []), null);
    }

    static JudgedBox Box(string name, Detection d) => new(
        name, Math.Round(d.X, PixelDigits), Math.Round(d.Y, PixelDigits), Math.Round(d.Width, PixelDigits), Math.Round(d.Height, PixelDigits), Math.Round((double)d.Score, ScoreDigits));
}
