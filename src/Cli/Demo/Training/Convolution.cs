using System.Numerics;
using System.Runtime.InteropServices;

namespace Labelwise.Cli.Demo.Training;

/// <summary>3 × 3 convolution, stride 1, as large as its input, with bias. Sides are multiples of a vector's width.</summary>
/// <param name="Weights">[outputs, inputs, 3, 3].</param>
/// <param name="Bias">[outputs].</param>
sealed record Convolution(int Inputs, int Outputs, float[] Weights, float[] Bias)
{
    const int Taps = 9;

    /// <summary>Starts as He et al. 2015 say, doi:10.1109/ICCV.2015.123.</summary>
    public static Convolution Fresh(int inputs, int outputs, Dice dice) => new(
        inputs, outputs,
        [.. Enumerable.Range(0, outputs * inputs * Taps).Select(_ => (float)(dice.Normal() * Math.Sqrt(2.0 / (inputs * Taps))))],
        new float[outputs]);

    public void Forward(Planes input, Planes output) => Convolve(input, output, Weights, Bias);

    /// <param name="gradient">With respect to the output.</param>
    /// <param name="toInput">Set to the gradient with respect to the input; null where nobody asks.</param>
    /// <param name="sum">Weights and bias to which their gradients are added.</param>
    public void Backward(Planes input, Planes gradient, Planes? toInput, Convolution sum)
    {
        for (var o = 0; o < Outputs; o++)
        {
            for (var y = 0; y < gradient.Side; y++)
                foreach (var value in gradient.Values.AsSpan(gradient.Row(o, y), gradient.Side)) sum.Bias[o] += value;
            for (var i = 0; i < Inputs; i++)
                AddWeights(input, i, gradient, o, sum.Weights.AsSpan((o * Inputs + i) * Taps, Taps));
        }
        if (toInput is not null) Convolve(gradient, toInput, Turned(), new float[Inputs]);
    }

    /// <summary>Weights that carry a gradient back: inputs and outputs changed, each kernel turned by 180°.</summary>
    float[] Turned()
    {
        var turned = new float[Weights.Length];
        for (var o = 0; o < Outputs; o++)
            for (var i = 0; i < Inputs; i++)
                for (var t = 0; t < Taps; t++)
                    turned[(i * Outputs + o) * Taps + Taps - 1 - t] = Weights[(o * Inputs + i) * Taps + t];
        return turned;
    }

    static void Convolve(Planes input, Planes output, float[] weights, float[] bias)
    {
        var width = Vector<float>.Count;
        ref var from = ref MemoryMarshal.GetArrayDataReference(input.Values);
        ref var to = ref MemoryMarshal.GetArrayDataReference(output.Values);
        for (var o = 0; o < output.Count; o++)
            for (var y = 0; y < output.Side; y++)
                for (var x = 0; x < output.Side; x += width)
                {
                    var sum = new Vector<float>(bias[o]);
                    for (var i = 0; i < input.Count; i++)
                    {
                        var corner = input.Row(i, y) - input.Stride - 1 + x;
                        var w = (o * input.Count + i) * Taps;
                        for (var ky = 0; ky < 3; ky++, corner += input.Stride, w += 3)
                            sum += Vector.LoadUnsafe(ref from, (nuint)corner) * weights[w]
                                + Vector.LoadUnsafe(ref from, (nuint)corner + 1) * weights[w + 1]
                                + Vector.LoadUnsafe(ref from, (nuint)corner + 2) * weights[w + 2];
                    }
                    sum.StoreUnsafe(ref to, (nuint)(output.Row(o, y) + x));
                }
    }

    static void AddWeights(Planes input, int i, Planes gradient, int o, Span<float> sums)
    {
        var width = Vector<float>.Count;
        ref var from = ref MemoryMarshal.GetArrayDataReference(input.Values);
        ref var by = ref MemoryMarshal.GetArrayDataReference(gradient.Values);
        for (var ky = 0; ky < 3; ky++)
        {
            var (left, middle, right) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            for (var y = 0; y < gradient.Side; y++)
                for (var x = 0; x < gradient.Side; x += width)
                {
                    var g = Vector.LoadUnsafe(ref by, (nuint)(gradient.Row(o, y) + x));
                    var at = (nuint)(input.Row(i, y + ky - 1) - 1 + x);
                    left += g * Vector.LoadUnsafe(ref from, at);
                    middle += g * Vector.LoadUnsafe(ref from, at + 1);
                    right += g * Vector.LoadUnsafe(ref from, at + 2);
                }
            sums[3 * ky] += Vector.Sum(left);
            sums[3 * ky + 1] += Vector.Sum(middle);
            sums[3 * ky + 2] += Vector.Sum(right);
        }
    }
}
