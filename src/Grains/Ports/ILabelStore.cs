using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Ports;

/// <summary>Label documents as canonical JSON, addressed by the SHA-256 of those bytes. They never change and are never
/// overwritten.</summary>
public interface ILabelStore
{
    /// <summary>Keeps documents; those that are there already cost nothing.</summary>
    /// <returns>Done once they are on disk. Await it once.</returns>
    /// <remarks>A grain that records hashes may start this, start writing its state, and await both, so that they share
    /// one sync: a state written by the same caller before this was awaited is never on disk without the documents, and
    /// fails if they fail. A reentrant grain, whose calls may share one write of the state, awaits this first.</remarks>
    ValueTask Put(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents);

    /// <returns>One for each hash, in that order; null where there is no such document.</returns>
    ValueTask<ImmutableArray<ReadOnlyMemory<byte>?>> Get(
        ImmutableArray<ContentHash> hashes, CancellationToken cancellation = default);
}
