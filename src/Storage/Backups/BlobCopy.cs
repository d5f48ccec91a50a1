using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Storage.Backups;

/// <param name="Bytes">Of all.</param>
/// <param name="Copied">Those that were not there yet.</param>
sealed record BlobsCopied(long Blobs, long Bytes, long Copied);

/// <summary>Copies what another store lacks, and finds out whether each is what its name says.</summary>
static class BlobCopy
{
    /// <summary>Blobs, and bytes, that become durable together.</summary>
    private const int BatchBlobs = 2_000;
    private const long BatchBytes = 256L << 20;

    /// <param name="progress">Blobs seen.</param>
    /// <exception cref="StoreDamagedException">Some are not what their name says; the others are copied.</exception>
    public static async Task<BlobsCopied> Make(IBlobStore from, IBlobStore to, Action<long>? progress, CancellationToken cancellation)
    {
        var (blobs, bytes, copied) = (0L, 0L, 0L);
        var damaged = new List<ContentHash>();
        await using var there = to.List(cancellation).GetAsyncEnumerator(cancellation);
        var next = await Next(there);
        await using var batch = to.Batch();
        var (waiting, waitingBytes) = (0, 0L);
        await foreach (var blob in from.List(cancellation))
        {
            progress?.Invoke(++blobs);
            bytes += blob.SizeBytes;
            while (next is not null && next.Hash.CompareTo(blob.Hash) < 0) next = await Next(there);
            if (next == blob) continue;
            await using var content = await from.OpenRead(blob.Hash, cancellation: cancellation);
            if (content is null) continue; // deleted since it was listed
            if ((await batch.Add(content, cancellation)).Hash != blob.Hash) damaged.Add(blob.Hash);
            else copied++;
            waitingBytes += blob.SizeBytes;
            if (++waiting < BatchBlobs && waitingBytes < BatchBytes) continue;
            await batch.Commit(cancellation);
            (waiting, waitingBytes) = (0, 0);
        }
        await batch.Commit(cancellation);
        if (damaged.Count == 0) return new(blobs, bytes, copied);
        throw new StoreDamagedException(
            $"{damaged.Count} of {blobs} blobs are damaged, the first is {damaged[0]}; 'labelwise doctor' lists them.");
    }

    private static async ValueTask<StoredBlob?> Next(IAsyncEnumerator<StoredBlob> blobs) => await blobs.MoveNextAsync() ? blobs.Current : null;
}
