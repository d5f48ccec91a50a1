using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage.Blobs;

namespace Labelwise.Storage.Azure;

/// <summary>Blobs in a container of Azure Blob Storage, named by their hash and created only where absent: whoever is
/// second finds the same bytes there.</summary>
public sealed class AzureBlobStore : IBlobStore
{
    private readonly BlobContainerClient container;
    private readonly AzureLinks links;

    private AzureBlobStore(BlobContainerClient container, AzureLinks links) =>
        (this.container, this.links) = (container, links);

    /// <summary>Creates the container where it is missing.</summary>
    /// <exception cref="StoreException">It cannot be reached or used.</exception>
    public static AzureBlobStore Open(AzureBlobs where)
    {
        var connected = where.Connect();
        try
        {
            CreateIfAllowed(connected);
            return new(connected, new(connected, where.Identity));
        }
        catch (Exception e) when (AzureFailure.IsOfAzure(e))
        {
            throw AzureFailure.Tell(e, connected.Uri);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public async ValueTask<StoredBlob> Put(Stream content, CancellationToken cancellation = default)
    {
        using var spool = new Spool();
        var (blob, from) = await spool.Take(content, cancellation);
        await Keep(blob.Hash, spool.Read(from, blob.SizeBytes), cancellation);
        return blob;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public async ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var blob = new StoredBlob(ContentHash.Of(content.Span), content.Length);
        await Keep(blob.Hash, BinaryData.FromBytes(content).ToStream(), cancellation);
        return blob;
    }

    /// <inheritdoc/>
    public IBlobBatch Batch() => new AzureBlobBatch(this);

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenRead(
        ContentHash hash, ByteRange? range = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(range?.From ?? 0, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range?.Length ?? 0, nameof(range));
        return Asking<Stream?>(async () =>
        {
            var wanted = range?.Length;
            if (wanted != 0)
            {
                try { return await AzureBlobStream.Open(Blob(hash), range?.From ?? 0, wanted, cancellation); }
                catch (RequestFailedException e) when (e.Status == 404 && IsAbsent(e)) { return null; }
                catch (RequestFailedException e) when (e.Status == 416) { /* nothing lies there: is it empty? */ }
            }
            if (await FindSize(hash, cancellation) is not { } size) return null;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted ?? 0, size - (range?.From ?? 0), nameof(range));
            return new MemoryStream([], writable: false);
        });
    }

    /// <inheritdoc/>
    public ValueTask<long?> Size(ContentHash hash, CancellationToken cancellation = default) =>
        Asking(() => FindSize(hash, cancellation));

    /// <inheritdoc/>
    public ValueTask<bool> Delete(ContentHash hash, CancellationToken cancellation = default) => Asking(async () =>
        (await Blob(hash).DeleteIfExistsAsync(cancellationToken: cancellation)).Value);

    /// <inheritdoc/>
    /// <exception cref="StoreException">It could not be listed to the end.</exception>
    public async IAsyncEnumerable<StoredBlob> List([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var pages = container.GetBlobsAsync(cancellationToken: cancellation).AsPages().GetAsyncEnumerator(cancellation);
        while (await Asking(async () => await pages.MoveNextAsync()))
            foreach (var item in pages.Current.Values)
                if (ContentHash.TryParse(item.Name, null, out var hash)) yield return new(hash, item.Properties.ContentLength ?? 0);
    }

    /// <inheritdoc/>
    public ValueTask<Uri?> ReadLink(ContentHash hash, TimeSpan validFor, CancellationToken cancellation = default) =>
        Asking(async () => await FindSize(hash, cancellation) is null ? null : await links.To(Blob(hash), validFor, cancellation));

    /// <param name="content">Read from its beginning; disposed of.</param>
    internal ValueTask<bool> Keep(ContentHash hash, Stream content, CancellationToken cancellation) => Asking(async () =>
    {
        await using var sending = content;
        var blob = Blob(hash);
        if (content.Length > AzureLimits.AskFirstBytes && (await blob.ExistsAsync(cancellation)).Value) return false;
        try
        {
            await blob.UploadAsync(sending, OnlyIfAbsent(), cancellation);
            return true;
        }
        catch (RequestFailedException e) when (IsThere(e))
        {
            return false;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Another sender of the same bytes was first, which took the blocks of both.
            if ((await blob.ExistsAsync(cancellation)).Value) return false;
            throw;
        }
    });

    private static BlobUploadOptions OnlyIfAbsent() => new()
    {
        Conditions = new() { IfNoneMatch = ETag.All },
        TransferOptions = new()
        {
            InitialTransferSize = AzureLimits.RequestBytes, MaximumTransferSize = AzureLimits.RequestBytes,
            MaximumConcurrency = AzureLimits.BlocksAtOnce,
        },
    };

    private async Task<long?> FindSize(ContentHash hash, CancellationToken cancellation)
    {
        try { return (await Blob(hash).GetPropertiesAsync(cancellationToken: cancellation)).Value.ContentLength; }
        catch (RequestFailedException e) when (e.Status == 404 && IsAbsent(e)) { return null; }
    }

    private async ValueTask<T> Asking<T>(Func<Task<T>> ask)
    {
        try { return await ask(); }
        catch (Exception e) when (AzureFailure.IsOfAzure(e)) { throw AzureFailure.Tell(e, container.Uri); }
    }

    private BlobClient Blob(ContentHash hash) => container.GetBlobClient(hash.ToString());

    private static bool IsThere(RequestFailedException e) =>
        e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.ConditionNotMet;

    /// <summary>A container that is gone is no answer about a blob.</summary>
    private static bool IsAbsent(RequestFailedException e) => e.ErrorCode != BlobErrorCode.ContainerNotFound;

    /// <summary>Who may keep blobs in a container need not be allowed to create it; then it must be there.</summary>
    private static void CreateIfAllowed(BlobContainerClient container)
    {
        try { container.CreateIfNotExists(); }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            try { container.GetBlobClient("none").GetProperties(); }
            catch (RequestFailedException none) when (none.Status == 404 && IsAbsent(none)) { /* we are let in */ }
        }
    }
}
