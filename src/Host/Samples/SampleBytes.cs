using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Samples;

/// <summary>Samples as they are shown: the original, or redrawn for the web and kept in a folder that may be emptied at any
/// time.</summary>
public sealed class SampleBytes(IBlobStore blobs, IImages images, ServerOptions options)
{
    /// <summary>Sizes that are redrawn, as most pixels of a side.</summary>
    public static readonly IReadOnlyList<int> Sizes = [160, 320, 640, 1024, 2048];

    public const int Thumbnail = 320, Largest = 2048;

    /// <summary>Largest original that is redrawn, in bytes.</summary>
    const int MostBytes = 256 << 20;

    readonly ConcurrentDictionary<string, Task<Outcome<string>>> underWay = new(StringComparer.Ordinal);
    readonly string folder = Path.Combine(options.Data, "derived");

    public static bool IsImage(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    /// <returns>Null when the bytes are gone.</returns>
    public ValueTask<Stream?> Original(ContentHash hash, CancellationToken cancellation) => blobs.OpenRead(hash, null, cancellation);

    /// <returns>Path of a WebP file.</returns>
    public async Task<Outcome<string>> Redrawn(ContentHash hash, int size)
    {
        var name = hash.ToString();
        var file = Path.Combine(folder, name[..2], $"{name}-{size}.webp");
        if (File.Exists(file)) return file;
        var drawing = underWay.GetOrAdd(file, _ => Draw(hash, size, file));
        try { return await drawing; }
        finally { underWay.TryRemove(file, out _); }
    }

    async Task<Outcome<string>> Draw(ContentHash hash, int size, string file)
    {
        await using var original = await blobs.OpenRead(hash);
        if (original is null || original.Length > MostBytes) return new NotFound();
        var bytes = new byte[original.Length];
        await original.ReadExactlyAsync(bytes);
        if ((await images.Thumbnail(bytes, size)).Refuses(out var why, out var drawn)) return why;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Guid.NewGuid():n}";
        await using (var writing = File.Create(draft)) await writing.WriteAsync(drawn.Bytes);
        File.Move(draft, file, overwrite: true);
        return file;
    }
}
