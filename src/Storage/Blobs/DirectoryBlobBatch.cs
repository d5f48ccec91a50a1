using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Microsoft.Win32.SafeHandles;

namespace Labelwise.Storage.Blobs;

/// <summary>Many files with two waits for the disk: one for all their bytes, then, after they got their names, one for
/// all the names.</summary>
/// <remarks>Small files in the database would be put four times as fast; but their bytes would be written twice, swell
/// the database and its backups, and be out of reach of every other tool. As files they took, in one run, an
/// eighth of the time of unzip, sha256sum and cp with fsync together (20,000 of 0.5 to 3.5 KB).</remarks>
sealed class DirectoryBlobBatch(BlobFolder folder) : IBlobBatch
{
    private readonly Dictionary<ContentHash, string> incoming = [];
    private readonly List<ContentHash> foundThere = [];

    public async ValueTask<StoredBlob> Add(Stream content, CancellationToken cancellation = default)
    {
        try
        {
            var path = folder.NewIncoming();
            var blob = await IncomingBlob.Write(path, content, sync: false, cancellation);
            if (IsKept(blob.Hash)) File.Delete(path);
            else incoming.Add(blob.Hash, path);
            return blob;
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder.Root);
        }
    }

    public ValueTask<StoredBlob> Add(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        try
        {
            var blob = new StoredBlob(ContentHash.Of(content.Span), content.Length);
            if (IsKept(blob.Hash)) return new(blob);
            var path = folder.NewIncoming();
            IncomingBlob.Write(path, content.Span, sync: false);
            incoming.Add(blob.Hash, path);
            return new(blob);
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder.Root);
        }
    }

    public async ValueTask Commit(CancellationToken cancellation = default)
    {
        if (incoming.Count == 0 && foundThere.Count == 0) return;
        try
        {
            await Task.Run(Keep, cancellation); // waits for the disk: not on a grain's turn
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder.Root);
        }
        incoming.Clear();
        foundThere.Clear();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var path in incoming.Values) File.Delete(path);
        incoming.Clear();
        return default;
    }

    /// <summary>Whether these bytes need not be written; their name may be of another caller who has not synced
    /// it.</summary>
    private bool IsKept(ContentHash hash)
    {
        if (incoming.ContainsKey(hash)) return true;
        if (!File.Exists(folder.FileOf(hash))) return false;
        foundThere.Add(hash);
        return true;
    }

    private void Keep()
    {
        if (incoming.Count > 0) SyncBytes();
        foreach (var (hash, path) in incoming)
            if (File.Exists(path)) folder.Name(path, hash); // else it got its name before an earlier attempt failed
        if (DurableFiles.CanSyncFileSystem) DurableFiles.SyncFileSystem(folder.Root);
        else folder.SyncNames(incoming.Keys.Concat(foundThere));
    }

    private void SyncBytes()
    {
        if (DurableFiles.CanSyncFileSystem)
        {
            DurableFiles.SyncFileSystem(folder.Root);
            return;
        }
        foreach (var path in incoming.Values)
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            DurableFiles.Sync(file, path);
        }
    }
}
