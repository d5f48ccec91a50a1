using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Predictions;

/// <summary>Where the samples of a block lie among others, as the last model says that told of them. Apart from rows and tasks, which
/// are handed around much. Key: project/block, as the block's.</summary>
[Alias("embeddings")]
public interface IEmbeddingsGrain : IGrainWithStringKey
{
    /// <summary>Durable before the reply; a repeat changes nothing. Of another model than before, or of another length, they replace all that was known.</summary>
    /// <param name="rows">Of one length.</param>
    Task Keep(ModelRef model, ImmutableArray<RowEmbedding> rows);

    /// <returns>Null while no model has told of them.</returns>
    Task<EmbeddedBlock?> Known();
}

/// <param name="Direction">As by <see cref="Domain.Quality.Neighbours.Embedding.Of"/>.</param>
[GenerateSerializer, Immutable, Alias("row-embedding")]
public sealed record RowEmbedding([property: Id(0)] int Row, [property: Id(1)] ImmutableArray<sbyte> Direction);

/// <param name="Bytes">A blob: [rows, <paramref name="Numbers"/>], a byte a number; a row that is all 0 has none.</param>
[GenerateSerializer, Immutable, Alias("embedded-block")]
public sealed record EmbeddedBlock([property: Id(0)] ModelRef Model, [property: Id(1)] int Numbers, [property: Id(2)] ContentHash Bytes);

[GenerateSerializer, Immutable, Alias("embeddings-state")]
public sealed record EmbeddingsState
{
    [Id(0)] public EmbeddedBlock? Known { get; init; }
}
