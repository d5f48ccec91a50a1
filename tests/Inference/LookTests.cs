using Labelwise.Domain.Quality.Consistency;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;

namespace Labelwise.Tests.Inference;

/// <summary>What a picture looks like, in 64 bits, whatever it is packed in.</summary>
public sealed class LookTests : IDisposable
{
    readonly LibvipsImages images = new();

    public void Dispose() => images.Dispose();

    [Theory, InlineData(ImageEncoding.Jpeg), InlineData(ImageEncoding.WebP), InlineData(ImageEncoding.Png)]
    public async Task A_picture_scaled_and_packed_otherwise_looks_the_same(ImageEncoding encoding)
    {
        var look = await LookOf(Rings(200, 160, ImageEncoding.Png, 3));
        Assert.InRange(PerceptualHash.Apart(look, await LookOf(Rings(90, 72, encoding, 3))), 0, PerceptualHash.MostApart);
        Assert.InRange(PerceptualHash.Apart(look, await LookOf(Rings(200, 160, encoding, 7))), PerceptualHash.MostApart + 4, 64);
    }

    [Fact]
    public async Task Pixels_are_gray_and_upright()
    {
        var upright = Pictures.Corner(64, 64, ImageEncoding.Jpeg);
        var turned = (await images.Gray(Pictures.Oriented(upright, 3), 32)).Value.Pixels;
        var gray = (await images.Gray(upright, 32)).Value.Pixels;
        Assert.Equal(32 * 32, gray.Length);
        Assert.InRange(Math.Abs(gray.Span[0] - turned.Span[^1]), 0, 8);
        Assert.True(Math.Abs(gray.Span[0] - gray.Span[^1]) > 15);
    }

    [Fact]
    public async Task A_damaged_file_looks_like_nothing() => Assert.NotNull((await images.Gray("no picture"u8.ToArray(), 32)).Refusal);

    async Task<ulong> LookOf(byte[] file) => PerceptualHash.Of((await images.Gray(file, PerceptualHash.SidePx)).Value.Pixels.Span)!.Value;

    /// <summary>Blobs in places of a seed, in parts of the width and height.</summary>
    static byte[] Rings(int width, int height, ImageEncoding encoding, int seed)
    {
        var draw = new Random(seed);
        var blobs = Enumerable.Range(0, 5).Select(_ => (X: draw.NextDouble(), Y: draw.NextDouble(), R: 0.1 + 0.2 * draw.NextDouble(), V: (byte)(60 + draw.Next(180)))).ToArray();
        return Pictures.Draw(width, height, (x, y) =>
        {
            var v = blobs.Where(b => Math.Pow((double)x / width - b.X, 2) + Math.Pow((double)y / height - b.Y, 2) < b.R * b.R).Select(b => b.V).FirstOrDefault((byte)20);
            return (v, v, v);
        }, encoding);
    }
}
