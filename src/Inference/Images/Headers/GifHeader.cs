using System.Buffers.Binary;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images.Headers;

/// <remarks>GIF89a specification, sections 17 to 27.</remarks>
static class GifHeader
{
    const byte Extension = 0x21, Image = 0x2C, Trailer = 0x3B, GraphicControl = 0xF9;

    public static Outcome<ImageFacts, ImageRefusal> Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        if (file.Length < 13) return ImageHeader.Damaged("GIF");
        int width = BinaryPrimitives.ReadUInt16LittleEndian(file[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        var at = 13 + PaletteBytes(file[10]);
        var frames = 0;
        var alpha = false;
        while (at < file.Length && file[at] != Trailer)
        {
            if (file[at] == Extension && at + 3 < file.Length)
            {
                alpha |= file[at + 1] == GraphicControl && (file[at + 3] & 1) != 0;
                at += 2;
            }
            else if (file[at] == Image && at + 11 <= file.Length)
            {
                if (++frames > limits.MaxFrames) return ImageHeader.TooManyFrames(limits);
                at += 10 + PaletteBytes(file[at + 9]) + 1;  // descriptor, its palette, size of codes
            }
            else return ImageHeader.Damaged("GIF");
            if (!SkipBlocks(file, ref at)) return ImageHeader.Damaged("GIF");
        }
        if (frames == 0) return ImageHeader.Damaged("GIF");
        return new ImageFacts(
            ImageFormat.Gif, width, height, Orientation: 1, frames, BitsPerSample: 8, ImageColor.Palette, alpha);
    }

    static int PaletteBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    /// <summary>Over blocks, each led by its length, to behind the empty one.</summary>
    static bool SkipBlocks(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            int length = file[at];
            at += 1 + length;
            if (length == 0) return true;
        }
        return false;
    }
}
