using System.Buffers.Binary;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images.Headers;

/// <remarks>ITU-T T.81, annex B.</remarks>
static class JpegHeader
{
    const byte StartOfScan = 0xDA, EndOfImage = 0xD9, ExifSegment = 0xE1;

    public static Outcome<ImageFacts, ImageRefusal> Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ImageFacts? facts = null;
        int orientation = 1, scans = 0;
        for (var at = 2; ;)
        {
            if (!NextMarker(file, ref at, out var marker)) return ImageHeader.Damaged("JPEG");
            if (marker == EndOfImage) break;
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) continue;  // these stand alone

            if (file.Length - at < 2) return ImageHeader.Damaged("JPEG");
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || length > file.Length - at) return ImageHeader.Damaged("JPEG");
            var data = file.Slice(at + 2, length - 2);
            at += length;

            if (marker == ExifSegment && data.StartsWith("Exif\0\0"u8)) orientation = Exif.Orientation(data[6..]);
            else if (IsFrame(marker) && facts is null)
            {
                if (Facts(marker, data).Refuses(out var why, out facts)) return why;
            }
            else if (marker == StartOfScan && ++scans > limits.MaxScans)
                return ImageHeader.TooLarge($"The JPEG has more than {limits.MaxScans} scans, the most that are read.");
        }
        return facts is null || scans == 0 ? ImageHeader.Damaged("JPEG") : facts with { Orientation = orientation };
    }

    /// <summary>Moves behind the next marker, over coded data, in which 0xFF is followed by 0 or a restart.</summary>
    static bool NextMarker(ReadOnlySpan<byte> file, ref int at, out byte marker)
    {
        marker = 0;
        while (true)
        {
            var found = file[at..].IndexOf((byte)0xFF);
            if (found < 0) return false;
            at += found + 1;
            while (at < file.Length && file[at] == 0xFF) at++;
            if (at >= file.Length) return false;
            marker = file[at++];
            if (marker != 0) return true;
        }
    }

    static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    static Outcome<ImageFacts, ImageRefusal> Facts(byte marker, ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6) return ImageHeader.Damaged("JPEG header");
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA) || frame[0] != 8)
            return ImageHeader.NotSupported("Lossless, hierarchical and 12-bit JPEG are not read.");
        ImageColor? color = frame[5] switch
        {
            1 => ImageColor.Gray,
            3 => ImageColor.Rgb,
            4 => ImageColor.Cmyk,
            _ => null,
        };
        if (color is not { } known) return ImageHeader.NotSupported($"A JPEG with {frame[5]} channels is not read.");
        return new ImageFacts(
            ImageFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(frame[3..]),
            BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), Orientation: 1, Frames: 1, BitsPerSample: 8, known,
            HasAlpha: false);
    }
}
