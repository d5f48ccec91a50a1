using System.Buffers;

namespace Labelwise.Inference.Images.Vips;

/// <summary>A picture of libvips: a recipe until its pixels are asked for.</summary>
sealed unsafe class VipsImage(nint image) : IDisposable
{
    const int StripPixels = 1 << 18;

    internal nint Pointer { get; private set; } = image;

    internal int Width => VipsNative.Width(Pointer);

    internal int Height => VipsNative.Height(Pointer);

    /// <summary>Channels, alpha included.</summary>
    internal int Bands => VipsNative.Bands(Pointer);

    internal bool HasAlpha => VipsNative.HasAlpha(Pointer) != 0;

    internal bool HasProfile => VipsNative.FieldType(Pointer, "icc-profile-data") != 0;

    internal VipsInterpretation Interpretation => (VipsInterpretation)VipsNative.Interpretation(Pointer);

    /// <summary>Whether a sample is one byte.</summary>
    internal bool IsByte => VipsNative.Format(Pointer) == 0;

    /// <summary>A picture over these pixels, interleaved and without padding.</summary>
    /// <param name="pixels">Stay pinned for as long as anything made from them.</param>
    internal static VipsImage Over(PinnedBytes pixels, int width, int height, int bands)
    {
        const int unsignedByte = 0;
        var image = VipsNative.NewFromMemory(
            pixels.Pointer, (nuint)pixels.Length, width, height, bands, unsignedByte);
        return image == 0 ? throw new VipsException("image from memory") : new VipsImage(image);
    }

    /// <summary>Computes all samples, interleaved and without padding, into an array of the pool, which may be
    /// longer.</summary>
    /// <exception cref="VipsException">A step of the recipe failed, such as decoding.</exception>
    internal byte[] Pixels()
    {
        var pixels = ArrayPool<byte>.Shared.Rent(checked(Width * Height * Bands));
        var filled = 0;
        try
        {
            EachStrip(strip =>
            {
                strip.CopyTo(pixels.AsSpan(filled));
                filled += strip.Length;
            });
            return pixels;
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(pixels);
            throw;
        }
    }

    /// <summary>Computes every pixel once and keeps none.</summary>
    /// <exception cref="VipsException">A step of the recipe failed, such as decoding.</exception>
    internal void Touch() => EachStrip(_ => { });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Pointer != 0) VipsNative.Unref(Pointer);
        Pointer = 0;
    }

    /// <summary>Rows from top to bottom, a limited number at a time, on the caller's thread: handing a picture to
    /// threads of the library costs more than it saves.</summary>
    void EachStrip(Action<ReadOnlySpan<byte>> use)
    {
        var (width, height) = (Width, Height);
        var rows = Math.Max(1, StripPixels / width);
        var region = VipsNative.NewRegion(Pointer);
        if (region == 0) throw new VipsException("region");
        try
        {
            for (var top = 0; top < height; top += rows)
            {
                nuint length;
                var data = VipsNative.FetchRegion(region, 0, top, width, Math.Min(rows, height - top), &length);
                if (data == 0) throw new VipsException("pixels");
                try { use(new((void*)data, checked((int)length))); }
                finally { VipsNative.Free(data); }
            }
        }
        finally { VipsNative.Unref(region); }
    }
}

/// <summary>Of libvips' colour spaces those that are told apart here.</summary>
enum VipsInterpretation { BlackWhite = 1, Cmyk = 15, Srgb = 22, Rgb16 = 25, Grey16 = 26 }

/// <summary>Bytes that the garbage collector leaves where they are.</summary>
sealed unsafe class PinnedBytes : IDisposable
{
    private MemoryHandle pin;

    internal PinnedBytes(ReadOnlyMemory<byte> bytes)
    {
        pin = bytes.Pin();
        Length = bytes.Length;
    }

    internal void* Pointer => pin.Pointer;

    internal int Length { get; }

    /// <inheritdoc/>
    public void Dispose() => pin.Dispose();
}
