using System.Buffers.Binary;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images.Headers;

/// <remarks>PNG Specification, third edition: 5.3 chunk layout, 11.2.2 IHDR, 11.3.2 eXIf, 11.3.4 acTL.</remarks>
static class PngHeader
{
    public static Outcome<ImageFacts, ImageRefusal> Read(ReadOnlySpan<byte> file)
    {
        const int signature = 8, lengthAndType = 8, crc = 4;
        ImageFacts? facts = null;
        int orientation = 1, frames = 1;
        bool transparent = false, pixels = false;
        for (var at = signature; ;)
        {
            if (file.Length - at < lengthAndType + crc) return ImageHeader.Damaged("PNG");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - lengthAndType - crc) return ImageHeader.Damaged("PNG");
            var type = file.Slice(at + 4, 4);
            var data = file.Slice(at + lengthAndType, (int)length);
            if (facts is null)
            {
                if (!type.SequenceEqual("IHDR"u8) || data.Length != 13) return ImageHeader.Damaged("PNG header");
                if (Facts(data) is not { } read) return ImageHeader.Damaged("PNG header");
                facts = read;
            }
            else if (type.SequenceEqual("acTL"u8) && data.Length == 8)
                frames = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(data));
            else if (type.SequenceEqual("tRNS"u8)) transparent = true;
            else if (type.SequenceEqual("eXIf"u8)) orientation = Exif.Orientation(data);
            else if (type.SequenceEqual("IDAT"u8)) pixels = true;
            else if (type.SequenceEqual("IEND"u8)) break;
            at += lengthAndType + data.Length + crc;
        }
        if (!pixels) return ImageHeader.Damaged("PNG");
        return facts with { Orientation = orientation, Frames = Math.Max(1, frames), HasAlpha = facts.HasAlpha || transparent };
    }

    static ImageFacts? Facts(ReadOnlySpan<byte> header)
    {
        var width = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(header));
        var height = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        ImageColor? color = header[9] switch
        {
            0 or 4 => ImageColor.Gray,
            2 or 6 => ImageColor.Rgb,
            3 => ImageColor.Palette,
            _ => null,
        };
        if (color is not { } known || header[8] is not (1 or 2 or 4 or 8 or 16)) return null;
        return new(ImageFormat.Png, width, height, Orientation: 1, Frames: 1, BitsPerSample: header[8], known,
            HasAlpha: header[9] is 4 or 6);
    }
}
