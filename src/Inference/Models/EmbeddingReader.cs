using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Grains.Ports;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Reads what another reader reads, and where the image lies among others.</summary>
/// <param name="output">Read last; all numbers of an image, whatever their shape.</param>
sealed class EmbeddingReader(PredictionReader prediction, ModelOutput output) : PredictionReader
{
    public override string[] Outputs { get; } = [.. prediction.Outputs, output.Name];

    public override ImmutableArray<string> Differences(IReadOnlyList<OrtValue> ran, int images)
    {
        var shape = ran[^1].GetTensorTypeAndShape().Shape;
        var numbers = shape.Skip(1).Aggregate(1L, (all, side) => all * side);
        var differences = prediction.Differences(ran, images);
        return shape.Length >= 2 && shape[0] == images && numbers is > 0 and <= Embedding.MostGiven ? differences
            : differences.Add($"The card reads '{output.Name}' as [{images}, numbers], at most {Embedding.MostGiven} of them; the model gives [{string.Join(", ", shape)}].");
    }

    public override Outcome<Prediction, PredictionRefusal> Read(IReadOnlyList<OrtValue> ran, int image, Frame frame)
    {
        if (prediction.Read(ran, image, frame).Refuses(out var why, out var says)) return why;
        var all = ran[^1].GetTensorDataAsSpan<float>();
        var each = (int)(all.Length / ran[^1].GetTensorTypeAndShape().Shape[0]);
        var numbers = all.Slice(image * each, each);
        foreach (var number in numbers)
            if (!float.IsFinite(number)) return NotFinite();
        return says with { Embedding = Embedding.Of(numbers) };
    }
}
