namespace Labelwise.Inference.Images.Vips;

/// <summary>Steps of a recipe. Each takes over the image it is called on.</summary>
static class VipsSteps
{
    internal static VipsImage Then(this VipsImage image, Func<VipsImage, bool> needed, Func<VipsImage, VipsImage> step) =>
        image.Then(needed(image), step);

    internal static VipsImage Then(this VipsImage image, bool needed, Func<VipsImage, VipsImage> step)
    {
        if (!needed) return image;
        using (image) return step(image);
    }

    /// <summary>To one byte a sample.</summary>
    internal static VipsImage Cast(this VipsImage image)
    {
        const int unsignedByte = 0;
        using var cast = new VipsOperation("cast").With("in", image).With("format", unsignedByte);
        return cast.ToImage();
    }

    /// <summary>Keeps all pixels once they are computed, so that the next step may ask for them in any order.</summary>
    internal static VipsImage Still(this VipsImage image)
    {
        using var cache = new VipsOperation("tilecache").With("in", image)
            .With("tile-width", image.Width).With("tile-height", image.Height).With("max-tiles", 1);
        return cache.ToImage();
    }

    /// <remarks>CIPA DC-008, 4.6.5.1.6: each orientation is a turn, then for some a mirror.</remarks>
    internal static VipsImage Upright(this VipsImage image, int orientation)
    {
        var quarterTurns = orientation switch { 3 or 4 => 2, 5 or 6 => 1, 7 or 8 => 3, _ => 0 };
        const int horizontal = 0;
        return image
            .Then(quarterTurns != 0, image =>
            {
                using var turn = new VipsOperation("rot").With("in", image).With("angle", quarterTurns);
                return turn.ToImage();
            })
            .Then(orientation is 2 or 4 or 5 or 7, image =>
            {
                using var mirror = new VipsOperation("flip").With("in", image).With("direction", horizontal);
                return mirror.ToImage();
            });
    }
}
