using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;

namespace Labelwise.Tests.Host;

/// <summary>Takes any bytes for a PNG of 8×8 pixels, unless they say "bad".</summary>
sealed class SimpleImages : IImages
{
    static readonly ImageFacts Facts = new(ImageFormat.Png, 8, 8, 1, 1, 8, ImageColor.Rgb, false);

    public string Version => "simple";

    public ImageLimits Limits => ImageLimits.Default;

    public Outcome<ImageFacts, ImageRefusal> Probe(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.SequenceEqual("bad"u8) ? new ImageRefusal(ImageRefusals.Damaged, "It says so itself.") : Facts;

    public ValueTask<Outcome<ImageFacts, ImageRefusal>> Check(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) => new(Probe(bytes));

    public ValueTask<Outcome<EncodedImage, ImageRefusal>> Thumbnail(
        ReadOnlyMemory<byte> bytes, int maxSidePx, ImageEncoding encoding = ImageEncoding.WebP, CancellationToken cancellation = default) =>
        new(new EncodedImage(bytes, "image/png", 8, 8));

    public ValueTask<Outcome<GrayPixels, ImageRefusal>> Gray(ReadOnlyMemory<byte> bytes, int sidePx, CancellationToken cancellation = default) =>
        new(new GrayPixels(new byte[sidePx * sidePx]));
}

/// <summary>A model that finds the class in the bytes: "0 …" is its first class, with 0.9. As a detector it finds a box of
/// that class up to the right edge, and one of the first class all around.</summary>
sealed class SimpleModels : IModels
{
    public static int Predicted;

    public ValueTask<ModelRuntime> Runtime(CancellationToken cancellation = default) => new(new ModelRuntime("simple", ["CPU"]));

    public ValueTask<Outcome<IPredictor, ModelRefusal>> Open(ReadOnlyMemory<byte> onnx, ModelCard card, CancellationToken cancellation = default) =>
        new(onnx.Span.SequenceEqual("bad"u8) ? new ModelRefusal(ModelRefusals.Damaged, "It says so itself.", []) : new Predictor(card));

    sealed class Predictor(ModelCard card) : IPredictor
    {
        public ModelCard Card => card;

        public string Provider => "CPU";

        public async Task<ImmutableArray<Outcome<Prediction, PredictionRefusal>>> Predict(
            int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read, CancellationToken cancellation = default)
        {
            var answers = ImmutableArray.CreateBuilder<Outcome<Prediction, PredictionRefusal>>(count);
            for (var i = 0; i < count; i++)
            {
                Interlocked.Increment(ref Predicted);
                var text = Encoding.UTF8.GetString((await read(i, cancellation))!.Value.Span);
                answers.Add(text.StartsWith("nan", StringComparison.Ordinal)
                    ? new PredictionRefusal(PredictionRefusals.NotFinite, "NaN.")
                    : card.Kind is ModelKind.Detection ? new DetectionPrediction([new(text[0] - '0', 0.8f, 1.004, 2, 6.996, 5), new(0, 0.6f, 0, 0, 8, 8)])
                    : new ClassPrediction([.. card.Classes.Select((_, c) => c == text[0] - '0' ? 0.9f : 0.1f / (card.Classes.Length - 1))]));
            }
            return answers.MoveToImmutable();
        }

        public ValueTask DisposeAsync() => default;
    }
}
