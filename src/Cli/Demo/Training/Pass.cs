namespace Labelwise.Cli.Demo.Training;

/// <summary>One picture's way through the network and back; holds the room it takes, for one thread.</summary>
sealed class Pass(Network network)
{
    const int Half = Network.Side / 2, Quarter = Network.Side / 4, Eighth = Network.Side / 8;

    readonly Planes firstOut = new(network.First.Outputs, Network.Side), secondIn = new(network.First.Outputs, Half);
    readonly Planes secondOut = new(network.Second.Outputs, Half), thirdIn = new(network.Second.Outputs, Quarter);
    readonly Planes thirdOut = new(network.Third.Outputs, Quarter), features = new(network.Third.Outputs, Eighth);
    readonly int[] firstWinners = new int[network.First.Outputs * Half * Half];
    readonly int[] secondWinners = new int[network.Second.Outputs * Quarter * Quarter];
    readonly int[] thirdWinners = new int[Network.Features];
    readonly float[] flat = new float[Network.Features];
    readonly Planes firstBack = new(network.First.Outputs, Network.Side), secondInBack = new(network.First.Outputs, Half);
    readonly Planes secondBack = new(network.Second.Outputs, Half), thirdInBack = new(network.Second.Outputs, Quarter);
    readonly Planes thirdBack = new(network.Third.Outputs, Quarter), featuresBack = new(network.Third.Outputs, Eighth);

    public Planes Input { get; } = new(Network.Channels, Network.Side);

    /// <summary>Sums of gradients since it was last cleared.</summary>
    public Network Gradient { get; } = network.Zero();

    /// <returns>[classes], probabilities.</returns>
    public float[] Forward()
    {
        network.First.Forward(Input, firstOut);
        Pooling.Forward(firstOut, secondIn, firstWinners);
        network.Second.Forward(secondIn, secondOut);
        Pooling.Forward(secondOut, thirdIn, secondWinners);
        network.Third.Forward(thirdIn, thirdOut);
        Pooling.Forward(thirdOut, features, thirdWinners);
        for (var plane = 0; plane < features.Count; plane++)
            for (var y = 0; y < Eighth; y++)
                features.Values.AsSpan(features.Row(plane, y), Eighth).CopyTo(flat.AsSpan((plane * Eighth + y) * Eighth));
        var scores = new float[network.Bias.Length];
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = network.Bias[c];
            for (var f = 0; f < flat.Length; f++) scores[c] += network.Dense[c * flat.Length + f] * flat[f];
        }
        return Softmax(scores);
    }

    /// <summary>Adds the gradient of the cross entropy of the last <see cref="Forward"/>.</summary>
    /// <param name="probabilities">That it gave.</param>
    /// <param name="wanted">[classes], sums to 1.</param>
    public void Backward(float[] probabilities, ReadOnlySpan<float> wanted)
    {
        Array.Clear(featuresBack.Values);
        for (var c = 0; c < probabilities.Length; c++)
        {
            var slope = probabilities[c] - wanted[c];
            Gradient.Bias[c] += slope;
            for (var f = 0; f < flat.Length; f++)
            {
                Gradient.Dense[c * flat.Length + f] += slope * flat[f];
                featuresBack.Values[featuresBack.Row(f / (Eighth * Eighth), f / Eighth % Eighth) + f % Eighth] += slope * network.Dense[c * flat.Length + f];
            }
        }
        Pooling.Backward(featuresBack, thirdWinners, thirdBack);
        network.Third.Backward(thirdIn, thirdBack, thirdInBack, Gradient.Third);
        Pooling.Backward(thirdInBack, secondWinners, secondBack);
        network.Second.Backward(secondIn, secondBack, secondInBack, Gradient.Second);
        Pooling.Backward(secondInBack, firstWinners, firstBack);
        network.First.Backward(Input, firstBack, null, Gradient.First);
    }

    static float[] Softmax(float[] scores)
    {
        var top = scores.Max();
        var powers = Array.ConvertAll(scores, s => MathF.Exp(s - top));
        var sum = powers.Sum();
        return Array.ConvertAll(powers, p => p / sum);
    }
}
