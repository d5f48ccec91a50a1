using System.Text.Json;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;

namespace Labelwise.Tests.Inference;

public sealed class SharedPhotos : IDisposable
{
    readonly LibvipsImages images = new();

    public void Dispose() => images.Dispose();

    public static TheoryData<string> Hostile => new(
        "truncated.jpg", "png-bomb-30000x30000.png", "zip-slip.zip", "zip-bomb-overlapped.zip", "zip-lying-size.zip",
        "script-and-entity.svg", "html-named.jpg", "empty.jpg", "README.md");

    [Fact]
    public async Task Every_kind_of_photo_is_known_by_its_header_as_its_list_says_and_decodes()
    {
        var facts = JsonDocument.Parse(SharedData.Bytes("photos/photos.json")).RootElement;
        Assert.NotEqual(0, facts.GetArrayLength());
        foreach (var photo in facts.EnumerateArray())
        {
            var file = photo.GetProperty("file").GetString()!;
            var read = (await images.Check(SharedData.Bytes($"photos/{file}"))).Value;
            int Expected(string name) => photo.GetProperty(name).GetInt32();
            var color = photo.GetProperty("mode").GetString() switch
            {
                "RGB" => ImageColor.Rgb, "P" => ImageColor.Palette, "CMYK" => ImageColor.Cmyk, _ => ImageColor.Gray,
            };
            Assert.Equal(photo.GetProperty("format").GetString(), $"{read.Format}".ToUpperInvariant());
            Assert.Equal(
                (file, Expected("storedWidth"), Expected("storedHeight"), Expected("width"), Expected("height"),
                    Expected("exifOrientation"), Expected("frames"), Expected("bitsPerSample"), color),
                (file, read.StoredWidth, read.StoredHeight, read.Width, read.Height,
                    read.Orientation, read.Frames, read.BitsPerSample, read.Color));

            using var decoded = images.Decode(SharedData.Bytes($"photos/{file}")).Value;
            Assert.Equal((file, read.Width, read.Height), (file, decoded.Width, decoded.Height));
            Assert.Equal(color == ImageColor.Gray ? 1 : 3, decoded.Channels);

            var thumbnail = (await images.Thumbnail(SharedData.Bytes($"photos/{file}"), 128)).Value;
            Assert.True(Math.Max(thumbnail.Width, thumbnail.Height) <= 128, file);
            Assert.Equal(read.Width > read.Height, thumbnail.Width > thumbnail.Height);
            Assert.Equal(ImageFormat.WebP, images.Probe(thumbnail.Bytes).Value.Format);
        }
    }

    [Theory, MemberData(nameof(Hostile))]
    public async Task A_hostile_file_is_refused_for_what_it_is(string file)
    {
        var refusal = (await images.Check(SharedData.Bytes($"photos/hostile/{file}"))).Refusal;
        Assert.Equal(file switch
        {
            "truncated.jpg" => ImageRefusals.Damaged,
            "png-bomb-30000x30000.png" => ImageRefusals.TooLarge,
            "empty.jpg" => ImageRefusals.Empty,
            _ => ImageRefusals.NotSupported,
        }, refusal?.Code);
    }

    [Fact]
    public async Task A_JPEG_named_png_is_a_JPEG() => Assert.Equal(
        "image/jpeg", (await images.Check(SharedData.Bytes("photos/hostile/jpeg-named.png"))).Value.MediaType);

    [Fact]
    public void The_CMYK_rocket_looks_like_the_one_it_was_made_of()
    {
        using var cmyk = images.Decode(SharedData.Bytes("photos/rocket-cmyk.jpg")).Value;
        using var rgb = images.Decode(SharedData.Bytes("photos/rocket.jpg")).Value;
        Assert.InRange(MeanDifference(cmyk, rgb), 0, 40);  // no profile: a printer's guess of the same picture
    }

    [Fact]
    public void Sixteen_bits_are_shown_as_the_same_picture_in_eight()
    {
        using var gray = images.Decode(SharedData.Bytes("photos/coffee-gray16.png")).Value;
        using var colour = images.Decode(SharedData.Bytes("photos/coffee.png")).Value;
        Assert.Equal((colour.Width, colour.Height, 1), (gray.Width, gray.Height, gray.Channels));
        Assert.InRange(gray.Pixels.ToArray().Average(level => level), 20, 235);
    }

    static double MeanDifference(DecodedImage a, DecodedImage b)
    {
        Assert.Equal(a.Pixels.Length, b.Pixels.Length);
        double sum = 0;
        for (var i = 0; i < a.Pixels.Length; i++) sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        return sum / a.Pixels.Length;
    }
}
