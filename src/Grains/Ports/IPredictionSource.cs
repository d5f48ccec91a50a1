using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Models;

namespace Labelwise.Grains.Ports;

/// <summary>Loaded models, shared by whoever predicts with them. Works on threads of its own.</summary>
public interface IPredictionSource
{
    /// <summary>Loads a model unless it is loaded, and holds it against its card.</summary>
    Task<Outcome<LoadedModel>> Load(ModelFiles model, CancellationToken cancellation = default);

    /// <summary>Predicts samples in order.</summary>
    /// <returns>For each a prediction, or why it has none; or why the model cannot be loaded any more.</returns>
    Task<Outcome<ImmutableArray<Outcome<Prediction, PredictionRefusal>>>> Predict(
        ModelFiles model, ImmutableArray<ContentHash> samples, CancellationToken cancellation = default);
}

/// <summary>A model file with its card. Two are the same when their hashes are.</summary>
/// <param name="Onnx">A blob that is on disk already.</param>
/// <param name="CardHash">Of the card's document in canonical form.</param>
public sealed record ModelFiles(ContentHash Onnx, ContentHash CardHash, ModelCard Card)
{
    public bool Equals(ModelFiles? other) => other is not null && Onnx == other.Onnx && CardHash == other.CardHash;

    public override int GetHashCode() => HashCode.Combine(Onnx, CardHash);
}

/// <param name="Provider">The execution provider that runs it.</param>
[GenerateSerializer, Immutable, Alias("loaded-model")]
public sealed record LoadedModel([property: Id(0)] string Provider);
