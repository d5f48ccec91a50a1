using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Models;

/// <summary>What reading a card gave: the card, or everything that is wrong with it.</summary>
public readonly record struct ModelCardReading(ModelCard? Card, ImmutableArray<Violation> Violations);

/// <summary>The model card as the JSON document of the API.</summary>
public static class ModelCardDocument
{
    public const int LongestText = 1_000;
    public const int MostClasses = 10_000;
    public const int LargestSidePx = 4_096;
    public const int MostDetections = 10_000;
    public const int MostBytes = 4 << 20;

    /// <summary>Reads the document's UTF-8 bytes.</summary>
    public static ModelCardReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MostBytes) return Wrong("too-large", $"A model card has at most {MostBytes} bytes.");
        // What is no Unicode, given twice or beyond a double is named first, and cannot surprise anything after.
        var canonical = CanonicalJson.Of(utf8, JsonLimits.KeptDepth);
        if (!canonical.Violations.IsEmpty) return new(null, canonical.Violations);
        using var document = JsonDocument.Parse(utf8, new() { MaxDepth = JsonLimits.Depth });
        return Read(document.RootElement);
    }

    /// <summary>Members that are not known are passed over: cards are written by training code, which says more than
    /// is needed here.</summary>
    public static ModelCardReading Read(JsonElement document)
    {
        var violations = ImmutableArray.CreateBuilder<Violation>();
        var card = CardReader.Root(document, violations);
        if (violations.Count > 0) return new(null, violations.ToImmutable());

        var kind = card.Choice<ModelKind>("task");
        var read = new ModelCard(
            card.Text("name"), kind, card.TextIfAny("property"), card.TextIfAny("license"),
            card.TextIfAny("trainedOn"), Input(card.Object("input")),
            [.. card.Objects("outputs", most: 16).Select(Output)],
            kind is ModelKind.Detection ? Postprocess(card) : null, card.Texts("classes", MostClasses));

        OutputKind[] wanted = kind is ModelKind.Classification
            ? [OutputKind.ClassScores]
            : [OutputKind.Boxes, OutputKind.BoxScores];
        foreach (var each in wanted)
            if (read.Outputs.Count(output => output.Kind == each) != 1)
                card.Wrong("outputs", "outputs-mismatch",
                    $"A {Written($"{kind}")} card names exactly one output of kind {Written($"{each}")}.");
        if (read.Outputs.Count(output => output.Kind is OutputKind.Embedding) > 1)
            card.Wrong("outputs", "outputs-mismatch", "A card names one output of kind embedding at most.");
        return violations.Count == 0 ? new(read, []) : new(null, violations.ToImmutable());
    }

    static ModelInput Input(CardReader input)
    {
        var type = input.TextIfAny("type") ?? "float32";
        if (type is not "float32")
            input.Wrong("type", "unknown-value", "'type' must be float32; other inputs are not made.");

        var color = input.Choice<ChannelOrder>("color");
        var channels = color is ChannelOrder.Gray ? 1 : 3;
        if (input.Whole("channels", 1, 4, otherwise: channels) != channels)
            input.Wrong("channels", "contradiction", $"{Written($"{color}")} has {channels} channels.");

        var resize = input.Object("resize");
        return new(
            input.Text("name"), input.Choice<TensorLayout>("layout"), channels, color,
            input.Whole("width", 1, LargestSidePx), input.Whole("height", 1, LargestSidePx),
            resize.Choice<ResizeMode>("mode"), resize.Choice<ResizeFilter>("filter"),
            input.Number("scale", number => number != 0, "a number other than 0"),
            input.Numbers("mean", channels, _ => true, "a number"),
            input.Numbers("std", channels, number => number != 0, "a number other than 0"));
    }

    static ModelOutput Output(CardReader output)
    {
        var kind = output.Choice<OutputKind>("kind");
        var activation = output.Choice<Activation>("activation", Activation.None);
        if (kind is OutputKind.Boxes && activation is not Activation.None)
            output.Wrong("activation", "contradiction", "Boxes take no activation.");
        if (kind is OutputKind.Embedding && activation is not Activation.None)
            output.Wrong("activation", "contradiction", "An embedding takes no activation.");
        return new(
            output.Text("name"), kind, activation, output.Choice<BoxFormat>("format", BoxFormat.Xyxy),
            output.Choice<BoxUnit>("unit", BoxUnit.InputPixels));
    }

    static Postprocess Postprocess(CardReader card)
    {
        var otherwise = Models.Postprocess.Default;
        if (!card.Has("postprocess")) return otherwise;
        var steps = card.Object("postprocess");
        return new(
            steps.Number("scoreThreshold", IsShare, "from 0 to 1", otherwise.ScoreThreshold),
            steps.Number("nmsIou", IsShare, "from 0 to 1", otherwise.NmsIou),
            steps.Truth("nmsPerClass", otherwise.NmsPerClass),
            steps.Whole("maxDetections", 1, MostDetections, otherwise.MaxDetections),
            steps.Truth("clip", otherwise.Clip));
    }

    /// <summary>An enumeration's name as the document writes it.</summary>
    internal static string Written(string name) =>
        name is nameof(TensorLayout.Nchw) or nameof(TensorLayout.Nhwc)
            ? name.ToUpperInvariant()
            : char.ToLowerInvariant(name[0]) + name[1..];

    static bool IsShare(double number) => number is >= 0 and <= 1;

    static ModelCardReading Wrong(string code, string message) => new(null, [new("", code, message)]);
}
