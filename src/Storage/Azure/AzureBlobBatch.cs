using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage.Blobs;

namespace Labelwise.Storage.Azure;

/// <summary>Contents wait in one local file and are sent side by side at the commit: given up, none of them was
/// there.</summary>
sealed class AzureBlobBatch(AzureBlobStore store) : IBlobBatch
{
    private readonly Spool spool = new();
    private readonly Dictionary<ContentHash, (long From, long Length)> waiting = [];

    public async ValueTask<StoredBlob> Add(Stream content, CancellationToken cancellation = default)
    {
        var (blob, from) = await spool.Take(content, cancellation);
        waiting.TryAdd(blob.Hash, (from, blob.SizeBytes));
        return blob;
    }

    public ValueTask<StoredBlob> Add(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var blob = new StoredBlob(ContentHash.Of(content.Span), content.Length);
        if (!waiting.ContainsKey(blob.Hash)) waiting.Add(blob.Hash, (spool.Take(content.Span), content.Length));
        return new(blob);
    }

    public async ValueTask Commit(CancellationToken cancellation = default)
    {
        var sending = new ParallelOptions { MaxDegreeOfParallelism = AzureLimits.UploadsAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(waiting, sending, async (each, token) =>
            await store.Keep(each.Key, spool.Read(each.Value.From, each.Value.Length), token));
        waiting.Clear();
        spool.Empty();
    }

    public ValueTask DisposeAsync()
    {
        spool.Dispose();
        return default;
    }
}
