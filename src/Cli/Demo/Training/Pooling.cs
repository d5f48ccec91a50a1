namespace Labelwise.Cli.Demo.Training;

/// <summary>Keeps what is above zero, and of every 2 × 2 the largest.</summary>
static class Pooling
{
    /// <param name="winners">Index in <paramref name="input"/> behind each number of the output; −1 where all were below zero.</param>
    public static void Forward(Planes input, Planes output, int[] winners)
    {
        var at = 0;
        for (var plane = 0; plane < output.Count; plane++)
            for (var y = 0; y < output.Side; y++)
                for (var x = 0; x < output.Side; x++)
                {
                    var corner = input.Row(plane, 2 * y) + 2 * x;
                    var (winner, best) = (-1, 0f);
                    ReadOnlySpan<int> four = [corner, corner + 1, corner + input.Stride, corner + input.Stride + 1];
                    foreach (var index in four)
                        if (input.Values[index] > best) (winner, best) = (index, input.Values[index]);
                    winners[at++] = winner;
                    output.Values[output.Row(plane, y) + x] = best;
                }
    }

    public static void Backward(Planes gradient, int[] winners, Planes toInput)
    {
        Array.Clear(toInput.Values);
        var at = 0;
        for (var plane = 0; plane < gradient.Count; plane++)
            for (var y = 0; y < gradient.Side; y++)
                for (var x = 0; x < gradient.Side; x++)
                    if (winners[at++] is >= 0 and var winner) toInput.Values[winner] = gradient.Values[gradient.Row(plane, y) + x];
    }
}
