using System.Net.Http.Headers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Labelwise.Storage.Blobs;

namespace Labelwise.Storage.Azure;

/// <summary>Reads and seeks within a part of a blob, window by window. A small blob costs one request.</summary>
sealed class AzureBlobStream : BlobPart
{
    private readonly BlobClient blob;
    private readonly long from;
    private ReadOnlyMemory<byte> window;
    private long windowAt;
    private int nextWindow = AzureLimits.FirstWindowBytes * 2;

    private AzureBlobStream(BlobClient blob, long from, long length, ReadOnlyMemory<byte> window) : base(length) =>
        (this.blob, this.from, this.window) = (blob, from, window);

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

    /// <summary>What to fetch before anything can be copied; null when it lies in the window, or at the end.</summary>
    private BlobDownloadOptions? NeedsWindow(int bytes)
    {
        if (bytes == 0 || Position >= Length || Position >= windowAt && Position < windowAt + window.Length) return null;
        var readsOn = Position == windowAt + window.Length;
        var size = readsOn ? nextWindow : AzureLimits.FirstWindowBytes;
        nextWindow = Math.Min(size * 2, AzureLimits.LargestWindowBytes);
        return Part(from + Position, Math.Min(size, Length - Position));
    }

    private void TakeWindow(BlobDownloadResult got) => (window, windowAt) = (got.Content.ToMemory(), Position);

    private int Copy(Span<byte> buffer)
    {
        if (Position >= Length) return 0;
        var here = window.Span[(int)(Position - windowAt)..];
        var count = (int)Math.Min(Math.Min(here.Length, buffer.Length), Length - Position);
        here[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    private static BlobDownloadOptions Part(long from, long length) => new() { Range = new HttpRange(from, length) };
}
