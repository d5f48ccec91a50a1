using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Predictions;

namespace Labelwise.Grains.Ports;

/// <summary>Keeps embeddings as blobs, a blob a block, and finds who is near whom. Works on threads of its own.</summary>
public interface IEmbeddingFiles
{
    /// <summary>Lays rows over those that were there. The same again gives the same blob.</summary>
    /// <param name="under">What was there; null for nothing.</param>
    /// <returns>The blob that has all, which is on disk.</returns>
    Task<ContentHash> Write(EmbeddedBlock? under, ImmutableArray<RowEmbedding> rows, CancellationToken cancellation = default);

    /// <summary>Who is near whom among the samples of which one model told: the one that told of most blocks.</summary>
    /// <param name="blocks">By the block's number.</param>
    /// <returns>Null where there are none.</returns>
    /// <remarks>Takes some 100 bytes of memory a sample, and while it works some 150 and the embeddings themselves.</remarks>
    Task<NearSamples?> Near(ImmutableSortedDictionary<int, EmbeddedBlock> blocks, CancellationToken cancellation = default);
}

/// <summary>Who is near whom, to a model.</summary>
/// <param name="Tasks">By place in <paramref name="Table"/>, the number of the task.</param>
/// <param name="Of">Samples of which it told, those among which nobody looked included: there is a limit.</param>
public sealed record NearSamples(ModelRef Model, ImmutableArray<int> Tasks, NearestTable Table, int Of);
