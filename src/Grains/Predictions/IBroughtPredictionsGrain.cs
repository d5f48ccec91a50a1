using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Grains.Jobs;

namespace Labelwise.Grains.Predictions;

/// <summary>Takes predictions that were made elsewhere. Key: the project id.</summary>
[Alias("brought-predictions")]
public interface IBroughtPredictionsGrain : IGrainWithStringKey
{
    /// <summary>Most predictions in one call.</summary>
    const int Most = 512;

    /// <summary>Durable before the reply; a repeat changes nothing.</summary>
    Task<Outcome<BroughtAnswer>> Take(ImmutableArray<BroughtPrediction> predictions);

    /// <summary>All are in: what may be audited and certified is fixed.</summary>
    /// <param name="run">Names this bringing; a repeat changes nothing.</param>
    Task Finish(string run);
}

/// <param name="Line">Where it came from, from 1.</param>
/// <param name="Labels">In names.</param>
/// <param name="Confidence">Probability that the labels are right.</param>
/// <param name="Probabilities">By name of a classification's option; may be left out or incomplete.</param>
/// <param name="Embedding">As by <see cref="Domain.Quality.Neighbours.Embedding.Of"/>; empty where none was brought.</param>
[GenerateSerializer, Immutable, Alias("brought-prediction")]
public sealed record BroughtPrediction(
    [property: Id(0)] int Line, [property: Id(1)] string ExternalId, [property: Id(2)] LabelDocument Labels,
    [property: Id(3)] double Confidence, [property: Id(4)] ImmutableArray<KeyValuePair<string, double>> Probabilities,
    [property: Id(5)] ImmutableArray<sbyte> Embedding);

[GenerateSerializer, Immutable, Alias("brought-answer")]
public sealed record BroughtAnswer([property: Id(0)] int Accepted, [property: Id(1)] ImmutableArray<RecordError> Errors);
