namespace Labelwise.Cli.Demo.Training;

/// <summary>Trains the demo's model from nothing; the same seed gives the same model on the same kind of machine.</summary>
static class Trainer
{
    const int Batch = 32, Shards = 4;
    const float Rate = 3e-3f;

    /// <summary>Weight of a wanted class is spread so far over the others.</summary>
    const float Smoothing = 0.02f;

    public static Network Train(PotatoSet set, int classes, int epochs, ulong seed, Action<int, double> told)
    {
        var dice = new Dice(seed);
        var network = Network.Fresh(classes, dice);
        var adam = new Adam(network);
        var passes = Enumerable.Range(0, Shards).Select(_ => new Pass(network)).ToArray();
        var order = Enumerable.Range(0, set.Count).ToArray();
        var losses = new double[Shards];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            dice.Shuffle<int>(order);
            Array.Clear(losses);
            for (var from = 0; from + Batch <= order.Length; from += Batch)
            {
                var batch = order.AsMemory(from, Batch);
                var mirror = dice.Next();
                // Every shard has its own sums, added in order, so that threads change nothing.
                Parallel.For(0, Shards, shard => losses[shard] += Learn(passes[shard], set, batch, shard, mirror, classes));
                adam.Step(Mean(passes), Rate * (1 + MathF.Cos(MathF.PI * (epoch + (float)from / order.Length) / epochs)) / 2);
            }
            told(epoch + 1, losses.Sum() / order.Length);
        }
        return network;
    }

    /// <returns>[count][classes].</returns>
    public static float[][] Predict(Network network, PotatoSet set)
    {
        var pass = new Pass(network);
        return [.. Enumerable.Range(0, set.Count).Select(i => { set.Lay(i, pass.Input); return pass.Forward(); })];
    }

    /// <summary>The temperature at which the likelihood of a set that was not trained on is highest.</summary>
    public static float Temperature(Network network, PotatoSet set) =>
        Enumerable.Range(0, 51).Select(i => 0.5f + 0.05f * i).MinBy(t => Measures.Loss(Predict(network.Cooled(t), set), set));

    static double Learn(Pass pass, PotatoSet set, ReadOnlyMemory<int> batch, int shard, ulong mirror, int classes)
    {
        foreach (var part in pass.Gradient.Parts) Array.Clear(part);
        Span<float> wanted = stackalloc float[classes];
        double loss = 0;
        for (var i = shard; i < batch.Length; i += Shards)
        {
            var index = batch.Span[i];
            set.Lay(index, pass.Input, (mirror >> (2 * i) & 1) != 0, (mirror >> (2 * i + 1) & 1) != 0);
            wanted.Fill(Smoothing / classes);
            wanted[(int)set.Potatoes[index].Condition] += 1 - Smoothing;
            var probabilities = pass.Forward();
            loss -= Math.Log(Math.Max(1e-9, probabilities[(int)set.Potatoes[index].Condition]));
            pass.Backward(probabilities, wanted);
        }
        return loss;
    }

    static Network Mean(Pass[] passes)
    {
        var sum = passes[0].Gradient;
        foreach (var pass in passes[1..])
            foreach (var (to, part) in sum.Parts.Zip(pass.Gradient.Parts))
                for (var i = 0; i < to.Length; i++) to[i] += part[i];
        foreach (var part in sum.Parts)
            for (var i = 0; i < part.Length; i++) part[i] /= Batch;
        return sum;
    }
}
