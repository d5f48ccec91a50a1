using System.Buffers.Binary;
using System.IO.Compression;
using Labelwise.Formats.Zip;

namespace Labelwise.Benchmarks;

/// <summary>Small gray PNGs that all differ, the same in every run.</summary>
static class SmallImages
{
    const int Side = 28;

    public static void Zip(string file, int count)
    {
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        for (var i = 0; i < count; i++)
        {
            using var entry = zip.CreateEntry($"{i / 1000:D4}/{i:D7}.png", CompressionLevel.Fastest).Open();
            entry.Write(Png(i));
        }
    }

    static byte[] Png(int number)
    {
        var pixels = new byte[Side * Side];
        var draws = new Random(number);
        foreach (ref var pixel in pixels.AsSpan()) pixel = (byte)draws.Next(256);
        return Png(pixels, Side);
    }

    /// <param name="gray">Row by row.</param>
    public static byte[] Png(ReadOnlySpan<byte> gray, int side)
    {
        using var packed = new MemoryStream();
        using (var pixels = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < side; y++)
            {
                pixels.WriteByte(0);  // no filter
                pixels.Write(gray.Slice(y * side, side));
            }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 8;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        var (length, sum) = (new byte[4], new byte[4]);
        byte[] named = [.. type, .. content];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.Of(named));
        return [.. length, .. named, .. sum];
    }
}
