using System.Buffers.Binary;
using System.IO.Compression;

namespace Labelwise.Cli.Demo.Training;

/// <summary>Reads PNGs as we draw them: 8 bits, RGB, not interlaced.</summary>
/// <remarks>PNG Specification, third edition: 5.3 chunks, 9.2 filters.</remarks>
static class PngPixels
{
    const int Channels = 3;

    /// <returns>[height, width, 3].</returns>
    /// <exception cref="InvalidDataException">Another kind of PNG, or none.</exception>
    public static byte[] Read(ReadOnlySpan<byte> png, out int width, out int height)
    {
        (width, height) = (0, 0);
        using var packed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            var type = png.Slice(at + 4, 4);
            var data = png.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                if (data[8] != 8 || data[9] != 2 || data[12] != 0) throw new InvalidDataException("This is not a plain RGB PNG.");
            }
            else if (type.SequenceEqual("IDAT"u8)) packed.Write(data);
            at += length + 12;
        }
        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        return Unfilter(rows, width * Channels, height);
    }

    static byte[] Unfilter(Stream rows, int stride, int height)
    {
        var pixels = new byte[stride * height];
        var row = new byte[stride + 1];
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            var here = pixels.AsSpan(y * stride, stride);
            var above = y > 0 ? pixels.AsSpan((y - 1) * stride, stride) : new byte[stride];
            for (var x = 0; x < stride; x++)
            {
                var (left, up, corner) = (x >= Channels ? here[x - Channels] : 0, above[x], x >= Channels ? above[x - Channels] : 0);
                here[x] = (byte)(row[x + 1] + row[0] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new InvalidDataException("Unknown PNG filter.") });
            }
        }
        return pixels;
    }

    static int Paeth(int left, int up, int corner)
    {
        var (byLeft, byUp, byCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
}
