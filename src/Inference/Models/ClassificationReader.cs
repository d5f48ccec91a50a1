using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Reads one score a class.</summary>
sealed class ClassificationReader(ModelCard card) : PredictionReader
{
    private readonly ModelOutput output = card.Output(OutputKind.ClassScores);
    private readonly int classes = card.Classes.Length;

    public override string[] Outputs => [output.Name];

    public override ImmutableArray<string> Differences(IReadOnlyList<OrtValue> ran, int images)
    {
        var shape = ran[0].GetTensorTypeAndShape().Shape;
        if (!shape.AsSpan().SequenceEqual([images, classes]))
            return [$"The card reads '{output.Name}' as [{images}, {classes}]; the model gives [{string.Join(", ", shape)}]."];
        if (output.Activation is not Activation.None) return [];
        foreach (var score in ran[0].GetTensorDataAsSpan<float>())
            if (score is < -ProbabilitySlack or > 1 + ProbabilitySlack)
                return [$"The card says '{output.Name}' holds probabilities; the model gives {score} for a gray image. Is its activation softmax?"];
        return [];
    }

    public override Outcome<Prediction, PredictionRefusal> Read(
        IReadOnlyList<OrtValue> ran, int image, Frame frame)
    {
        var probabilities = ran[0].GetTensorDataAsSpan<float>().Slice(image * classes, classes).ToArray();
        foreach (var score in probabilities)
            if (!float.IsFinite(score)) return NotFinite();
        Apply(output.Activation, probabilities);
        if (Check(probabilities) is { } refusal) return refusal;
        foreach (ref var probability in probabilities.AsSpan()) probability = Math.Clamp(probability, 0, 1);
        return new ClassPrediction(ImmutableCollectionsMarshal.AsImmutableArray(probabilities));
    }
}
