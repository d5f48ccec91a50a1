using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Tests.Storage.Labels;

/// <summary>Keeps nothing.</summary>
sealed class BrokenBlobs : UnwillingBlobs
{
    public override async ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        await Task.Yield();
        throw new IOException("broken");
    }
}

/// <summary>Keeps blobs once told to go.</summary>
sealed class SlowBlobs(IBlobStore kept) : UnwillingBlobs
{
    public TaskCompletionSource Go { get; } = new();

    public override async ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        await Go.Task;
        return await kept.Put(content, cancellation);
    }
}

abstract class UnwillingBlobs : IBlobStore
{
    public abstract ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default);

    public ValueTask<StoredBlob> Put(Stream content, CancellationToken cancellation = default) => throw Unused();

    public IBlobBatch Batch() => throw Unused();

    public ValueTask<Stream?> OpenRead(
        ContentHash hash, ByteRange? range = null, CancellationToken cancellation = default) => throw Unused();

    public ValueTask<long?> Size(ContentHash hash, CancellationToken cancellation = default) => throw Unused();

    public ValueTask<bool> Delete(ContentHash hash, CancellationToken cancellation = default) => throw Unused();

    public IAsyncEnumerable<StoredBlob> List(CancellationToken cancellation = default) => throw Unused();

    public ValueTask<Uri?> ReadLink(ContentHash hash, TimeSpan validFor, CancellationToken cancellation = default) =>
        throw Unused();

    private static InvalidOperationException Unused() => new("A put of label documents asks for nothing but Put.");
}
