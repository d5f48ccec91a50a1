using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Images.Vips;

namespace Labelwise.Tests.Inference;

public sealed class ImageTests : IDisposable
{
    readonly LibvipsImages images = new();

    public void Dispose() => images.Dispose();

    [Fact]
    public void The_version_of_the_image_library_is_shown() => Assert.Equal("libvips 8.18.7", images.Version);

    [Theory, InlineData(ImageEncoding.Png), InlineData(ImageEncoding.Jpeg), InlineData(ImageEncoding.WebP)]
    public async Task A_picture_is_checked_and_decoded_to_the_colours_drawn(ImageEncoding encoding)
    {
        var file = Pictures.Plain(Pictures.Green, 33, 21, encoding);
        var facts = (await images.Check(file)).Value;
        Assert.Equal((33, 21, 1, false), (facts.Width, facts.Height, facts.Frames, facts.HasAlpha));
        using var decoded = images.Decode(file).Value;
        Assert.Equal((33, 21, 3), (decoded.Width, decoded.Height, decoded.Channels));
        Assert.InRange(decoded.Pixels[0], 0, 25);
        Assert.InRange(decoded.Pixels[1], 185, 215);
        Assert.InRange(decoded.Pixels[2], 15, 45);
    }

    [Theory]
    [InlineData(1, 0, 0), InlineData(2, 1, 0), InlineData(3, 1, 1), InlineData(4, 0, 1)]
    [InlineData(5, 0, 0), InlineData(6, 1, 0), InlineData(7, 1, 1), InlineData(8, 0, 1)]
    public async Task A_photo_is_shown_upright_whatever_way_the_camera_was_held(int orientation, int right, int bottom)
    {
        var file = Pictures.Oriented(Pictures.Corner(64, 32, ImageEncoding.Jpeg), orientation);
        var facts = images.Probe(file).Value;
        Assert.Equal(orientation >= 5 ? (32, 64) : (64, 32), (facts.Width, facts.Height));

        using (var decoded = images.Decode(file).Value) AssertRedIn(decoded, right, bottom);
        var thumbnail = (await images.Thumbnail(file, 32, ImageEncoding.Png)).Value;
        Assert.Equal(orientation >= 5 ? (16, 32) : (32, 16), (thumbnail.Width, thumbnail.Height));
        using (var small = images.Decode(thumbnail.Bytes).Value) AssertRedIn(small, right, bottom);
    }

    [Fact]
    public async Task A_thumbnail_is_never_larger_than_the_picture() => Assert.Equal(
        16, (await images.Thumbnail(Pictures.Plain(Pictures.Red), 500)).Value.Width);

    [Theory]
    [InlineData("a vips file", "b6a6f208000000100000000c")]
    [InlineData("a HEIC photo", "00000018667479706865696300000000")]
    [InlineData("a PDF", "255044462d312e340a")]
    [InlineData("a Photoshop file", "384250530001000000000000")]
    [InlineData("a bitmap of Windows", "424d46000000000000003600")]
    [InlineData("a portable pixmap", "50360a312031203235350a000000")]
    [InlineData("JPEG 2000", "0000000c6a5020200d0a870a")]
    [InlineData("JPEG XL", "ff0a0000000000000000")]
    [InlineData("a script for ImageMagick", "70757368206772617068696373")]
    [InlineData("an SVG", "3c73766720786d6c6e733d22")]
    public async Task What_is_none_of_the_five_formats_is_refused(string what, string hex)
    {
        var refusal = (await images.Check(Convert.FromHexString(hex))).Refusal;
        Assert.Equal((what, ImageRefusals.NotSupported), (what, refusal?.Code));
    }

    [Theory]
    [InlineData("pngload"), InlineData("jpegload"), InlineData("webpload"), InlineData("svgload")]
    [InlineData("csvload"), InlineData("rawload")]
    public void A_loader_that_is_not_named_does_not_run_on_a_sound_file(string loader)
    {
        _ = images.Version;
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, loader switch
            {
                "pngload" => Noise(ImageEncoding.Png),
                "jpegload" => Noise(ImageEncoding.Jpeg),
                "webpload" => Noise(ImageEncoding.WebP),
                "svgload" => "<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'/>"u8.ToArray(),
                _ => "1,2,3\n"u8.ToArray(),
            });
            using var operation = new VipsOperation(loader).With("filename", file);
            if (loader is "rawload") operation.With("width", 1).With("height", 1).With("bands", 1);
            Assert.Throws<VipsException>(() => operation.ToImage().Dispose());
        }
        finally { File.Delete(file); }
    }

    [Theory, InlineData("vipssave"), InlineData("rawsave"), InlineData("tiffsave"), InlineData("pngsave")]
    public void A_saver_that_is_not_named_writes_nothing(string saver)
    {
        _ = images.Version;
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.out");
        using var pixel = new PinnedBytes(new byte[1]);
        using var image = VipsImage.Over(pixel, 1, 1, 1);
        Assert.Throws<VipsException>(() =>
        {
            using var operation = new VipsOperation(saver).With("in", image).With("filename", file);
            operation.ToBytes();
        });
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void An_animation_of_a_hundred_thousand_frames_is_refused_by_its_frames()
    {
        var frame = Convert.FromHexString("2c000000000100010000" + "0202440100");
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. Enumerable.Repeat(frame, 100_000).SelectMany(b => b), 0x3B];
        Assert.Equal(ImageRefusals.TooLarge, images.Probe(gif).Refusal?.Code);
        Assert.Contains("frames", images.Probe(gif).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_JPEG_of_ten_thousand_scans_is_refused_by_its_scans()
    {
        var jpeg = Pictures.Plain(Pictures.Red, encoding: ImageEncoding.Jpeg);
        var scan = Convert.FromHexString("ffda0008010100003f0000");
        byte[] many = [.. jpeg[..^2], .. Enumerable.Repeat(scan, 10_000).SelectMany(b => b), .. jpeg[^2..]];
        Assert.Contains("scans", images.Probe(many).Refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PNG_of_65000_squared_is_refused_from_its_header()
    {
        var png = Pictures.Plain(Pictures.Red);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 65_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 65_000);
        Assert.Equal(ImageRefusals.TooLarge, images.Probe(png).Refusal?.Code);
    }

    [Fact]
    public async Task An_empty_file_is_refused_as_empty() => Assert.Equal(
        ImageRefusals.Empty, (await images.Check(Array.Empty<byte>())).Refusal?.Code);

    [Theory, InlineData(ImageEncoding.Png), InlineData(ImageEncoding.Jpeg), InlineData(ImageEncoding.WebP)]
    public async Task A_picture_cut_short_anywhere_is_refused(ImageEncoding encoding)
    {
        var file = Noise(encoding);
        for (var length = 1; length < file.Length - 1; length += 1 + file.Length / 40)
            Assert.True((await images.Check(file.AsMemory(0, length))).Refusal is not null, $"{encoding} cut to {length} of {file.Length}");
    }

    [Fact]
    public void A_flipped_bit_in_a_PNG_is_found()
    {
        var file = Noise(ImageEncoding.Png);
        var pixels = Encoding.Latin1.GetString(file).IndexOf("IDAT", StringComparison.Ordinal);
        Prop.ForAll(Gen.Choose(pixels, file.Length - 13).ToArbitrary(), Gen.Choose(0, 7).ToArbitrary(), (at, bit) =>
        {
            var damaged = file.ToArray();
            damaged[at] ^= (byte)(1 << bit);
            return images.Decode(damaged).Refusal?.Code is ImageRefusals.Damaged;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_bytes_whatever_end_the_process()
    {
        byte[][] files = [Noise(ImageEncoding.Png), Noise(ImageEncoding.Jpeg), Noise(ImageEncoding.WebP), TinyTiff(), TinyGif()];
        Prop.ForAll(
            Gen.Elements(files).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(),
            (file, at, value) =>
            {
                var changed = file.ToArray();
                changed[at % changed.Length] = (byte)value;
                changed[at / 7 % changed.Length] ^= 0x55;
                var outcome = images.Decode(changed);
                if (!outcome.Refuses(out var why, out var decoded)) decoded.Dispose();
                return why is null || why.Message.Length > 0;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Our_own_drawing_becomes_a_picture()
    {
        var drawn = LibvipsImages.Rasterise(Encoding.UTF8.GetBytes(
            "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect width='20' height='10' fill='#00c800'/></svg>"));
        using var decoded = images.Decode(drawn.Bytes).Value;
        Assert.Equal((20, 10, "image/png"), (drawn.Width, drawn.Height, drawn.MediaType));
        Assert.Equal([0, 200, 0], decoded.Pixels[..3].ToArray());
    }

    static byte[] Noise(ImageEncoding encoding)
    {
        var random = new System.Random(7);
        return Pictures.Draw(40, 30, (_, _) => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)), encoding);
    }

    static byte[] TinyGif() => Convert.FromHexString(
        "47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b");

    /// <summary>One gray pixel.</summary>
    static byte[] TinyTiff() => Convert.FromHexString(
        "49492a0008000000" + "0800" + "000103000100000001000000" + "010103000100000001000000" + "020103000100000008000000"
        + "030103000100000001000000" + "060103000100000001000000" + "11010400010000006e000000" + "160103000100000001000000"
        + "170104000100000001000000" + "00000000" + "80");

    static void AssertRedIn(DecodedImage image, int right, int bottom)
    {
        for (var corner = 0; corner < 4; corner++)
        {
            var (x, y) = ((corner & 1) * (image.Width - 1), (corner >> 1) * (image.Height - 1));
            var isRed = image.Pixels[(y * image.Width + x) * 3] > 128;
            Assert.Equal(((corner & 1) == right && corner >> 1 == bottom), isRed);
        }
    }
}
