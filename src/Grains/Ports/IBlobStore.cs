using Labelwise.Domain;

namespace Labelwise.Grains.Ports;

/// <summary>Bytes that never change, addressed by their SHA-256, so that equal bytes are kept once: images, models,
/// large label documents, chunks of manifests. What was answered is on disk.</summary>
public interface IBlobStore
{
    /// <summary>Reads to the end, hashing on the way, and keeps the bytes unless they are there already.</summary>
    /// <remarks>Cut short, it leaves nothing behind.</remarks>
    ValueTask<StoredBlob> Put(Stream content, CancellationToken cancellation = default);

    /// <inheritdoc cref="Put(Stream, CancellationToken)"/>
    ValueTask<StoredBlob> Put(ReadOnlyMemory<byte> content, CancellationToken cancellation = default);

    /// <summary>Many puts that share their syncs: 100,000 small files do not cost 100,000 of them.</summary>
    IBlobBatch Batch();

    /// <summary>Opens the bytes, or a part of them. The stream seeks within that part.</summary>
    /// <returns>Null when there is no such blob.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches beyond the end.</exception>
    ValueTask<Stream?> OpenRead(
        ContentHash hash, ByteRange? range = null, CancellationToken cancellation = default);

    /// <returns>In bytes; null when there is no such blob.</returns>
    ValueTask<long?> Size(ContentHash hash, CancellationToken cancellation = default);

    async ValueTask<bool> Exists(ContentHash hash, CancellationToken cancellation = default) =>
        await Size(hash, cancellation) is not null;

    /// <returns>False when there was no such blob.</returns>
    ValueTask<bool> Delete(ContentHash hash, CancellationToken cancellation = default);

    /// <summary>All blobs, in the order of their hashes. What is put or deleted meanwhile may or may not show.</summary>
    IAsyncEnumerable<StoredBlob> List(CancellationToken cancellation = default);

    /// <summary>A link that lets anyone read the blob for a while without asking us.</summary>
    /// <returns>Null where the store gives no links, or there is no such blob: then the bytes are served by us.</returns>
    ValueTask<Uri?> ReadLink(ContentHash hash, TimeSpan validFor, CancellationToken cancellation = default);
}

/// <summary>Puts that become durable together. Disposed of without <see cref="Commit"/>, it keeps nothing that was not
/// there before, or what costs nothing to keep.</summary>
/// <remarks>One caller at a time.</remarks>
public interface IBlobBatch : IAsyncDisposable
{
    /// <summary>Takes the bytes in; they can be read and relied on after the next <see cref="Commit"/>.</summary>
    ValueTask<StoredBlob> Add(Stream content, CancellationToken cancellation = default);

    /// <inheritdoc cref="Add(Stream, CancellationToken)"/>
    ValueTask<StoredBlob> Add(ReadOnlyMemory<byte> content, CancellationToken cancellation = default);

    /// <summary>Returns once everything added so far is on disk; more may be added after.</summary>
    ValueTask Commit(CancellationToken cancellation = default);
}

/// <param name="SizeBytes">Of the content.</param>
public sealed record StoredBlob(ContentHash Hash, long SizeBytes);

/// <param name="From">Offset of the first byte.</param>
/// <param name="Length">In bytes.</param>
public readonly record struct ByteRange(long From, long Length);
