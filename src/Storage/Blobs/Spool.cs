using System.Buffers;
using System.Security.Cryptography;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Microsoft.Win32.SafeHandles;

namespace Labelwise.Storage.Blobs;

/// <summary>Bytes whose hash must be known before they can be sent on: one nameless file, however many contents, so
/// that memory does not grow with them. It ends with its owner, or with the process.</summary>
sealed class Spool : IDisposable
{
    private const int BufferBytes = 128 << 10;

    private SafeFileHandle? file;
    private long end;

    /// <summary>Takes a content in. Cut short, it is as if it had not begun.</summary>
    /// <exception cref="StoreException">The disk of temporary files is full or failed.</exception>
    public async ValueTask<(StoredBlob Blob, long From)> Take(Stream content, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var size = 0L;
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; size += read)
            {
                hash.AppendData(buffer, 0, read);
                Write(buffer.AsSpan(0, read), end + size);
            }
            return (new(ContentHash.From(hash.GetHashAndReset()), size), Advance(size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc cref="Take(Stream, CancellationToken)"/>
    public long Take(ReadOnlySpan<byte> content)
    {
        Write(content, end);
        return Advance(content.Length);
    }

    public Stream Read(long from, long length) =>
        length == 0 ? new MemoryStream([]) : new FilePart(file!, from, length, leaveOpen: true);

    /// <summary>Forgets all contents.</summary>
    public void Empty() => end = 0;

    public void Dispose() => file?.Dispose();

    private long Advance(long size)
    {
        end += size;
        return end - size;
    }

    private void Write(ReadOnlySpan<byte> bytes, long at)
    {
        try { RandomAccess.Write(file ??= Create(), bytes, at); }
        catch (Exception e) when (BlobFailure.IsOfDisk(e)) { throw BlobFailure.Tell(e, Path.GetTempPath()); }
    }

    private static SafeFileHandle Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"labelwise-{Path.GetRandomFileName()}");
        var opened = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows()) File.Delete(path); // gone even if the process is killed
        return opened;
    }
}
