using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;

namespace Labelwise.Tests.Domain.Quality.Shapes;

public sealed class ShapeConsensusTests
{
    [Fact]
    public void Three_boxes_are_merged_by_their_edges_medians_and_one_far_off_does_not_move_them()
    {
        var merged = ShapeConsensus.Of([Drawn(Box(10, 10, 20)), Drawn(Box(11, 9, 20)), Drawn(Box(12, 10, 26))], 2);
        var one = Assert.Single(merged);
        Assert.Equal((11.0, 10.0), (((Box)one.Shape!).X, ((Box)one.Shape).Y));
        Assert.True(one.Existence > 0.99);
        Assert.Equal([0, 0, 0], one.Members);
    }

    [Fact]
    public void What_one_alone_drew_is_doubted_and_more_so_the_more_looked()
    {
        var two = ShapeConsensus.Of([Drawn(Box(0, 0, 10)), Drawn()], 2).Single().Existence;
        var four = ShapeConsensus.Of([Drawn(Box(0, 0, 10)), Drawn(), Drawn(), Drawn()], 2).Single().Existence;
        Assert.True(four < two && two <= 0.5 + 1e-9 && four < 0.02);
    }

    [Fact]
    public void A_class_is_that_of_those_who_name_best()
    {
        var careful = DrawingSkill.Anybody with { Names = 0.99 };
        var careless = DrawingSkill.Anybody with { Names = 0.6 };
        var merged = ShapeConsensus.Of([new([new("eye", Box(0, 0, 10))], careful), new([new("nose", Box(0, 0, 10))], careless), new([new("nose", Box(0, 0, 10))], careless)], 2);
        Assert.Equal("eye", merged.Single().Class);
        Assert.InRange(merged.Single().ClassConfidence, 0.9, 1);
    }

    /// <summary>Two who draw well and one who misses half, invents and shakes: they are told apart, and nothing that was
    /// invented is left.</summary>
    [Fact]
    public void Skills_are_found_and_what_somebody_invents_is_left_out()
    {
        var draw = new Random(11);
        var truth = Enumerable.Range(0, 120).Select(_ => Enumerable.Range(0, 3).Select(i => new Box(100 * i + 20 * draw.NextDouble(), 20 * draw.NextDouble(), 40, 40)).ToArray()).ToList();
        var tasks = truth.Select(boxes => (IReadOnlyList<(int, ImmutableArray<DrawnObject>)>)
            [(0, Draw(boxes, 0.97, 0.02, 1.5)), (1, Draw(boxes, 0.95, 0.03, 2)), (2, Draw(boxes, 0.5, 0.4, 5))]).ToList();
        var (objects, skills) = DrawingCrowd.Fit(tasks, people: 3, classes: 2);

        Assert.True(skills[2].Finds < 0.65 && skills[0].Finds > 0.9 && skills[1].Finds > 0.88);
        Assert.True(skills[2].Places < skills[1].Places && skills[1].Places < skills[0].Places + 0.02);
        Assert.True(skills[2].Invents > 2 * skills[0].Invents, string.Join(" | ", skills));
        var (right, wrong, missing) = (0, 0, 0);
        foreach (var (boxes, found) in truth.Zip(objects))
        {
            var sure = found.Where(f => f.Existence > 0.5).ToList();
            var pairs = Matching.Of(boxes, [.. sure.Select(f => f.Shape)]);
            (right, wrong, missing) = (right + pairs.Length, wrong + sure.Count - pairs.Length, missing + boxes.Length - pairs.Length);
        }
        Assert.True(right > 330 && wrong < 5 && right + missing == 360, $"{right} found, {wrong} invented, {missing} missed");

        ImmutableArray<DrawnObject> Draw(Box[] boxes, double finds, double invents, double shakes) =>
            [.. boxes.Where(_ => draw.NextDouble() < finds).Select(b => new DrawnObject("eye", new Box(
                    b.X + Shake(shakes), b.Y + Shake(shakes), b.Width + Shake(shakes), b.Height + Shake(shakes)))),
                .. draw.NextDouble() < invents ? [new DrawnObject("eye", new Box(400 + 100 * draw.NextDouble(), 300 * draw.NextDouble(), 40, 40))] : ImmutableArray<DrawnObject>.Empty];

        double Shake(double px) => (draw.NextDouble() + draw.NextDouble() - 1) * 2 * px;
    }

    [Fact]
    public void The_order_of_opinions_does_not_change_what_comes_out() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var opinions = Enumerable.Range(0, 3).Select(i => Drawn([.. Enumerable.Range(0, 1 + draw.Next(3)).Select(k => Box(60 * k + draw.Next(6), draw.Next(6), 30))]) with
        {
            Skill = DrawingSkill.Anybody with { Places = 0.7 + 0.1 * i },
        }).ToList();
        var (one, other) = (ShapeConsensus.Of(opinions, 2), ShapeConsensus.Of([opinions[2], opinions[0], opinions[1]], 2));
        return one.Select(m => Math.Round(m.Existence, 9)).Order().SequenceEqual(other.Select(m => Math.Round(m.Existence, 9)).Order());
    }, 50);

    static DrawnOpinion Drawn(params Box[] boxes) => new([.. boxes.Select(b => new DrawnObject("eye", b))], DrawingSkill.Anybody);

    static Box Box(double x, double y, double side) => new(x, y, side, side);
}
