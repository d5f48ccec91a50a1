using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Labelwise.Cli.Console;
using Labelwise.Cli.Demo.Potatoes;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;

namespace Labelwise.Cli.Demo.Story;

/// <summary>The pictures of the demo.</summary>
static class Harvest
{
    public const int Pictures = 900;

    /// <summary>So many are there before anybody works, so that a visitor waits seconds for the first thing to move.</summary>
    public const int FirstLoad = 120;

    const string Licence = "CC0-1.0";

    static readonly ImmutableDictionary<string, Potato> All =
        Enumerable.Range(1, Pictures).ToImmutableDictionary(n => $"potato-{n:0000}.jpg", n => Potato.Of((ulong)n), StringComparer.Ordinal);

    /// <summary>What a picture shows.</summary>
    public static Potato Shown(string externalId) => All[externalId];

    /// <summary>Draws some of them into a zip, as an import takes it.</summary>
    /// <param name="load">Their places in the order of their names.</param>
    public static async Task Write(string path, Range load, Surroundings around, CancellationToken cancellation)
    {
        var potatoes = All.OrderBy(p => p.Key, StringComparer.Ordinal).Take(load).ToArray();
        using var images = new LibvipsImages();
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        await ProgressLine.While(around, "Drawing potatoes", "pictures", async line =>
        {
            var done = 0;
            foreach (var some in potatoes.Chunk(Environment.ProcessorCount * 4))
            {
                var drawn = await Task.WhenAll(some.Select(p => Task.Run(async () => (p.Key, Bytes: await Draw(images, p.Value, cancellation)), cancellation)));
                foreach (var (name, bytes) in drawn)
                {
                    await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellation);
                    await entry.WriteAsync(bytes, cancellation);
                }
                line.Show(done += some.Length, potatoes.Length);
            }
            return true;
        });
        await using var manifest = new StreamWriter(await zip.CreateEntry("manifest.jsonl").OpenAsync(cancellation));
        foreach (var (name, _) in potatoes)
            await manifest.WriteAsync(JsonSerializer.Serialize(new { file = name, licence = Licence, source = "drawn by labelwise demo" }) + "\n");
    }

    static async Task<ReadOnlyMemory<byte>> Draw(LibvipsImages images, Potato potato, CancellationToken cancellation) =>
        (await images.Thumbnail(PotatoPicture.Render(potato), PotatoPicture.Side, ImageEncoding.Jpeg, cancellation)).Value.Bytes;
}
