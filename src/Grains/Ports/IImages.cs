using System.Diagnostics.CodeAnalysis;
using Labelwise.Domain;

namespace Labelwise.Grains.Ports;

/// <summary>What is asked of images. Work runs on threads of the implementation, a bounded number at a time, never on
/// the caller's.</summary>
public interface IImages
{
    /// <summary>Library and version, as <c>libvips 8.18.7</c>.</summary>
    string Version { get; }

    ImageLimits Limits { get; }

    /// <summary>Reads the header alone, in microseconds and on the caller's thread. Knows an image by its bytes, never
    /// by its name.</summary>
    /// <remarks>A file that is damaged behind its header passes here and fails <see cref="Check"/>.</remarks>
    Outcome<ImageFacts, ImageRefusal> Probe(ReadOnlyMemory<byte> bytes);

    /// <summary>Probes, then decodes every pixel of the first frame: what passes can be shown and predicted.</summary>
    ValueTask<Outcome<ImageFacts, ImageRefusal>> Check(
        ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default);

    /// <summary>Upright, in sRGB, without metadata, at most <paramref name="maxSidePx"/> wide and high; never
    /// enlarged.</summary>
    ValueTask<Outcome<EncodedImage, ImageRefusal>> Thumbnail(
        ReadOnlyMemory<byte> bytes, int maxSidePx, ImageEncoding encoding = ImageEncoding.WebP,
        CancellationToken cancellation = default);

    /// <summary>Upright and in gray, stretched to a square: what it looks like, without its proportions.</summary>
    ValueTask<Outcome<GrayPixels, ImageRefusal>> Gray(ReadOnlyMemory<byte> bytes, int sidePx, CancellationToken cancellation = default);
}

/// <param name="Pixels">Row by row, a byte each.</param>
public sealed record GrayPixels(ReadOnlyMemory<byte> Pixels);

/// <summary>The formats that are read; everything else is refused.</summary>
public enum ImageFormat { Jpeg, Png, WebP, Gif, Tiff }

/// <summary>The formats that are written.</summary>
public enum ImageEncoding { WebP, Jpeg, Png }

/// <summary>How colours are stored.</summary>
public enum ImageColor { Gray, Rgb, Palette, Cmyk }

/// <param name="Orientation">EXIF orientation 1 to 8; from 5 on, stored width and height change places.</param>
/// <param name="Frames">Frames of an animation or pages; the first is the sample.</param>
/// <param name="BitsPerSample">Of one channel, as stored.</param>
[GenerateSerializer, Immutable, Alias("image-facts")]
public sealed record ImageFacts(
    ImageFormat Format, int StoredWidth, int StoredHeight, int Orientation, int Frames, int BitsPerSample,
    ImageColor Color, bool HasAlpha)
{
    /// <summary>Pixels across the upright image.</summary>
    public int Width => Orientation >= 5 ? StoredHeight : StoredWidth;

    /// <summary>Pixels down the upright image.</summary>
    public int Height => Orientation >= 5 ? StoredWidth : StoredHeight;

    public string MediaType => Format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.WebP => "image/webp",
        ImageFormat.Gif => "image/gif",
        _ => "image/tiff",
    };

    /// <summary>Whether every browser shows the original bytes.</summary>
    public bool ShownByBrowsers => Format != ImageFormat.Tiff && Color != ImageColor.Cmyk;
}

/// <param name="Bytes">The whole file.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record EncodedImage(ReadOnlyMemory<byte> Bytes, string MediaType, int Width, int Height);

/// <summary>Why an image is not taken.</summary>
/// <param name="Code">One of <see cref="ImageRefusals"/>.</param>
/// <param name="Message">For the person who brought the file.</param>
[GenerateSerializer, Immutable, Alias("image-refusal")]
public sealed record ImageRefusal(string Code, string Message) : Refusal(Code, Message);

/// <summary>The codes of <see cref="ImageRefusal"/>.</summary>
public static class ImageRefusals
{
    public const string Empty = "image-empty";
    public const string Damaged = "image-damaged";
    public const string TooLarge = "image-too-large";
    public const string NotSupported = "image-not-supported";
}

/// <param name="MaxBytes">Of the file.</param>
/// <param name="MaxPixels">Of the first frame.</param>
/// <param name="MaxSidePx">Width or height.</param>
/// <param name="MaxFrames">Of an animation, or pages.</param>
/// <param name="MaxScans">Of a progressive JPEG, each of which costs a pass over all pixels.</param>
public sealed record ImageLimits(long MaxBytes, long MaxPixels, int MaxSidePx, int MaxFrames, int MaxScans)
{
    public static readonly ImageLimits Default = new(
        MaxBytes: 256L << 20, MaxPixels: 128_000_000, MaxSidePx: 50_000, MaxFrames: 10_000, MaxScans: 200);
}

/// <summary>A value, or why there is none.</summary>
public readonly struct Outcome<T, TRefusal>
    where T : class
    where TRefusal : Refusal
{
    private readonly T? value;
    private readonly TRefusal? refusal;

    public Outcome(T value) => this.value = value;

    public Outcome(TRefusal refusal) => this.refusal = refusal;

    public static implicit operator Outcome<T, TRefusal>(T value) => new(value);

    public static implicit operator Outcome<T, TRefusal>(TRefusal refusal) => new(refusal);

    /// <summary>True with the reason, or false with the value.</summary>
    public bool Refuses([NotNullWhen(true)] out TRefusal? why, [NotNullWhen(false)] out T? result)
    {
        why = refusal;
        result = value;
        return refusal is not null;
    }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => value ?? throw new InvalidOperationException($"Refused: {refusal}");

    /// <summary>Null where there is a value.</summary>
    public TRefusal? Refusal => refusal;
}
