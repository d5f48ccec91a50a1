using System.Buffers;
using System.Security.Cryptography;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Microsoft.Win32.SafeHandles;

namespace Labelwise.Storage.Blobs;

/// <summary>Writes bytes to a file that has no name of its own yet, hashing on the way. Cut short, the file is
/// gone.</summary>
static class IncomingBlob
{
    private const int BufferBytes = 128 << 10;

    public static async ValueTask<StoredBlob> Write(
        string path, Stream content, bool sync, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var file = Create(path);
            var size = 0L;
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; size += read)
            {
                hash.AppendData(buffer, 0, read);
                RandomAccess.Write(file, buffer.AsSpan(0, read), size);
            }
            if (sync) DurableFiles.Sync(file, path);
            return new(HashOf(hash), size);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static void Write(string path, ReadOnlySpan<byte> content, bool sync)
    {
        try
        {
            using var file = Create(path);
            RandomAccess.Write(file, content, 0);
            if (sync) DurableFiles.Sync(file, path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static SafeFileHandle Create(string path) => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);

    private static ContentHash HashOf(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Bytes];
        hash.GetHashAndReset(bytes);
        return ContentHash.From(bytes);
    }
}
