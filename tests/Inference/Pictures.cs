using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Images.Vips;

namespace Labelwise.Tests.Inference;

/// <summary>Pictures drawn for a test.</summary>
static class Pictures
{
    public static readonly (byte R, byte G, byte B) Red = (220, 10, 20), Green = (10, 200, 30), Blue = (20, 30, 210);

    public static byte[] Plain((byte R, byte G, byte B) colour, int width = 16, int height = 12, ImageEncoding encoding = ImageEncoding.Png) =>
        Draw(width, height, (_, _) => colour, encoding);

    /// <summary>Red in the top left corner, so that every turn and mirror of it looks different.</summary>
    public static byte[] Corner(int width, int height, ImageEncoding encoding) => Draw(
        width, height, (x, y) => x < width / 4 && y < height / 2 ? Red : Blue, encoding);

    public static byte[] Draw(int width, int height, Func<int, int, (byte R, byte G, byte B)> pixel, ImageEncoding encoding)
    {
        _ = VipsLibrary.Version;
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = pixel(i % width, i / width);
        using var pinned = new PinnedBytes(pixels);
        using var image = VipsImage.Over(pinned, width, height, 3);
        using var srgb = new VipsOperation("copy").With("in", image).With("interpretation", (int)VipsInterpretation.Srgb);
        using var coloured = srgb.ToImage();
        return ImageEncoder.Encode(coloured, encoding).Bytes.ToArray();
    }

    /// <summary>Puts an EXIF block that says only the orientation behind the first two bytes of a JPEG.</summary>
    public static byte[] Oriented(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0,
            (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
