using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>From a model's outputs to predictions, as its card says.</summary>
abstract class PredictionReader
{
    /// <summary>Beyond rounding, a probability lies in [0, 1].</summary>
    protected const float ProbabilitySlack = 1e-3f;

    public static PredictionReader For(ModelCard card)
    {
        PredictionReader reader = card.Kind is ModelKind.Classification ? new ClassificationReader(card) : new DetectionReader(card);
        return card.Embedding is { } output ? new EmbeddingReader(reader, output) : reader;
    }

    /// <summary>Names of the outputs that are read, in the order in which they are handed in.</summary>
    public abstract string[] Outputs { get; }

    /// <summary>Where shapes and values that came out contradict the card.</summary>
    public abstract ImmutableArray<string> Differences(IReadOnlyList<OrtValue> ran, int images);

    /// <summary>Reads the prediction of one image of a batch.</summary>
    /// <param name="image">Its place in the batch.</param>
    /// <param name="frame">How it was laid into the input, and its size.</param>
    public abstract Outcome<Prediction, PredictionRefusal> Read(
        IReadOnlyList<OrtValue> ran, int image, Frame frame);

    /// <summary>Turns raw scores into probabilities in place.</summary>
    protected static void Apply(Activation activation, Span<float> scores)
    {
        if (activation is Activation.Sigmoid)
            foreach (ref var score in scores) score = 1 / (1 + MathF.Exp(-score));
        if (activation is not Activation.Softmax) return;

        var most = float.NegativeInfinity;
        foreach (var score in scores) most = Math.Max(most, score);
        var sum = 0f;
        foreach (ref var score in scores) sum += score = MathF.Exp(score - most);
        foreach (ref var score in scores) score /= sum;
    }

    /// <returns>Null where all are finite numbers in [0, 1].</returns>
    protected static PredictionRefusal? Check(ReadOnlySpan<float> probabilities)
    {
        foreach (var probability in probabilities)
        {
            if (!float.IsFinite(probability)) return NotFinite();
            if (probability is < -ProbabilitySlack or > 1 + ProbabilitySlack)
                return new(PredictionRefusals.NotProbabilities,
                    $"The model answered {probability} where the card promises a probability.");
        }
        return null;
    }

    protected static PredictionRefusal NotFinite() =>
        new(PredictionRefusals.NotFinite, "The model answered with a number that is not finite.");
}

/// <param name="Width">Of the upright image, in pixels.</param>
/// <param name="Height">Of the upright image, in pixels.</param>
readonly record struct Frame(Placement Placement, int Width, int Height);
