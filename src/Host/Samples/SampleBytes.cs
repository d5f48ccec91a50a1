using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Samples;

/// <summary>Samples as they are shown: the original, or redrawn for the web and kept in a folder that may be emptied at any
/// time.</summary>
public sealed class SampleBytes(IBlobStore blobs, IImages images, ServerOptions options, ILogger<SampleBytes> log)
{
    /// <summary>Sizes that are redrawn, as most pixels of a side.</summary>
    public static readonly IReadOnlyList<int> Sizes = [160, 320, 640, 1024, 2048];

    public const int Thumbnail = 320, Largest = 2048;

    /// <summary>Largest original that is redrawn, in bytes.</summary>
    const int MostBytes = 256 << 20;

    readonly ConcurrentDictionary<string, Task<Outcome<ReadOnlyMemory<byte>>>> underWay = new(StringComparer.Ordinal);
    readonly string folder = Path.Combine(options.Data, "derived");

    public static bool IsImage(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    /// <returns>Null when the bytes are gone.</returns>
    public ValueTask<Stream?> Original(ContentHash hash, CancellationToken cancellation) => blobs.OpenRead(hash, null, cancellation);

    /// <returns>WebP.</returns>
    public async Task<Outcome<Stream>> Redrawn(ContentHash hash, int size)
    {
        var name = hash.ToString();
        var file = Path.Combine(folder, name[..2], $"{name}-{size}.webp");
        if (File.Exists(file)) return File.OpenRead(file);
        var drawing = underWay.GetOrAdd(file, _ => Draw(hash, size, file));
        try { return (await drawing).Refuses(out var why, out var drawn) ? why : new MemoryStream(drawn.ToArray(), writable: false); }
        finally { underWay.TryRemove(file, out _); }
    }

    async Task<Outcome<ReadOnlyMemory<byte>>> Draw(ContentHash hash, int size, string file)
    {
        await using var original = await blobs.OpenRead(hash);
        if (original is null || original.Length > MostBytes) return new NotFound();
        var bytes = new byte[original.Length];
        await original.ReadExactlyAsync(bytes);
        if ((await images.Thumbnail(bytes, size)).Refuses(out var why, out var drawn)) return why;
        await Keep(drawn.Bytes, file);
        return drawn.Bytes;
    }

    /// <summary>So that it need not be drawn again. Where the disk has no room it is shown all the same.</summary>
    async Task Keep(ReadOnlyMemory<byte> drawn, string file)
    {
        var draft = $"{file}.{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using (var writing = File.Create(draft)) await writing.WriteAsync(drawn);
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "A redrawn image could not be kept.");
            try { File.Delete(draft); }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException) { /* the folder may be emptied at any time */ }
        }
    }
}
