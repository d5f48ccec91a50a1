namespace Labelwise.Cli.Demo.Training;

/// <summary>Moves parameters against their gradients.</summary>
/// <remarks>Kingma and Ba 2015, arXiv:1412.6980; with the decay of Loshchilov and Hutter 2019, arXiv:1711.05101.</remarks>
sealed class Adam(Network network)
{
    const float Keeps = 0.9f, KeepsSquares = 0.999f, Tiny = 1e-8f, Decay = 1e-3f;

    readonly Network mean = network.Zero(), squares = network.Zero();
    int steps;

    /// <param name="gradient">Mean over the batch.</param>
    public void Step(Network gradient, float rate)
    {
        steps++;
        var (correct, correctSquares) = (1 - MathF.Pow(Keeps, steps), 1 - MathF.Pow(KeepsSquares, steps));
        foreach (var (((values, slopes), m), s) in network.Parts.Zip(gradient.Parts).Zip(mean.Parts).Zip(squares.Parts))
            for (var i = 0; i < values.Length; i++)
            {
                m[i] = Keeps * m[i] + (1 - Keeps) * slopes[i];
                s[i] = KeepsSquares * s[i] + (1 - KeepsSquares) * slopes[i] * slopes[i];
                values[i] -= rate * (m[i] / correct / (MathF.Sqrt(s[i] / correctSquares) + Tiny) + Decay * values[i]);
            }
    }
}
