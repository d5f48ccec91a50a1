using Labelwise.Domain.Quality.Neighbours;

namespace Labelwise.Tests.Domain.Quality.Neighbours;

public sealed class NeighbourTests
{
    [Theory, InlineData(3), InlineData(64), InlineData(256)]
    public void A_direction_keeps_angles(int numbers)
    {
        var draw = new Random(numbers);
        for (var i = 0; i < 50; i++)
        {
            var one = Normal(draw, numbers);
            var other = one.Zip(Normal(draw, numbers), (x, y) => x + y * (i + 1) / 25f).ToArray();
            Assert.Equal(Cosine(one, other), Cosine(Embedding.Of(one), Embedding.Of(other)), 0.01);
        }
    }

    [Fact]
    public void More_numbers_are_thinned_and_what_is_near_stays_near()
    {
        var draw = new Random(1);
        double worst = 0, worstNear = 0;
        for (var i = 0; i < 100; i++)
        {
            var one = Normal(draw, 2048);
            var near = one.Zip(Normal(draw, 2048), (x, y) => x + y * 0.2f).ToArray();
            Assert.Equal(Embedding.MostKept, Embedding.Of(one).Length);
            worst = Math.Max(worst, Math.Abs(Cosine(Embedding.Of(one), Embedding.Of(Normal(draw, 2048)))));
            worstNear = Math.Max(worstNear, Math.Abs(Cosine(Embedding.Of(one), Embedding.Of(near)) - Cosine(one, near)));
        }
        Assert.InRange(worst, 0, 5.0 / 16);  // of 100 with a standard deviation of 1/16 nobody is beyond five
        Assert.InRange(worstNear, 0, 5 * 0.04 / 16);
    }

    [Fact]
    public void Nothing_but_noughts_points_nowhere_and_large_numbers_count_as_small_ones_do()
    {
        Assert.False(Embedding.Points(Embedding.Of(new float[5]).AsSpan()));
        Assert.False(Embedding.Points(Embedding.Of(new float[300]).AsSpan()));
        Assert.Equal(Embedding.Of([1f, -2, 3]), Embedding.Of([1e38f, -2e38f, 3e38f]));
        Assert.Equal(Embedding.Of([.. Enumerable.Repeat(1f, 300)]), Embedding.Of([.. Enumerable.Repeat(3e38f, 300)]));
    }

    [Fact]
    public void Comparing_every_two_finds_the_nearest_of_each()
    {
        var draw = new Random(2);
        var rows = Enumerable.Range(0, 600).Select(_ => Embedding.Of(Normal(draw, 20)).ToArray()).ToArray();
        var found = NearestOthers.All(Side(rows), 5);
        for (var i = 0; i < rows.Length; i += 37)
        {
            var expected = Enumerable.Range(0, rows.Length).Where(j => j != i).OrderByDescending(j => Cosine(rows[i], rows[j])).Take(5);
            Assert.Equal(expected, found.Others(i).ToArray());
        }
    }

    [Fact]
    public void The_graph_finds_nearly_all_of_them_and_the_same_each_time()
    {
        var samples = Side([.. Sheet(4000, 8, 48, 3)]);
        var (exact, graph, again) = (NearestOthers.All(samples), NearestOthers.Nearly(samples), NearestOthers.Nearly(samples));
        var hits = 0;
        for (var i = 0; i < exact.Count; i++)
        {
            foreach (var apart in graph.Apart(i)) if (apart <= exact.Apart(i)[^1]) hits++;
            Assert.True(graph.Others(i).SequenceEqual(again.Others(i)));
            Assert.DoesNotContain(i, graph.Others(i).ToArray());
        }
        Assert.InRange(hits, 0.98 * NearestTable.Usual * exact.Count, NearestTable.Usual * exact.Count);
    }

    [Fact]
    public void Two_of_one_direction_are_not_apart()
    {
        var draw = new Random(8);
        for (var i = 0; i < 200; i++)
        {
            var one = Embedding.Of(Normal(draw, 1 + i)).ToArray();
            Assert.Equal(0, NearestOthers.All(Side([one, one])).Apart(0)[0]);
        }
    }

    [Fact]
    public void Few_samples_have_as_many_neighbours_as_there_are()
    {
        foreach (var find in new[] { NearestOthers.All, (Func<Directions, int, CancellationToken, NearestTable>)NearestOthers.Nearly })
        {
            Assert.Equal(0, find(Side([]), 10, default).Count);
            var three = find(Side([[1, 0], [0, 1], [1, 1]]), 10, default);
            Assert.Equal(2, three.Others(0).Length);
            Assert.Equal(2, three.Others(0)[0]);
        }
    }

    [Theory, InlineData(3), InlineData(8)]
    public void The_space_that_samples_fill_is_told_whatever_numbers_tell_of_them(int dimensions) =>
        Assert.InRange(Twins.Dimension(NearestOthers.All(Side([.. Sheet(3000, dimensions, 64, 4)]))), dimensions * 0.75, dimensions * 1.15);

    [Fact]
    public void Copies_labeled_otherwise_are_found_and_nearly_nothing_else()
    {
        const int samples = 3000, copies = 60;
        var draw = new Random(5);
        var plain = Floats(samples, 8, 64, 5).ToList();
        var all = plain.Concat(plain.Take(copies).Select(p => p.Zip(Normal(draw, 64), (x, y) => x + y * 0.01f).ToArray())).Select(p => Embedding.Of(p).ToArray()).ToArray();
        // Whoever lies where is labeled by lot, so that near ones of two labels are no mistake by themselves.
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => draw.Next(3))];
        labels = [.. labels, .. labels.Take(copies).Select(l => (l + 1) % 3)];
        var found = Twins.LabeledDifferently(NearestOthers.All(Side(all)), labels);
        Assert.InRange(found.Count(t => t.Other == samples + t.One), copies * 0.95, copies);
        Assert.InRange(found.Length, 0, copies * 1.15);  // of those found one in 20 by chance, here 3 ± 1.7
    }

    [Fact]
    public void Where_there_are_no_copies_nothing_is_found()
    {
        var found = 0;
        for (var seed = 10; seed < 30; seed++)
        {
            var draw = new Random(seed);
            var near = NearestOthers.All(Side([.. Sheet(500, 6, 32, seed)]));
            if (Twins.LabeledDifferently(near, [.. Enumerable.Range(0, 500).Select(_ => draw.Next(2))]).Length > 0) found++;
        }
        Assert.InRange(found, 0, 4);  // one in twenty at most by the rule; five or more of them with a chance below 1 in 100
    }

    [Fact]
    public void A_label_that_those_around_contradict_is_found()
    {
        var draw = new Random(6);
        var (rows, labels) = (new List<sbyte[]>(), new List<int>());
        for (var i = 0; i < 900; i++)
        {
            var kind = i % 3;
            var at = Normal(draw, 16).Select(n => n * 0.3f).ToArray();
            // Two kinds lie in one place; the third apart.
            at[kind is 2 ? 0 : 1] += 3;
            rows.Add([.. Embedding.Of(at)]);
            labels.Add(kind);
        }
        labels[2] = 0;
        var found = OddAmongNeighbours.Of(NearestOthers.All(Side([.. rows])), [.. labels], 3);
        var wrong = Assert.Single(found, odd => odd.Place is 2);
        Assert.Equal((2, 0, 10, 10), (wrong.Rather, wrong.Alike, wrong.Otherwise, wrong.Around));
        Assert.Equal(2, labels[wrong.Witness]);
        Assert.True(wrong.Doubt >= found[0].Doubt - 0.05);
        // Of the kinds that mix one is never taken for the third, nor the third for them.
        Assert.All(found.Where(odd => odd.Place != 2), odd => Assert.True(odd.Rather != 2 && labels[odd.Place] != 2));
    }

    [Fact]
    public void Samples_without_a_label_say_nothing()
    {
        var near = NearestOthers.All(Side([.. Sheet(50, 3, 8, 7)]));
        Assert.Empty(OddAmongNeighbours.Of(near, [.. Enumerable.Repeat(-1, 50)], 2));
        Assert.Empty(Twins.LabeledDifferently(near, [.. Enumerable.Repeat(-1, 50)]));
    }

    static Directions Side(sbyte[][] rows) => new([.. rows.SelectMany(r => r)], rows.Length, rows.Length is 0 ? 0 : rows[0].Length);

    static IEnumerable<sbyte[]> Sheet(int samples, int dimensions, int numbers, int seed) => Floats(samples, dimensions, numbers, seed).Select(f => Embedding.Of(f).ToArray());

    /// <summary>Strewn over a patch of a ball, of so many dimensions, that lies among many.</summary>
    static IEnumerable<float[]> Floats(int samples, int dimensions, int numbers, int seed)
    {
        var draw = new Random(seed);
        var ways = Enumerable.Range(0, dimensions).Select(_ => Normal(draw, numbers)).ToArray();
        var middle = Normal(draw, numbers);
        for (var i = 0; i < samples; i++)
        {
            var at = (float[])middle.Clone();
            foreach (var way in ways)
            {
                var along = (float)draw.NextDouble() - 0.5f;
                for (var n = 0; n < numbers; n++) at[n] += along * way[n];
            }
            yield return at;
        }
    }

    static float[] Normal(Random draw, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - draw.NextDouble())) * Math.Cos(2 * Math.PI * draw.NextDouble())))];

    static double Cosine(IEnumerable<float> one, IEnumerable<float> other) => Cosine(one.Select(x => (double)x), other.Select(x => (double)x));

    static double Cosine(IEnumerable<sbyte> one, IEnumerable<sbyte> other) => Cosine(one.Select(x => (double)x), other.Select(x => (double)x));

    static double Cosine(IEnumerable<double> one, IEnumerable<double> other)
    {
        var (x, y) = (one.ToArray(), other.ToArray());
        return x.Zip(y, (a, b) => a * b).Sum() / Math.Sqrt(x.Sum(a => a * a) * y.Sum(b => b * b));
    }
}
