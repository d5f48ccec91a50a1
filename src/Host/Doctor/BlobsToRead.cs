using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Doctor;

/// <summary>The blobs of a server for grains that run on a copy of its database: jobs under way there must leave no
/// trace.</summary>
sealed class BlobsToRead(IBlobStore blobs) : IBlobStore
{
    public ValueTask<Stream?> OpenRead(ContentHash hash, ByteRange? range = null, CancellationToken cancellation = default) =>
        blobs.OpenRead(hash, range, cancellation);

    public ValueTask<long?> Size(ContentHash hash, CancellationToken cancellation = default) => blobs.Size(hash, cancellation);

    public IAsyncEnumerable<StoredBlob> List(CancellationToken cancellation = default) => blobs.List(cancellation);

    public ValueTask<Uri?> ReadLink(ContentHash hash, TimeSpan validFor, CancellationToken cancellation = default) => new((Uri?)null);

    public ValueTask<StoredBlob> Put(Stream content, CancellationToken cancellation = default) => throw Refused();

    public ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => throw Refused();

    public IBlobBatch Batch() => throw Refused();

    public ValueTask<bool> Delete(ContentHash hash, CancellationToken cancellation = default) => throw Refused();

    static NotSupportedException Refused() => new("Blobs are only looked at here.");
}
