using System.Net.Http.Headers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Labelwise.Storage.Azure;

/// <summary>Reads and seeks within a part of a blob, window by window. A small blob costs one request.</summary>
sealed class AzureBlobStream : Stream
{
    private readonly BlobClient blob;
    private readonly long from, length;
    private ReadOnlyMemory<byte> window;
    private long windowAt, position;
    private int nextWindow = AzureLimits.FirstWindowBytes * 2;

    private AzureBlobStream(BlobClient blob, long from, long length, ReadOnlyMemory<byte> window) =>
        (this.blob, this.from, this.length, this.window) = (blob, from, length, window);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <param name="from">Offset of the first byte.</param>
    /// <param name="wanted">In bytes, at least 1; null for all.</param>
    /// <exception cref="RequestFailedException">Among others with status 416: nothing lies there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the end.</exception>
    public static async Task<AzureBlobStream> Open(BlobClient blob, long from, long? wanted, CancellationToken cancellation)
    {
        var first = Math.Min(wanted ?? long.MaxValue, AzureLimits.FirstWindowBytes);
        BlobDownloadResult got = await blob.DownloadContentAsync(Part(from, first), cancellation);
        var size = ContentRangeHeaderValue.Parse(got.Details.ContentRange).Length!.Value;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted ?? 0, size - from, "range");
        return new(blob, from, wanted ?? size - from, got.Content.ToMemory());
    }

    public override int Read(Span<byte> buffer)
    {
        if (NeedsWindow(buffer.Length) is { } part)
        {
            try { TakeWindow(blob.DownloadContent(part)); }
            catch (Exception e) when (AzureFailure.IsOfAzure(e)) { throw AzureFailure.Tell(e, blob.Uri); }
        }
        return Copy(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (NeedsWindow(buffer.Length) is { } part)
        {
            try { TakeWindow(await blob.DownloadContentAsync(part, cancellationToken)); }
            catch (Exception e) when (AzureFailure.IsOfAzure(e)) { throw AzureFailure.Tell(e, blob.Uri); }
        }
        return Copy(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException("A blob never changes.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A blob never changes.");

    /// <summary>What to fetch before anything can be copied; null when it lies in the window, or at the end.</summary>
    private BlobDownloadOptions? NeedsWindow(int bytes)
    {
        if (bytes == 0 || position >= length || position >= windowAt && position < windowAt + window.Length) return null;
        var readsOn = position == windowAt + window.Length;
        var size = readsOn ? nextWindow : AzureLimits.FirstWindowBytes;
        nextWindow = Math.Min(size * 2, AzureLimits.LargestWindowBytes);
        return Part(from + position, Math.Min(size, length - position));
    }

    private void TakeWindow(BlobDownloadResult got) => (window, windowAt) = (got.Content.ToMemory(), position);

    private int Copy(Span<byte> buffer)
    {
        if (position >= length) return 0;
        var here = window.Span[(int)(position - windowAt)..];
        var count = (int)Math.Min(Math.Min(here.Length, buffer.Length), length - position);
        here[..count].CopyTo(buffer);
        position += count;
        return count;
    }

    private static BlobDownloadOptions Part(long from, long length) => new() { Range = new HttpRange(from, length) };
}
