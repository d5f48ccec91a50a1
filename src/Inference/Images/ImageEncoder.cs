using Labelwise.Grains.Ports;
using Labelwise.Inference.Images.Vips;

namespace Labelwise.Inference.Images;

/// <summary>From pixels to files that browsers show, without metadata.</summary>
static class ImageEncoder
{
    const int WebPQuality = 80, JpegQuality = 85, KeepNothing = 0;

    public static EncodedImage Encode(VipsImage image, ImageEncoding encoding)
    {
        using var operation = encoding switch
        {
            ImageEncoding.WebP => new VipsOperation("webpsave_buffer").With("Q", WebPQuality).With("effort", 2),
            ImageEncoding.Jpeg => new VipsOperation("jpegsave_buffer").With("Q", JpegQuality),
            _ => new VipsOperation("pngsave_buffer"),
        };
        operation.With("in", image).With("keep", KeepNothing);
        var (width, height) = (image.Width, image.Height);
        return new(operation.ToBytes(), MediaType(encoding), width, height);
    }

    static string MediaType(ImageEncoding encoding) => encoding switch
    {
        ImageEncoding.WebP => "image/webp",
        ImageEncoding.Jpeg => "image/jpeg",
        _ => "image/png",
    };
}
