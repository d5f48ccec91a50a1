using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images;

/// <summary>Decodes the plainest PNGs without libvips, whose fixed cost of some hundred microseconds an image would
/// dominate sets of tiny ones. Everything else about PNG is left to libvips.</summary>
/// <remarks>PNG Specification, third edition: 5.3 chunks, 7.2 scanlines, 9.2 filters.</remarks>
static class SmallPng
{
    const long MostPixels = 1 << 18;
    const int Signature = 8, LengthAndType = 8, Crc = 4, InterlaceByte = Signature + LengthAndType + 12;

    /// <summary>Whether this is a gray or RGB image of 8 bits, upright, neither interlaced nor transparent nor with
    /// colours to be managed, and small.</summary>
    public static bool Takes(ReadOnlySpan<byte> file, ImageFacts facts) =>
        facts is { Format: ImageFormat.Png, BitsPerSample: 8, HasAlpha: false, Orientation: 1, Frames: 1 }
        && facts.Color is ImageColor.Gray or ImageColor.Rgb
        && (long)facts.StoredWidth * facts.StoredHeight <= MostPixels
        && file[InterlaceByte] == 0 && file.IndexOf("iCCP"u8) < 0;

    /// <returns>Null where a checksum, a length or a filter is wrong.</returns>
    public static DecodedImage? Decode(ReadOnlyMemory<byte> file, ImageFacts facts)
    {
        var (width, height) = (facts.StoredWidth, facts.StoredHeight);
        var channels = facts.Color is ImageColor.Gray ? 1 : 3;
        var stride = width * channels;
        var packed = ArrayPool<byte>.Shared.Rent(file.Length);
        var rows = ArrayPool<byte>.Shared.Rent(height * (stride + 1));
        byte[]? pixels = ArrayPool<byte>.Shared.Rent(height * stride);
        try
        {
            if (!Gather(file.Span, packed, out var length) || !Inflate(packed, length, rows.AsSpan(0, height * (stride + 1))))
                return null;
            for (var y = 0; y < height; y++)
            {
                var row = rows.AsSpan(y * (stride + 1), stride + 1);
                row[1..].CopyTo(pixels.AsSpan(y * stride));
                var above = y == 0 ? default : pixels.AsSpan((y - 1) * stride, stride);
                if (!Unfilter(row[0], pixels.AsSpan(y * stride, stride), above, channels)) return null;
            }
            var decoded = new DecodedImage(pixels, width, height, channels);
            pixels = null;
            return decoded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
            ArrayPool<byte>.Shared.Return(rows);
            if (pixels is not null) ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    /// <summary>The packed pixels of all IDAT chunks; the walk's bounds were checked when the header was read.</summary>
    static bool Gather(ReadOnlySpan<byte> file, Span<byte> packed, out int length)
    {
        length = 0;
        for (var at = Signature; ;)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var checkedPart = file.Slice(at + 4, 4 + size);
            at += LengthAndType + size + Crc;
            if (Crc32.Of(checkedPart) != BinaryPrimitives.ReadUInt32BigEndian(file[(at - Crc)..])) return false;
            if (checkedPart.StartsWith("IEND"u8)) return true;
            if (!checkedPart.StartsWith("IDAT"u8)) continue;
            checkedPart[4..].CopyTo(packed[length..]);
            length += size;
        }
    }

    static bool Inflate(byte[] packed, int length, Span<byte> rows)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
            return stream.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false) == rows.Length
                && stream.ReadByte() < 0;  // reading to the end checks the sum of all
        }
        catch (InvalidDataException) { return false; }
    }

    static bool Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (filter > 4) return false;
        for (var x = 0; x < row.Length && filter > 0; x++)
        {
            int left = x >= pixelBytes ? row[x - pixelBytes] : 0;
            int up = above.IsEmpty ? 0 : above[x];
            int upLeft = x >= pixelBytes && !above.IsEmpty ? above[x - pixelBytes] : 0;
            row[x] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, upLeft) });
        }
        return true;
    }

    static int Paeth(int left, int up, int upLeft)
    {
        int toLeft = Math.Abs(up - upLeft), toUp = Math.Abs(left - upLeft), toUpLeft = Math.Abs(left + up - 2 * upLeft);
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }
}

/// <summary>The checksum of PNG chunks.</summary>
/// <remarks>PNG Specification, third edition, annex D.</remarks>
static class Crc32
{
    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index =>
    {
        var c = (uint)index;
        for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes) crc = Table[(byte)(crc ^ next)] ^ (crc >> 8);
        return ~crc;
    }
}
