using Labelwise.Inference.Images.Vips;

namespace Labelwise.Inference.Images;

/// <summary>From whatever a file stores to sRGB in 8 bits. Gray stays gray; transparency is laid on white, as people
/// see it.</summary>
static class Colours
{
    /// <summary>Takes over <paramref name="image"/>.</summary>
    public static VipsImage ToSrgb(VipsImage image) => Managed(image)
        .Then(image => image.HasAlpha, OnWhite)
        .Then(image => image.Bands is not (1 or 3), Colour)
        .Then(image => !image.IsByte, image => image.Cast());

    static VipsImage Managed(VipsImage image)
    {
        var cmyk = image.Interpretation is VipsInterpretation.Cmyk;
        var gray = image.Interpretation is VipsInterpretation.BlackWhite or VipsInterpretation.Grey16;
        if (cmyk || (image.HasProfile && !gray))
        {
            try
            {
                using var transform = new VipsOperation("icc_transform").With("in", image)
                    .With("output-profile", "srgb").With("embedded", truth: true)
                    .With("input-profile", cmyk ? "cmyk" : "srgb");
                var managed = transform.ToImage();
                image.Dispose();
                return managed;
            }
            catch (VipsException) { }  // a profile that is no profile is passed over, as browsers do
        }
        var space = gray ? VipsInterpretation.BlackWhite : VipsInterpretation.Srgb;
        return image.Then(image => image.Interpretation != space || !image.IsByte, image =>
        {
            using var plain = new VipsOperation("colourspace").With("in", image).With("space", (int)space);
            return plain.ToImage();
        });
    }

    static VipsImage OnWhite(VipsImage image)
    {
        using var flatten = new VipsOperation("flatten").With("in", image).With("background", 255d);
        return flatten.ToImage();
    }

    static VipsImage Colour(VipsImage image)
    {
        using var first = new VipsOperation("extract_band").With("in", image).With("band", 0)
            .With("n", image.Bands >= 3 ? 3 : 1);
        return first.ToImage();
    }
}
