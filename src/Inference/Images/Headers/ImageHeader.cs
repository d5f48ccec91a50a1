using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Images.Headers;

/// <summary>Reads an image's facts from its own bytes without decoding pixels and without native code. Every walk is
/// bounded by the file's length.</summary>
static class ImageHeader
{
    public static Outcome<ImageFacts, ImageRefusal> Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        if (file.IsEmpty) return new ImageRefusal(ImageRefusals.Empty, "The file is empty.");
        if (file.Length > limits.MaxBytes)
            return TooLarge($"The file has {file.Length} bytes; an image may have {limits.MaxBytes}.");

        var facts = file switch
        {
            [0xFF, 0xD8, 0xFF, ..] => JpegHeader.Read(file, limits),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngHeader.Read(file),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
                WebPHeader.Read(file),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] =>
                GifHeader.Read(file, limits),
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => TiffHeader.Read(file, limits),
            _ => NotSupported("This is none of JPEG, PNG, WebP, GIF and TIFF, judged by its bytes."),
        };
        return facts.Refuses(out var why, out var read) ? why : Limit(read, limits);
    }

    internal static ImageRefusal Damaged(string what) =>
        new(ImageRefusals.Damaged, $"The {what} is damaged or cut short.");

    internal static ImageRefusal NotSupported(string message) => new(ImageRefusals.NotSupported, message);

    internal static ImageRefusal TooLarge(string message) => new(ImageRefusals.TooLarge, message);

    internal static ImageRefusal TooManyFrames(ImageLimits limits) =>
        TooLarge($"The image has more than {limits.MaxFrames} frames, the most that are read.");

    static Outcome<ImageFacts, ImageRefusal> Limit(ImageFacts facts, ImageLimits limits)
    {
        if (facts.StoredWidth <= 0 || facts.StoredHeight <= 0) return Damaged($"{facts.Format} header");
        if (facts.StoredWidth > limits.MaxSidePx || facts.StoredHeight > limits.MaxSidePx)
            return TooLarge($"The image is {facts.StoredWidth} × {facts.StoredHeight} pixels; a side may have {limits.MaxSidePx}.");
        if ((long)facts.StoredWidth * facts.StoredHeight > limits.MaxPixels)
            return TooLarge($"The image is {facts.StoredWidth} × {facts.StoredHeight} pixels; it may have {limits.MaxPixels} in all.");
        if (facts.Frames > limits.MaxFrames) return TooManyFrames(limits);
        return facts;
    }
}
