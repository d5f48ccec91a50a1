using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Labelwise.Domain.Models;
using Labelwise.Inference.Images;

namespace Labelwise.Inference.Models;

/// <summary>From decoded pixels to the numbers a model is fed, as its card says.</summary>
sealed class Preprocessing
{
    /// <summary>Gray around a letterboxed image, in levels of 255, as detectors are trained with.</summary>
    const float Padding = 114;

    /// <summary>Weights of red, green and blue in gray.</summary>
    /// <remarks>ITU-R BT.601-7, 2.5.1.</remarks>
    static readonly (float Red, float Green, float Blue) Luma = (0.299f, 0.587f, 0.114f);

    private readonly ModelInput input;
    private readonly float[] factor, summand;

    public Preprocessing(ModelInput input)
    {
        this.input = input;
        factor = [.. input.Std.Select(std => (float)(input.Scale / std))];
        summand = [.. input.Mean.Zip(input.Std, (mean, std) => (float)(-mean / std))];
    }

    /// <summary>Numbers an image.</summary>
    public int Length => input.Channels * input.Width * input.Height;

    /// <param name="image">Upright, gray or RGB.</param>
    /// <param name="tensor"><see cref="Length"/> numbers, all of which are written.</param>
    public Placement Fill(DecodedImage image, Span<float> tensor)
    {
        var placement = Placement.Of(input, image.Width, image.Height);
        var across = Resampling.Of(input.Filter, image.Width, input.Width, placement.ScaleX, placement.OffsetX);
        var down = Resampling.Of(input.Filter, image.Height, input.Height, placement.ScaleY, placement.OffsetY);
        var channels = image.Channels;
        var tall = ArrayPool<float>.Shared.Rent(image.Width * channels);
        var row = ArrayPool<float>.Shared.Rent(input.Width * channels);
        try
        {
            var sums = tall.AsSpan(0, image.Width * channels);
            var shown = row.AsSpan(0, input.Width * channels);
            for (var y = 0; y < input.Height; y++)
            {
                if (down.Start[y] < 0) shown.Fill(Padding);
                else
                {
                    SumRows(image, down, y, sums);
                    Across(sums, across, channels, shown);
                }
                Write(shown, channels, y, tensor);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(tall);
            ArrayPool<float>.Shared.Return(row);
        }
        return placement;
    }

    /// <summary>Rows first: they lie together in memory.</summary>
    static void SumRows(DecodedImage image, Resampling down, int y, Span<float> sums)
    {
        var stride = sums.Length;
        sums.Clear();
        for (var tap = 0; tap < down.Taps; tap++)
        {
            var weight = down.Weights[y * down.Taps + tap];
            if (weight != 0) AddScaled(image.Pixels.Slice((down.Start[y] + tap) * stride, stride), weight, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddScaled(ReadOnlySpan<byte> source, float weight, Span<float> sums)
    {
        var x = 0;
        var (step, lanes) = (Vector<byte>.Count, Vector<float>.Count);
        var weights = new Vector<float>(weight);
        for (; x + step <= source.Length; x += step)
        {
            Vector.Widen(new Vector<byte>(source[x..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            Add(a, sums[x..]);
            Add(b, sums[(x + lanes)..]);
            Add(c, sums[(x + 2 * lanes)..]);
            Add(d, sums[(x + 3 * lanes)..]);
        }
        for (; x < source.Length; x++) sums[x] += source[x] * weight;

        void Add(Vector<uint> levels, Span<float> to) =>
            (new Vector<float>(to) + Vector.ConvertToSingle(Vector.AsVectorInt32(levels)) * weights).CopyTo(to);
    }

    /// <summary>Rounds to whole levels of 255: the pictures that models are trained on were resized in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Across(ReadOnlySpan<float> sums, Resampling across, int channels, Span<float> shown)
    {
        var taps = across.Taps;
        for (var x = 0; x < across.Start.Length; x++)
        {
            var start = across.Start[x];
            var weights = across.Weights.AsSpan(x * taps, taps);
            var pixel = shown.Slice(x * channels, channels);
            if (start < 0) pixel.Fill(Padding);
            else if (channels == 1)
            {
                var source = sums.Slice(start, taps);
                var gray = 0f;
                for (var tap = 0; tap < weights.Length; tap++) gray += weights[tap] * source[tap];
                pixel[0] = Whole(gray);
            }
            else
            {
                var source = sums.Slice(start * 3, taps * 3);
                float red = 0, green = 0, blue = 0;
                for (int tap = 0, at = 0; tap < weights.Length; tap++, at += 3)
                {
                    red += weights[tap] * source[at];
                    green += weights[tap] * source[at + 1];
                    blue += weights[tap] * source[at + 2];
                }
                (pixel[0], pixel[1], pixel[2]) = (Whole(red), Whole(green), Whole(blue));
            }
        }
    }

    static float Whole(float level) => MathF.Floor(level + 0.5f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Write(ReadOnlySpan<float> shown, int channels, int y, Span<float> tensor)
    {
        var (plane, nchw) = (input.Width * input.Height, input.Layout is TensorLayout.Nchw);
        for (var c = 0; c < input.Channels; c++)
        {
            var (first, step) = nchw ? (c * plane + y * input.Width, 1) : (y * input.Width * input.Channels + c, input.Channels);
            var target = tensor[first..];
            var (times, plus) = (factor[c], summand[c]);
            var from = channels == 1 ? 0 : input.Color is ChannelOrder.Bgr ? 2 - c : c;
            if (channels == 3 && input.Color is ChannelOrder.Gray)
                for (var x = 0; x < input.Width; x++)
                    target[x * step] = Gray(shown.Slice(x * 3, 3)) * times + plus;
            else
                for (int x = 0, at = from; x < input.Width; x++, at += channels)
                    target[x * step] = shown[at] * times + plus;
        }
    }

    static float Gray(ReadOnlySpan<float> rgb) =>
        Whole(rgb[0] * Luma.Red + rgb[1] * Luma.Green + rgb[2] * Luma.Blue);
}
