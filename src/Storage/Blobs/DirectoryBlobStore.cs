using System.Runtime.CompilerServices;
using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Storage.Blobs;

/// <summary>Blobs as files: written beside, synced, then named, and the name synced, so that a name never stands for
/// half a file, whatever moment the power goes.</summary>
public sealed class DirectoryBlobStore : IBlobStore
{
    private readonly BlobFolder folder;

    /// <summary>Opens a folder that nobody else writes to.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public DirectoryBlobStore(string root) : this(new BlobFolder(root, owned: true)) { }

    private DirectoryBlobStore(BlobFolder folder) => this.folder = folder;

    /// <summary>Opens a folder beside its owner: for reading, and touching nothing.</summary>
    public static DirectoryBlobStore ToRead(string root) => new(new BlobFolder(root, owned: false));

    /// <inheritdoc/>
    /// <exception cref="StoreException">The disk is full or failed; nothing is kept.</exception>
    public async ValueTask<StoredBlob> Put(Stream content, CancellationToken cancellation = default)
    {
        try
        {
            var incoming = folder.NewIncoming();
            var blob = await IncomingBlob.Write(incoming, content, sync: true, cancellation);
            if (File.Exists(folder.FileOf(blob.Hash))) File.Delete(incoming);
            else folder.Name(incoming, blob.Hash);
            folder.SyncNames([blob.Hash]);
            return blob;
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder.Root);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">The disk is full or failed; nothing is kept.</exception>
    public ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) =>
        new(Task.Run(() => Put(content.Span), cancellation)); // syncs: not on a grain's turn

    /// <inheritdoc/>
    public IBlobBatch Batch() => new DirectoryBlobBatch(folder);

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenRead(
        ContentHash hash, ByteRange? range = null, CancellationToken cancellation = default)
    {
        var path = folder.FileOf(hash);
        if (!File.Exists(path)) return new((Stream?)null);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            var (from, length) = range ?? new(0, RandomAccess.GetLength(file));
            ArgumentOutOfRangeException.ThrowIfNegative(from, nameof(range));
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(range));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(
                length, RandomAccess.GetLength(file) - from, nameof(range));
            return new(new FilePart(file, from, length));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long?> Size(ContentHash hash, CancellationToken cancellation = default)
    {
        var file = new FileInfo(folder.FileOf(hash));
        return new(file.Exists ? file.Length : null);
    }

    /// <inheritdoc/>
    public ValueTask<bool> Delete(ContentHash hash, CancellationToken cancellation = default)
    {
        var path = folder.FileOf(hash);
        if (!File.Exists(path)) return new(false);
        try
        {
            File.Delete(path);
            folder.SyncNames([hash]);
            return new(true);
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder.Root);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBlob> List([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var file in folder.Files())
        {
            cancellation.ThrowIfCancellationRequested();
            await ValueTask.CompletedTask;
            yield return new(ContentHash.Parse(file.Name), file.Length);
        }
    }

    /// <inheritdoc/>
    /// <returns>Null always: a directory gives no links.</returns>
    public ValueTask<Uri?> ReadLink(
        ContentHash hash, TimeSpan validFor, CancellationToken cancellation = default) => new((Uri?)null);

    private StoredBlob Put(ReadOnlySpan<byte> content)
    {
        try
        {
            var blob = new StoredBlob(ContentHash.Of(content), content.Length);
            if (!File.Exists(folder.FileOf(blob.Hash)))
            {
                var incoming = folder.NewIncoming();
                IncomingBlob.Write(incoming, content, sync: true);
                folder.Name(incoming, blob.Hash);
            }
            folder.SyncNames([blob.Hash]); // also where another caller has named it and not synced yet
            return blob;
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder.Root);
        }
    }
}
