using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images.Headers;

/// <remarks>TIFF revision 6.0, sections 2, 8 and 16.</remarks>
static class TiffHeader
{
    const int WidthTag = 256, HeightTag = 257, BitsTag = 258, PhotometricTag = 262, SamplesTag = 277,
        ExtraSamplesTag = 338, SampleFormatTag = 339;

    public static Outcome<ImageFacts, ImageRefusal> Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        if (!TiffDirectory.First(file, out var first)) return ImageHeader.Damaged("TIFF");
        var pages = 1;
        for (var page = first; page.Next(out page);)
            if (++pages > limits.MaxFrames) return ImageHeader.TooManyFrames(limits);  // also ends a loop of pages

        if (first.Number(WidthTag) is not { } width || first.Number(HeightTag) is not { } height)
            return ImageHeader.Damaged("TIFF header");
        var bits = first.Number(BitsTag) ?? 1;
        if (bits is not (1 or 2 or 4 or 8 or 16) || (first.Number(SampleFormatTag) ?? 1) != 1)
            return ImageHeader.NotSupported("Only TIFF with whole numbers of up to 16 bits is read.");
        ImageColor? color = first.Number(PhotometricTag) switch
        {
            0 or 1 => ImageColor.Gray,
            2 or 6 or 8 => ImageColor.Rgb,
            3 => ImageColor.Palette,
            5 => ImageColor.Cmyk,
            _ => null,
        };
        if (color is not { } known || (first.Number(SamplesTag) ?? 1) > 5)
            return ImageHeader.NotSupported("This TIFF's colours are of a kind that is not read.");
        return new ImageFacts(
            ImageFormat.Tiff, (int)Math.Min(int.MaxValue, width), (int)Math.Min(int.MaxValue, height),
            Exif.Orientation(first), pages, (int)bits, known, HasAlpha: first.Number(ExtraSamplesTag) is 1 or 2);
    }
}
