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
    const string Licence = "CC0-1.0";

    static readonly ImmutableDictionary<string, Potato> All =
        Enumerable.Range(1, Pictures).ToImmutableDictionary(n => $"potato-{n:0000}.jpg", n => Potato.Of((ulong)n), StringComparer.Ordinal);

    /// <summary>What a picture shows.</summary>
    public static Potato Shown(string externalId) => All[externalId];

    /// <summary>Draws all of them into a zip, as an import takes it.</summary>
    public static async Task Write(string path, Surroundings around, CancellationToken cancellation)
    {
        using var images = new LibvipsImages();
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        await ProgressLine.While(around, "Drawing potatoes", "pictures", async line =>
        {
            var done = 0;
            foreach (var some in All.OrderBy(p => p.Key, StringComparer.Ordinal).Chunk(Environment.ProcessorCount * 4))
            {
                var drawn = await Task.WhenAll(some.Select(p => Task.Run(async () => (p.Key, Bytes: await Draw(images, p.Value, cancellation)), cancellation)));
                foreach (var (name, bytes) in drawn)
                {
                    await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellation);
                    await entry.WriteAsync(bytes, cancellation);
                }
                line.Show(done += some.Length, Pictures);
            }
            return true;
        });
        await using var manifest = new StreamWriter(await zip.CreateEntry("manifest.jsonl").OpenAsync(cancellation));
        foreach (var name in All.Keys.Order(StringComparer.Ordinal))
            await manifest.WriteAsync(JsonSerializer.Serialize(new { file = name, licence = Licence, source = "drawn by labelwise demo" }) + "\n");
    }

    static async Task<ReadOnlyMemory<byte>> Draw(LibvipsImages images, Potato potato, CancellationToken cancellation) =>
        (await images.Thumbnail(PotatoPicture.Render(potato), PotatoPicture.Side, ImageEncoding.Jpeg, cancellation)).Value.Bytes;
}
