using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Labelwise.Tests.Browser;

/// <summary>What the tests put into a project.</summary>
static class Given
{
    /// <summary>One question with two answers: key 1 is good, key 2 is bad.</summary>
    public static readonly object GoodOrBad = Spec("quality", "good", "bad");

    /// <summary>Every task is answered once and decided by that.</summary>
    public static readonly object OneOpinion = Pipeline(reviewed: 0);

    public static object Spec(string question, params string[] classes) => new
    {
        media = "image", classes = Array.Empty<object>(),
        properties = new[] { new { name = question, type = "option", options = classes, required = true } },
    };

    public static object Pipeline(double reviewed) =>
        new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = reviewed }, order = "import" };

    /// <summary>Pictures of their own, named p-00, p-01, … or as told.</summary>
    public static byte[] Zip(int count, Func<int, string>? externalId = null)
    {
        externalId ??= i => $"p-{i:00}";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var lines = Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(new { file = $"{i}.png", externalId = externalId(i) }));
            Write("manifest.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            for (var i = 0; i < count; i++) Write($"{i}.png", Potato(i));

            void Write(string name, byte[] content)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A brown oval on a table, with dark spots on every other one; no two are alike.</summary>
    static byte[] Potato(int number)
    {
        const int Width = 320, Height = 240;
        var random = new Random(number);
        var (cx, cy, rx, ry) = (random.Next(140, 180), random.Next(105, 135), random.Next(80, 120), random.Next(55, 85));
        var spots = Enumerable.Range(0, number % 2 * 6).Select(_ => (X: cx + random.Next(-60, 60), Y: cy + random.Next(-40, 40), R: random.Next(5, 14))).ToArray();
        var rows = new byte[Height * (1 + Width * 3)];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (dx, dy) = ((x - cx) / (double)rx, (y - cy) / (double)ry);
                var from = Math.Sqrt(dx * dx + dy * dy);
                var shade = 1 - 0.35 * from;
                var (r, g, b) = from > 1 ? (214, 222, 226)
                    : spots.Any(s => (x - s.X) * (x - s.X) + (y - s.Y) * (y - s.Y) < s.R * s.R) ? (62, 44, 30)
                    : ((int)(206 * shade), (int)(166 * shade), (int)(108 * shade));
                var at = y * (1 + Width * 3) + 1 + x * 3;
                (rows[at], rows[at + 1], rows[at + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        return Png(Width, Height, rows);
    }

    /// <param name="rows">Each row: filter 0, then red, green, blue of every pixel.</param>
    static byte[] Png(int width, int height, byte[] rows)
    {
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk("IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        Chunk("IDAT"u8, packed.ToArray());
        Chunk("IEND"u8, []);
        return png.ToArray();

        void Chunk(ReadOnlySpan<byte> name, byte[] content)
        {
            byte[] whole = [.. name, .. content];
            Span<byte> number = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            png.Write(number);
            png.Write(whole);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(whole));
            png.Write(number);
        }
    }

    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
