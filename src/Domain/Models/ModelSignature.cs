using System.Collections.Immutable;

namespace Labelwise.Domain.Models;

/// <summary>An input or output as the model file declares it.</summary>
/// <param name="Type">In lower case, <c>float</c> for float32.</param>
/// <param name="Shape">−1 where a side is free.</param>
public sealed record ModelPort(string Name, string Type, ImmutableArray<int> Shape)
{
    /// <summary>As in <c>float [N, 1, 28, 28]</c>.</summary>
    public string Declared => $"{Type} [{string.Join(", ", Shape.Select(side => side < 0 ? "any" : $"{side}"))}]";
}

/// <summary>What a model file declares about itself.</summary>
public sealed record ModelSignature(ImmutableArray<ModelPort> Inputs, ImmutableArray<ModelPort> Outputs)
{
    /// <summary>How many images go in at a time, or null for any number.</summary>
    public int? FixedBatch(ModelCard card) =>
        Inputs.First(input => input.Name == card.Input.Name).Shape is [> 0 and var images, ..] ? images : null;

    /// <summary>Every point where a card and the model say different things, each a sentence; empty when none.</summary>
    public ImmutableArray<string> Differences(ModelCard card)
    {
        var differences = ImmutableArray.CreateBuilder<string>();
        CheckInput(card.Input, differences);
        foreach (var other in Inputs)
            if (other.Name != card.Input.Name)
                differences.Add($"The model also wants an input '{other.Name}', which the card does not feed.");
        foreach (var output in card.Outputs) CheckOutput(output, card.Classes.Length, differences);
        return differences.ToImmutable();
    }

    void CheckInput(ModelInput input, ImmutableArray<string>.Builder differences)
    {
        if (Inputs.FirstOrDefault(port => port.Name == input.Name) is not { } port)
        {
            differences.Add($"The card feeds an input '{input.Name}'; the model has {Names(Inputs)}.");
            return;
        }
        if (port.Type != "float")
            differences.Add($"The card feeds float32 to '{input.Name}'; the model declares {port.Declared}.");
        int[] wanted = input.Layout is TensorLayout.Nchw
            ? [input.Channels, input.Height, input.Width]
            : [input.Height, input.Width, input.Channels];
        if (port.Shape.Length == 4 && wanted.Zip(port.Shape.Skip(1)).All(pair => pair.Second < 0 || pair.First == pair.Second))
            return;
        differences.Add(
            $"The card feeds '{input.Name}' as {ModelCardDocument.Written($"{input.Layout}")} "
            + $"[N, {string.Join(", ", wanted)}]; the model declares {port.Declared}.");
    }

    void CheckOutput(ModelOutput output, int classes, ImmutableArray<string>.Builder differences)
    {
        if (Outputs.FirstOrDefault(port => port.Name == output.Name) is not { } port)
        {
            differences.Add($"The card reads an output '{output.Name}'; the model has {Names(Outputs)}.");
            return;
        }
        if (port.Type != "float")
            differences.Add($"The card reads float32 from '{output.Name}'; the model declares {port.Declared}.");
        if (output.Kind is OutputKind.Embedding)
        {
            if (port.Shape.Length < 2 || port.Shape.Skip(1).Where(side => side > 0).Aggregate(1L, (all, side) => all * side) > Quality.Neighbours.Embedding.MostGiven)
                differences.Add($"The card reads '{output.Name}' as [N, numbers], at most {Quality.Neighbours.Embedding.MostGiven} of them; the model declares {port.Declared}.");
            return;
        }
        var (rank, last, what) = output.Kind switch
        {
            OutputKind.ClassScores => (2, classes, $"[N, {classes}], a score for each of its {classes} classes"),
            OutputKind.Boxes => (3, 4, "[N, boxes, 4]"),
            _ => (3, classes, $"[N, boxes, {classes}], a score for each of its {classes} classes"),
        };
        if (port.Shape.Length == rank && (port.Shape[^1] < 0 || port.Shape[^1] == last)) return;
        differences.Add($"The card reads '{output.Name}' as {what}; the model declares {port.Declared}.");
    }

    static string Names(ImmutableArray<ModelPort> ports) =>
        ports.IsEmpty ? "none" : string.Join(", ", ports.Select(port => $"'{port.Name}'"));
}
