using System.Buffers.Binary;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images.Headers;

/// <remarks>RFC 9649: 2.3 RIFF, 2.5 VP8, 2.6 VP8L, 2.7 VP8X.</remarks>
static class WebPHeader
{
    public static Outcome<ImageFacts, ImageRefusal> Read(ReadOnlySpan<byte> file)
    {
        const int riffHeader = 12, chunkHeader = 8;
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (declared > file.Length) return ImageHeader.Damaged("WebP");
        file = file[..(int)declared];

        int width = 0, height = 0, orientation = 1, frames = 0;
        bool extended = false, alpha = false, pixels = false;
        for (var at = riffHeader; file.Length - at >= chunkHeader;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > file.Length - at - chunkHeader) return ImageHeader.Damaged("WebP");
            var type = file.Slice(at, 4);
            var data = file.Slice(at + chunkHeader, (int)length);
            at += chunkHeader + data.Length + (data.Length & 1);

            if (type.SequenceEqual("VP8X"u8) && data.Length >= 10)
            {
                (extended, alpha) = (true, (data[0] & 0x10) != 0);
                (width, height) = (1 + UInt24(data[4..]), 1 + UInt24(data[7..]));
            }
            else if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                if (!extended && !Simple(data, lossless: type[3] == 'L', out width, out height, out alpha))
                    return ImageHeader.Damaged("WebP");
                pixels = true;
            }
            else if (type.SequenceEqual("ANMF"u8)) frames++;
            else if (type.SequenceEqual("EXIF"u8))
                orientation = Exif.Orientation(data.StartsWith("Exif\0\0"u8) ? data[6..] : data);
        }
        if (!pixels && frames == 0) return ImageHeader.Damaged("WebP");
        return new ImageFacts(
            ImageFormat.WebP, width, height, orientation, Math.Max(1, frames), BitsPerSample: 8, ImageColor.Rgb, alpha);
    }

    static bool Simple(ReadOnlySpan<byte> data, bool lossless, out int width, out int height, out bool alpha)
    {
        (width, height, alpha) = (0, 0, false);
        if (lossless)
        {
            if (data.Length < 5 || data[0] != 0x2F) return false;
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            (width, height, alpha) = (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), (bits >> 28 & 1) != 0);
            return true;
        }
        if (data.Length < 10 || !data.Slice(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return false;
        width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
        height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
        return true;
    }

    static int UInt24(ReadOnlySpan<byte> data) => data[0] | data[1] << 8 | data[2] << 16;
}
