using System.Diagnostics;
using System.Text.Json;
using Labelwise.Domain.Quality.Neighbours;

namespace Labelwise.Benchmarks.Insight;

/// <summary>The nearest ten of every sample by the graph, beside comparing every two, on embeddings as models give them: clumps on a curved
/// sheet of few dimensions among many.</summary>
static class NeighbourSearch
{
    const int Numbers = 128, Inner = 12, Clumps = 50;

    /// <summary>Of more samples not every two are compared, but some drawn ones with all.</summary>
    const int MostCompared = 200_000, Drawn = 500;

    public static void Run(IReadOnlyList<int> sizes)
    {
        foreach (var samples in sizes)
        {
            var directions = Made(samples);
            var (graph, graphSeconds, graphBytes) = Timed(() => NearestOthers.Nearly(directions));
            if (samples > MostCompared)
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    samples, numbers = Numbers, secondsGraph = Math.Round(graphSeconds, 2), recallAt10 = Math.Round(Recall(graph, directions), 4), recallOf = Drawn,
                    megabytesEmbeddings = Math.Round(samples * (double)Numbers / 1e6, 1), megabytesMoreByGraph = Math.Round(graphBytes / 1e6, 1), load1 = Figures.Load,
                }));
                continue;
            }
            var (exact, exactSeconds, exactBytes) = Timed(() => NearestOthers.All(directions));
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                samples, numbers = Numbers, secondsGraph = Math.Round(graphSeconds, 2), secondsExact = Math.Round(exactSeconds, 2), recallAt10 = Math.Round(Recall(graph, exact), 4),
                megabytesEmbeddings = Math.Round(samples * (double)Numbers / 1e6, 1), megabytesMoreByGraph = Math.Round(graphBytes / 1e6, 1), megabytesMoreExact = Math.Round(exactBytes / 1e6, 1), load1 = Figures.Load,
            }));
        }
    }

    /// <returns>With processor seconds, and by how much the working set was larger at its largest than before.</returns>
    static (NearestTable Found, double Seconds, long Bytes) Timed(Func<NearestTable> find)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (cpu, before, most) = (Environment.CpuUsage.TotalTime, Environment.WorkingSet, 0L);
        using (new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 20))
        {
            var found = find();
            return (found, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Math.Max(most, Environment.WorkingSet) - before);
        }
    }

    /// <summary>Share of the nearest ten that were found; who is as far as the tenth counts.</summary>
    public static double Recall(NearestTable found, NearestTable exact)
    {
        var (hits, of) = (0L, 0L);
        for (var i = 0; i < exact.Count; i++)
        {
            foreach (var apart in found.Apart(i)) if (apart <= exact.Apart(i)[^1]) hits++;
            of += exact.Apart(i).Length;
        }
        return hits / (double)of;
    }

    /// <summary>The same over some samples drawn by lot.</summary>
    static double Recall(NearestTable found, Directions samples)
    {
        var (draw, hits, of) = (new Random(2), 0, 0);
        for (var n = 0; n < Drawn; n++)
        {
            var (one, exact) = (draw.Next(samples.Count), new NearestTable(1, NearestTable.Usual));
            for (var other = 0; other < samples.Count; other++)
                if (other != one) exact.Offer(0, other, Directions.Apart(samples.Cosine(one, other)));
            foreach (var apart in found.Apart(one)) if (apart <= exact.Apart(0)[^1]) hits++;
            of += exact.Apart(0).Length;
        }
        return hits / (double)of;
    }

    static Directions Made(int samples)
    {
        var draw = new Random(1);
        var sheet = Normal(draw, Inner * Numbers);
        var middles = Normal(draw, Clumps * Inner);
        var rows = new sbyte[samples * Numbers];
        var numbers = new float[Numbers];
        for (var i = 0; i < samples; i++)
        {
            var clump = draw.Next(Clumps);
            Array.Clear(numbers);
            foreach (var (d, spread) in Normal(draw, Inner).Index())
                for (var n = 0; n < Numbers; n++) numbers[n] += (middles[clump * Inner + d] * 2 + spread) * sheet[d * Numbers + n];
            for (var n = 0; n < Numbers; n++) numbers[n] = Math.Max(0, numbers[n]);  // as after a ReLU
            Embedding.Of(numbers).AsSpan().CopyTo(rows.AsSpan(i * Numbers));
        }
        return new(rows, samples, Numbers);
    }

    static float[] Normal(Random draw, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - draw.NextDouble())) * Math.Cos(2 * Math.PI * draw.NextDouble())))];
}
