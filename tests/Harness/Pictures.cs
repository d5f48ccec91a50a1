using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Labelwise.Tests.Harness;

/// <summary>Small PNGs, each of another colour.</summary>
static class Pictures
{
    const int Side = 8;

    /// <param name="name">Their external ids begin with it.</param>
    /// <param name="first">Number of the first colour.</param>
    public static byte[] Zip(int count, string name = "potato", int first = 0)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            for (var i = 0; i < count; i++)
            {
                using var entry = zip.CreateEntry($"{name}-{i}.png").Open();
                entry.Write(Png((byte)((first + i) * 20)));
            }
        return file.ToArray();
    }

    /// <summary>A picture that says it is so large.</summary>
    public static byte[] Claiming(int width, int height)
    {
        var picture = Png(7);
        BinaryPrimitives.WriteInt32BigEndian(picture.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(picture.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(picture.AsSpan(29), Crc(picture[12..29]));
        return picture;
    }

    /// <summary>A moving picture of one pixel.</summary>
    public static byte[] Gif(int frames)
    {
        using var gif = new MemoryStream();
        gif.Write([.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var i = 0; i < frames; i++) gif.Write([0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
        gif.WriteByte(0x3B);
        return gif.ToArray();
    }

    /// <param name="odd">How much every other row is brighter, and the rest darker.</param>
    public static byte[] Png(byte gray, int odd = 0)
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Fastest))
            for (var y = 0; y < Side; y++) packed.Write([0, .. Enumerable.Repeat((byte)(gray + (y % 2 is 0 ? odd : -odd)), Side)]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        header[8] = 8;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) is 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
