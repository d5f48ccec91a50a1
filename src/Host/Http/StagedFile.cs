using System.Security.Cryptography;
using System.Text;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage;
using Labelwise.Storage.Blobs;

namespace Labelwise.Host.Http;

/// <summary>A file on its way in, apart from all that is kept: what is refused goes with it, and can take nothing along that
/// somebody else had brought already.</summary>
/// <param name="Hash">SHA-256 of its bytes.</param>
public sealed record StagedFile(string Path, ContentHash Hash, long SizeBytes) : IDisposable
{
    const int BufferBytes = 128 << 10;

    /// <summary>Reads to the end, hashing on the way; cut short, it leaves nothing.</summary>
    /// <param name="folder">May be emptied whenever no server runs.</param>
    /// <exception cref="StoreException">Our disk is full or failed: not the sender's fault.</exception>
    public static async Task<StagedFile> Take(Stream content, string folder, CancellationToken cancellation)
    {
        try { return await Write(content, folder, cancellation); }
        catch (Exception e) when (BlobFailure.IsOfDisk(e)) { throw BlobFailure.Tell(e, folder); }
    }

    static async Task<StagedFile> Write(Stream content, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, Guid.NewGuid().ToString("n"));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            var buffer = new byte[BufferBytes];
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
            return new(path, ContentHash.From(hash.GetHashAndReset()), file.Length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes);

    public Task<byte[]> ReadAll(CancellationToken cancellation) => File.ReadAllBytesAsync(Path, cancellation);

    /// <summary>Returns once its bytes are kept under their hash.</summary>
    public async Task Keep(IBlobStore blobs, CancellationToken cancellation)
    {
        await using var content = Open();
        await blobs.Put(content, cancellation);
    }

    /// <summary>Keeps the bytes with a mark behind them, so that the blob is one owner's alone, and can go with them though
    /// somebody else has the same bytes.</summary>
    public async Task<StoredBlob> KeepFor(string owner, IBlobStore blobs, CancellationToken cancellation)
    {
        await using (var marked = new FileStream(Path, FileMode.Append, FileAccess.Write))
            await marked.WriteAsync(SHA256.HashData(Encoding.UTF8.GetBytes(owner)), cancellation);
        await using var content = Open();
        return await blobs.Put(content, cancellation);
    }

    public void Dispose() => File.Delete(Path);
}
