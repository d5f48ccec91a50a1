using Labelwise.Grains.Ports;
using Labelwise.Inference.Images.Headers;
using Labelwise.Inference.Images.Vips;

namespace Labelwise.Inference.Images;

/// <summary>Images through libvips: as many at a time as the machine has cores, large ones one after another.</summary>
public sealed class LibvipsImages : IImages, IDisposable
{
    /// <summary>Above this an image waits for other large ones, so that their memory never adds up.</summary>
    const long LargePixels = 16_000_000;

    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);
    private readonly SemaphoreSlim large = new(1);

    public LibvipsImages(ImageLimits? limits = null)
    {
        Limits = limits ?? ImageLimits.Default;
        Version = $"libvips {VipsLibrary.Version}";
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public ImageLimits Limits { get; }

    /// <inheritdoc/>
    public Outcome<ImageFacts, ImageRefusal> Probe(ReadOnlyMemory<byte> bytes) => ImageHeader.Read(bytes.Span, Limits);

    /// <inheritdoc/>
    public ValueTask<Outcome<ImageFacts, ImageRefusal>> Check(
        ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) =>
        Work(bytes, facts => ImageDecoder.Verify(bytes, facts) ? facts : null, cancellation);

    /// <inheritdoc/>
    public ValueTask<Outcome<EncodedImage, ImageRefusal>> Thumbnail(
        ReadOnlyMemory<byte> bytes, int maxSidePx, ImageEncoding encoding = ImageEncoding.WebP,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSidePx, 1);
        return Work(bytes, facts => ImageDecoder.Thumbnail(bytes, facts, maxSidePx, encoding), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<GrayPixels, ImageRefusal>> Gray(ReadOnlyMemory<byte> bytes, int sidePx, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sidePx, 1);
        return Work(bytes, facts => ImageDecoder.Gray(bytes, facts, sidePx), cancellation);
    }

    /// <summary>Draws an SVG that this program made, as PNG. Never give it a file that somebody brought.</summary>
    /// <exception cref="ArgumentException">The drawing is no SVG.</exception>
    public static EncodedImage Rasterise(ReadOnlyMemory<byte> ownSvg)
    {
        _ = VipsLibrary.Version;
        using var bytes = new PinnedBytes(ownSvg);
        try
        {
            using var load = new VipsOperation("svgload_buffer").With("buffer", bytes);
            using var drawn = load.ToImage();
            using var flatten = new VipsOperation("flatten").With("in", drawn).With("background", 255d);
            using var opaque = flatten.ToImage();
            return ImageEncoder.Encode(opaque, ImageEncoding.Png);
        }
        catch (VipsException e) { throw new ArgumentException(e.Message, nameof(ownSvg), e); }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cores.Dispose();
        large.Dispose();
    }

    /// <summary>Decodes on the caller's thread; for callers that have threads of their own.</summary>
    internal Outcome<DecodedImage, ImageRefusal> Decode(ReadOnlyMemory<byte> bytes)
    {
        if (Probe(bytes).Refuses(out var why, out var facts)) return why;
        var isLarge = IsLarge(facts);
        if (isLarge) large.Wait();
        try { return OrDamaged(ImageDecoder.Decode(bytes, facts), facts); }
        finally { if (isLarge) large.Release(); }
    }

    async ValueTask<Outcome<T, ImageRefusal>> Work<T>(
        ReadOnlyMemory<byte> bytes, Func<ImageFacts, T?> work, CancellationToken cancellation) where T : class
    {
        if (Probe(bytes).Refuses(out var why, out var facts)) return why;
        var isLarge = IsLarge(facts);
        if (isLarge) await large.WaitAsync(cancellation);
        try
        {
            await cores.WaitAsync(cancellation);
            try { return OrDamaged(await Task.Run(() => work(facts), cancellation), facts); }
            finally { cores.Release(); }
        }
        finally { if (isLarge) large.Release(); }
    }

    static Outcome<T, ImageRefusal> OrDamaged<T>(T? made, ImageFacts facts) where T : class =>
        made is null ? ImageHeader.Damaged($"{facts.Format} image") : made;

    static bool IsLarge(ImageFacts facts) => (long)facts.StoredWidth * facts.StoredHeight > LargePixels;
}
