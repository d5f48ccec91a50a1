using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Models;

namespace Labelwise.Grains.Ports;

/// <summary>Opens models.</summary>
public interface IModels
{
    /// <summary>The runtime and its version, and which execution providers it found, best first.</summary>
    /// <exception cref="InvalidOperationException">No model can run here; the message says why.</exception>
    ValueTask<ModelRuntime> Runtime(CancellationToken cancellation = default);

    /// <summary>Checks a model file without running code of it, loads it, and holds it against its card.</summary>
    /// <returns>A predictor that the caller disposes of; or why there is none.</returns>
    ValueTask<Outcome<IPredictor, ModelRefusal>> Open(
        ReadOnlyMemory<byte> onnx, ModelCard card, CancellationToken cancellation = default);
}

/// <param name="Version">As <c>onnxruntime 1.30.0</c>.</param>
/// <param name="Providers">Execution providers that can run here, the preferred first; the last is <c>CPU</c>.</param>
[GenerateSerializer, Immutable, Alias("model-runtime")]
public sealed record ModelRuntime(string Version, ImmutableArray<string> Providers);

/// <summary>One loaded model. Decodes the next images while it infers on these.</summary>
public interface IPredictor : IAsyncDisposable
{
    ModelCard Card { get; }

    /// <summary>The execution provider that runs it.</summary>
    string Provider { get; }

    /// <summary>Predicts <paramref name="count"/> images in order, keeping only a few batches of them in
    /// memory.</summary>
    /// <param name="read">Bytes of the image with this index in [0, count), or null when they are gone. Called from
    /// threads of the predictor, several at a time.</param>
    /// <returns>For each image a prediction, or why it has none; one bad image spoils no other.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of it is kept.</exception>
    /// <exception cref="ModelFailedException">The model cannot be run any more.</exception>
    Task<ImmutableArray<Outcome<Prediction, PredictionRefusal>>> Predict(
        int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read,
        CancellationToken cancellation = default);
}

/// <summary>Why one image has no prediction.</summary>
/// <param name="Code">One of <see cref="ImageRefusals"/>, or <see cref="PredictionRefusals"/>.</param>
[GenerateSerializer, Immutable, Alias("prediction-refusal")]
public sealed record PredictionRefusal(string Code, string Message) : Refusal(Code, Message);

/// <summary>The codes of <see cref="PredictionRefusal"/> that are not about the image.</summary>
public static class PredictionRefusals
{
    /// <summary>The model answered with NaN or an infinity.</summary>
    public const string NotFinite = "model-output-not-finite";

    /// <summary>What was brought from elsewhere says nothing of this sample.</summary>
    public const string NotBrought = "no-prediction";

    /// <summary>The model failed on this batch, in the runtime's own words.</summary>
    public const string Failed = "model-failed";

    /// <summary>The card asks for no activation, but the model's numbers are no probabilities.</summary>
    public const string NotProbabilities = "model-output-not-probabilities";

    /// <summary>There were no bytes to read.</summary>
    public const string Missing = "image-missing";
}

/// <summary>A model that was opened does not run any more: native code under it has crashed again and again.</summary>
[GenerateSerializer]
public sealed class ModelFailedException(ModelRefusal why) : Exception(why.Message)
{
    [Id(0)] public ModelRefusal Why { get; private init; } = why;
}

/// <summary>Why a model is not taken.</summary>
/// <param name="Code">One of <see cref="ModelRefusals"/>.</param>
/// <param name="Differences">What the card says and the model has, each a sentence; empty for other refusals.</param>
[GenerateSerializer, Immutable, Alias("model-refusal")]
public sealed record ModelRefusal(string Code, string Message, [property: Id(0)] ImmutableArray<string> Differences)
    : Refusal(Code, Message);

/// <summary>The codes of <see cref="ModelRefusal"/>.</summary>
public static class ModelRefusals
{
    /// <summary>Not an ONNX file, or one cut short.</summary>
    public const string Damaged = "model-damaged";

    /// <summary>It keeps tensors in other files.</summary>
    public const string ExternalData = "model-external-data";

    /// <summary>It needs operators that ONNX does not define.</summary>
    public const string CustomOperators = "model-custom-operators";

    /// <summary>It passes a limit, which the message names.</summary>
    public const string TooLarge = "model-too-large";

    /// <summary>The runtime does not load it, in its own words.</summary>
    public const string NotLoaded = "model-not-loaded";

    /// <summary>Native code under it crashed, however often it was started again.</summary>
    public const string Crashed = "model-crashed";

    /// <summary>It stopped to answer, however often it was started again.</summary>
    public const string Hung = "model-hung";

    /// <summary>Card and model say different things.</summary>
    public const string CardContradictsModel = "card-contradicts-model";
}
