using Labelwise.Benchmarks.Insight;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Consistency;

namespace Labelwise.Tests.Domain.Quality.Consistency;

public sealed class ConsistencyTests
{
    [Theory, InlineData("fashion-cnn", 0.97), InlineData("fashion-mlp", 0.95)]
    public void Planted_label_errors_are_ranked_first(string model, double auroc)
    {
        var found = PlantedErrors.Of(Shared.Find("data/fashion"), model, 0.05, 1);
        Assert.InRange(found.Auroc, auroc, 1);
        Assert.InRange(found.Recall, 0.7, 1);
    }

    [Fact]
    public void A_label_is_doubted_only_where_another_class_reaches_its_own_mean()
    {
        var learning = new ConfidentLearning();
        for (var i = 0; i < 10; i++) learning.Add(0, [0.9, 0.1]);
        for (var i = 0; i < 10; i++) learning.Add(1, [0.4, 0.6]);
        Assert.Equal(1, learning.Rather(0, [0.35, 0.65]));
        Assert.Null(learning.Rather(0, [0.55, 0.45]));
        Assert.Null(learning.Rather(1, [0.8, 0.2]));  // likelier the other, but less than that class's own are
        Assert.Equal(0, learning.Rather(1, [0.95, 0.05]));
        Assert.Equal(0.95, ConfidentLearning.Doubt(1, [0.95, 0.05]), 12);
    }

    [Fact]
    public void Pictures_that_look_alike_have_near_hashes()
    {
        var picture = Picture(7);
        var brighter = picture.Select(p => (byte)Math.Min(255, p + 12)).ToArray();
        var hash = PerceptualHash.Of(picture)!.Value;
        Assert.InRange(PerceptualHash.Apart(hash, PerceptualHash.Of(brighter)!.Value), 0, PerceptualHash.MostApart);
        Assert.InRange(PerceptualHash.Apart(hash, PerceptualHash.Of(Picture(8))!.Value), PerceptualHash.MostApart + 6, 64);
        Assert.Null(PerceptualHash.Of(Enumerable.Repeat((byte)80, 1024).ToArray()));
    }

    [Fact]
    public void Near_pairs_are_those_that_comparing_all_with_all_finds() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var hashes = Enumerable.Range(0, 60).Select(_ => (ulong)draw.NextInt64()).ToList();
        for (var i = 0; i < 20; i++) hashes.Add(Enumerable.Range(0, draw.Next(9)).Aggregate(hashes[i], (h, _) => h ^ (1UL << draw.Next(64))));
        var expected = from i in Enumerable.Range(0, hashes.Count)
                       from j in Enumerable.Range(0, i)
                       where PerceptualHash.Apart(hashes[i], hashes[j]) <= PerceptualHash.MostApart
                       select (j, i);
        return NearDuplicates.Pairs(hashes).Select(p => (p.One, p.Other)).Order().SequenceEqual(expected.Order());
    }, 50);

    [Fact]
    public void Shapes_that_are_seldom_meant_are_found()
    {
        var labels = new LabelDocument([
            Thing("a", "eye", new Box(10, 10, 20, 20)), Thing("b", "eye", new Box(10.5, 10, 20, 20)), Thing("c", "eye", new Box(50, 50, 2, 30)), Thing("d", "mouth", new Box(95, 40, 20, 10)),
        ], PropertyValues.Empty);
        Assert.Equal(
            [("drawn-twice", "eye"), ("outside", "mouth"), ("tiny", "eye")],
            GeometryRules.Of(labels, 100, 100).Select(o => (o.Kind, o.Class)).Order());
        Assert.Equal(12, GeometryRules.AreaPx(new Polygon([new([new(0, 0), new(4, 0), new(4, 4), new(0, 4)], [[new(1, 1), new(3, 1), new(3, 3), new(1, 3)]])])));
        static LabeledObject Thing(string id, string name, Shape shape) => new(id, name, shape, PropertyValues.Empty);
    }

    [Fact]
    public void A_size_is_odd_beside_many_of_its_class()
    {
        var sizes = new SizeSums();
        for (var i = 0; i < 100; i++) sizes.Add(900 + 2 * i);
        Assert.InRange(Math.Abs(sizes.Deviation(1000)), 0, 1);
        Assert.True(sizes.Deviation(9) < -4);
        Assert.Equal(0, new SizeSums().Deviation(5));
    }

    /// <summary>Blobs that a seed places.</summary>
    static byte[] Picture(int seed)
    {
        var draw = new Random(seed);
        var blobs = Enumerable.Range(0, 5).Select(_ => (X: draw.Next(32), Y: draw.Next(32), R: 3 + draw.Next(8), V: 40 + draw.Next(180))).ToArray();
        return [.. Enumerable.Range(0, 1024).Select(i => blobs.Where(b => Math.Pow(i % 32 - b.X, 2) + Math.Pow(i / 32 - b.Y, 2) < b.R * b.R).Select(b => (byte)b.V).FirstOrDefault((byte)20))];
    }
}
