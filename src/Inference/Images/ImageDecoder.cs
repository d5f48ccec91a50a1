using System.Buffers;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images.Vips;

namespace Labelwise.Inference.Images;

/// <summary>An upright image in sRGB or gray, 8 bits a channel, interleaved, without padding and without alpha. Its
/// memory is lent; dispose of it.</summary>
sealed class DecodedImage(byte[] lent, int width, int height, int channels) : IDisposable
{
    private byte[]? pixels = lent;

    public int Width => width;

    public int Height => height;

    /// <summary>1 for gray, 3 for red, green, blue.</summary>
    public int Channels => channels;

    public ReadOnlySpan<byte> Pixels => pixels.AsSpan(0, width * height * channels);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (pixels is not null) ArrayPool<byte>.Shared.Return(pixels);
        pixels = null;
    }
}

/// <summary>From a file's bytes to pixels, once its header was read.</summary>
static class ImageDecoder
{
    const int FailOnError = 2, Sequential = 1, Random = 0;

    /// <summary>Decodes the first frame.</summary>
    /// <returns>Null where the file is damaged behind its header.</returns>
    public static DecodedImage? Decode(ReadOnlyMemory<byte> file, ImageFacts facts)
    {
        if (SmallPng.Takes(file.Span, facts)) return SmallPng.Decode(file, facts);
        using var bytes = new PinnedBytes(file);
        try
        {
            using var upright = Colours.ToSrgb(Load(bytes, facts)).Upright(facts.Orientation);
            return (upright.Width, upright.Height) == (facts.Width, facts.Height)
                ? new(upright.Pixels(), upright.Width, upright.Height, upright.Bands)
                : null;
        }
        catch (VipsException) { return null; }
    }

    /// <summary>Decodes every pixel of the first frame and keeps none.</summary>
    /// <returns>False where the file is damaged behind its header.</returns>
    public static bool Verify(ReadOnlyMemory<byte> file, ImageFacts facts)
    {
        if (SmallPng.Takes(file.Span, facts))
        {
            using var decoded = SmallPng.Decode(file, facts);
            return decoded is not null;
        }
        using var bytes = new PinnedBytes(file);
        try
        {
            using var stored = Load(bytes, facts with { Orientation = 1 });
            if ((stored.Width, stored.Height) != (facts.StoredWidth, facts.StoredHeight)) return false;
            stored.Touch();
            return true;
        }
        catch (VipsException) { return false; }
    }

    /// <summary>A small upright picture in sRGB. JPEG and WebP are shrunk while they are decoded.</summary>
    /// <returns>Null where the file is damaged behind its header.</returns>
    public static EncodedImage? Thumbnail(
        ReadOnlyMemory<byte> file, ImageFacts facts, int maxSidePx, ImageEncoding encoding)
    {
        const int onlyDown = 2;
        using var bytes = new PinnedBytes(file);
        try
        {
            using var operation = new VipsOperation("thumbnail_buffer")
                .With("buffer", bytes).With("width", maxSidePx).With("height", maxSidePx).With("size", onlyDown)
                .With("no-rotate", truth: true).With("fail-on", FailOnError);
            using var upright = Colours.ToSrgb(operation.ToImage())
                .Then(facts.Orientation != 1, image => image.Still())
                .Upright(facts.Orientation);
            return ImageEncoder.Encode(upright, encoding);
        }
        catch (VipsException) { return null; }
    }

    /// <summary>A square of gray pixels, whatever the proportions were. JPEG and WebP are shrunk while they are decoded.</summary>
    /// <returns>Null where the file is damaged behind its header.</returns>
    public static GrayPixels? Gray(ReadOnlyMemory<byte> file, ImageFacts facts, int sidePx)
    {
        const int toThisSize = 3, blackWhite = (int)VipsInterpretation.BlackWhite;
        using var bytes = new PinnedBytes(file);
        try
        {
            using var operation = new VipsOperation("thumbnail_buffer")
                .With("buffer", bytes).With("width", sidePx).With("height", sidePx).With("size", toThisSize)
                .With("no-rotate", truth: true).With("fail-on", FailOnError);
            using var gray = Colours.ToSrgb(operation.ToImage())
                .Then(image => image.Bands > 1, image =>
                {
                    using var plain = new VipsOperation("colourspace").With("in", image).With("space", blackWhite);
                    return plain.ToImage();
                })
                .Then(facts.Orientation != 1, image => image.Still())
                .Upright(facts.Orientation);
            var lent = gray.Pixels();
            try { return new(lent.AsSpan(0, sidePx * sidePx).ToArray()); }
            finally { ArrayPool<byte>.Shared.Return(lent); }
        }
        catch (VipsException) { return null; }
    }

    static VipsImage Load(PinnedBytes bytes, ImageFacts facts)
    {
        using var operation = new VipsOperation(facts.Format switch
        {
            ImageFormat.Jpeg => "jpegload_buffer",
            ImageFormat.Png => "pngload_buffer",
            ImageFormat.WebP => "webpload_buffer",
            ImageFormat.Gif => "gifload_buffer",
            _ => "tiffload_buffer",
        });
        // Turning needs rows out of order, so such a file is decoded whole first.
        return operation.With("buffer", bytes).With("fail-on", FailOnError)
            .With("access", facts.Orientation == 1 ? Sequential : Random).ToImage();
    }
}
