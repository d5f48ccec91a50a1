using Labelwise.Cli.Demo.Potatoes;

namespace Labelwise.Cli.Demo.Training;

/// <summary>Small pictures of potatoes with what they are.</summary>
/// <param name="Pixels">Each [3, side, side], levels 0 to 255.</param>
sealed record PotatoSet(Potato[] Potatoes, byte[][] Pixels)
{
    /// <summary>As the model card says: value = (level / 255 − Mean) / Std.</summary>
    public const float Mean = 0.5f, Std = 0.25f;

    public int Count => Potatoes.Length;

    /// <param name="firstSeed">Potatoes of the seeds from this one on.</param>
    public static PotatoSet Draw(ulong firstSeed, int count)
    {
        var potatoes = Enumerable.Range(0, count).Select(i => Potato.Of(firstSeed + (ulong)i)).ToArray();
        return new(potatoes, [.. potatoes.AsParallel().AsOrdered().Select(p => Shrink(PotatoPicture.Render(p).Span))]);
    }

    /// <summary>Lays a picture into the input, mirrored if asked.</summary>
    public void Lay(int index, Planes input, bool leftRight = false, bool upDown = false)
    {
        var (pixels, side) = (Pixels[index], input.Side);
        for (var plane = 0; plane < input.Count; plane++)
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++)
                    input.Values[input.Row(plane, upDown ? side - 1 - y : y) + (leftRight ? side - 1 - x : x)] =
                        (pixels[(plane * side + y) * side + x] / 255f - Mean) / Std;
    }

    /// <summary>The mean of the pixels under each, to whole levels: as the card's stretch by area.</summary>
    static byte[] Shrink(ReadOnlySpan<byte> png)
    {
        var rgb = PngPixels.Read(png, out var width, out var height);
        var (across, down) = (width / Network.Side, height / Network.Side);
        var small = new byte[Network.Channels * Network.Side * Network.Side];
        for (var i = 0; i < small.Length; i++)
        {
            var (plane, y, x, sum) = (i / (Network.Side * Network.Side), i / Network.Side % Network.Side, i % Network.Side, 0);
            for (var dy = 0; dy < down; dy++)
                for (var dx = 0; dx < across; dx++)
                    sum += rgb[((y * down + dy) * width + x * across + dx) * Network.Channels + plane];
            small[i] = (byte)Math.Round((double)sum / (down * across), MidpointRounding.AwayFromZero);
        }
        return small;
    }
}
