namespace Labelwise.Cli.Demo.Training;

/// <summary>Three convolutions, each followed by pooling, and one dense layer: some ten thousand numbers.</summary>
/// <param name="Dense">[classes, features].</param>
/// <param name="Bias">[classes].</param>
sealed record Network(Convolution First, Convolution Second, Convolution Third, float[] Dense, float[] Bias)
{
    /// <summary>Pixels of the input's width and height.</summary>
    public const int Side = 32;

    public const int Channels = 3;
    const int Wide = 12, Wider = 24, Widest = 32, Shrinks = 8;

    public const int Features = Widest * (Side / Shrinks) * (Side / Shrinks);

    public static Network Fresh(int classes, Dice dice) => new(
        Convolution.Fresh(Channels, Wide, dice), Convolution.Fresh(Wide, Wider, dice), Convolution.Fresh(Wider, Widest, dice),
        [.. Enumerable.Range(0, classes * Features).Select(_ => (float)(dice.Normal() * Math.Sqrt(1.0 / Features)))], new float[classes]);

    /// <summary>Of the same shape, all zero.</summary>
    public Network Zero() => Map(static part => new float[part.Length]);

    public Network Copy() => Map(static part => (float[])part.Clone());

    /// <summary>All parameters, in order.</summary>
    public float[][] Parts => [First.Weights, First.Bias, Second.Weights, Second.Bias, Third.Weights, Third.Bias, Dense, Bias];

    /// <summary>Divides the scores, so that their softmax is as sure as it is right.</summary>
    /// <remarks>Guo, Pleiss, Sun and Weinberger 2017, arXiv:1706.04599.</remarks>
    public Network Cooled(float temperature) =>
        this with { Dense = [.. Dense.Select(w => w / temperature)], Bias = [.. Bias.Select(b => b / temperature)] };

    Network Map(Func<float[], float[]> part) => new(
        First with { Weights = part(First.Weights), Bias = part(First.Bias) }, Second with { Weights = part(Second.Weights), Bias = part(Second.Bias) },
        Third with { Weights = part(Third.Weights), Bias = part(Third.Bias) }, part(Dense), part(Bias));
}
