using System.Buffers;
using System.Security.Cryptography;
using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Doctor;

/// <summary>Reads every blob and compares it with its name.</summary>
sealed class BlobExamination(IBlobStore blobs)
{
    const int BufferBytes = 1 << 20;

    public HashSet<ContentHash> Known { get; } = [];
    public long Bytes { get; private set; }

    public async IAsyncEnumerable<ContentHash> Damaged(Action<long> progress)
    {
        await foreach (var blob in blobs.List())
        {
            Known.Add(blob.Hash);
            Bytes += blob.SizeBytes;
            progress(Known.Count);
            if (!await IsSound(blob.Hash)) yield return blob.Hash;
        }
    }

    /// <summary>Puts damaged bytes out of the way, so that the same content can be brought in again.</summary>
    public async Task SetAside(ContentHash hash, string folder)
    {
        Directory.CreateDirectory(folder);
        await using (var kept = File.Create(Path.Combine(folder, hash.ToString())))
        await using (var content = await blobs.OpenRead(hash))
            if (content is not null) await content.CopyToAsync(kept);
        await blobs.Delete(hash);
    }

    async Task<bool> IsSound(ContentHash hash)
    {
        await using var content = await blobs.OpenRead(hash);
        if (content is null) return true;  // deleted since it was listed
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (int read; (read = await content.ReadAsync(buffer)) > 0;) sum.AppendData(buffer, 0, read);
            return ContentHash.From(sum.GetHashAndReset()) == hash;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
