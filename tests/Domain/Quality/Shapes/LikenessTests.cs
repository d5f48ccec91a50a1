using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;

namespace Labelwise.Tests.Domain.Quality.Shapes;

public sealed class LikenessTests
{
    [Fact]
    public void Boxes_overlap_by_intersection_over_union()
    {
        Assert.Equal(1.0 / 7, Likeness.Of(new Box(0, 0, 2, 2), new Box(1, 1, 2, 2)), 12);
        Assert.Equal(0, Likeness.Of(new Box(0, 0, 1, 1), new Box(1, 0, 1, 1)));
        Assert.Equal(0.5, Likeness.Of(new TextSpan(0, 10), new TextSpan(5, 10)), 12);
        Assert.Equal(0, Likeness.Of(new TextSpan(0, 10), new Box(0, 0, 1, 1)));
    }

    /// <summary>A square and the same turned by 45°: the octagon in both has the area 2 (√2 - 1) · 4, the square 4.</summary>
    [Fact]
    public void A_turned_square_has_an_octagon_in_common()
    {
        var octagon = 8 * (Math.Sqrt(2) - 1);
        Assert.Equal(octagon / (8 - octagon), Likeness.Of(new RotatedBox(5, 5, 2, 2, 0), new RotatedBox(5, 5, 2, 2, 45)), 3);
    }

    [Fact]
    public void A_hole_is_outside()
    {
        var ring = new Polygon([new(Square(0, 0, 4), [Square(1, 1, 2)])]);
        Assert.Equal(12.0 / 16, Likeness.Of(ring, new Box(0, 0, 4, 4)), 12);
        Assert.Equal(0, Likeness.Of(ring, new Box(1, 1, 2, 2)), 12);
    }

    [Fact]
    public void Polygons_of_boxes_are_as_alike_as_the_boxes() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        Box one = Box(draw), other = Box(draw);
        var exact = Likeness.Of(one, other);
        return Math.Abs(Likeness.Of(Polygon(one), Polygon(other)) - exact) < 1e-9 && Math.Abs(Likeness.Of(other, one) - exact) < 1e-12 && Math.Abs(Likeness.Of(one, one) - 1) < 1e-12;

        static Box Box(Random draw) => new(draw.NextDouble() * 10, draw.NextDouble() * 10, 1 + draw.NextDouble() * 10, 1 + draw.NextDouble() * 10);
        static Polygon Polygon(Box b) => new([new([new(b.X, b.Y), new(b.X + b.Width, b.Y), new(b.X + b.Width, b.Y + b.Height), new(b.X, b.Y + b.Height)], [])]);
    });

    [Fact]
    public void Points_and_lines_are_alike_where_they_are_near()
    {
        Assert.Equal(1, Likeness.Of(Dots(("nose", 1, 1), ("ear", 5, 5)), Dots(("ear", 5, 5), ("nose", 1, 1))), 12);
        Assert.Equal(0.5, Likeness.Of(Dots(("nose", 1, 1), ("ear", 5, 5)), Dots(("nose", 1, 1))), 12);
        Assert.Equal(1, Likeness.Of(new Polyline([new(0, 0), new(10, 0)]), new Polyline([new(0, 0), new(5, 0), new(10, 0)])), 12);
        Assert.InRange(Likeness.Of(new Polyline([new(0, 0), new(10, 0)]), new Polyline([new(0, 5), new(10, 5)])), 0, 0.01);
        static Points Dots(params (string Name, double X, double Y)[] at) => new([.. at.Select(a => new Keypoint(a.Name, new(a.X, a.Y)))]);
    }

    [Fact]
    public void The_best_pairing_is_found() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var gains = new double[1 + draw.Next(5), 1 + draw.Next(5)];
        for (var i = 0; i < gains.GetLength(0); i++) for (var j = 0; j < gains.GetLength(1); j++) gains[i, j] = draw.NextDouble();
        var best = Matching.Best(gains);
        var used = best.Where(c => c >= 0).ToList();
        return used.Count == Math.Min(gains.GetLength(0), gains.GetLength(1)) && used.Distinct().Count() == used.Count
            && Math.Abs(best.Index().Where(b => b.Item >= 0).Sum(b => gains[b.Index, b.Item]) - Largest(gains, 0, 0)) < 1e-9;
    });

    [Fact]
    public void Objects_that_have_little_in_common_are_not_paired()
    {
        var pairs = Matching.Of([new Box(0, 0, 10, 10), new Box(100, 0, 10, 10)], [new Box(101, 0, 10, 10), new Box(6, 0, 10, 10)]);
        Assert.Equal((1, 0), (Assert.Single(pairs).One, pairs[0].Other));
        Assert.Empty(Matching.Of([], [new Box(0, 0, 1, 1)]));
    }

    /// <summary>By trying all.</summary>
    static double Largest(double[,] gains, int row, int taken)
    {
        if (row == gains.GetLength(0)) return 0;
        var best = gains.GetLength(0) > gains.GetLength(1) ? Largest(gains, row + 1, taken) : double.NegativeInfinity;
        for (var c = 0; c < gains.GetLength(1); c++)
            if ((taken & (1 << c)) is 0) best = Math.Max(best, gains[row, c] + Largest(gains, row + 1, taken | (1 << c)));
        return best;
    }

    static ImmutableArray<PointPx> Square(double x, double y, double side) => [new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side)];
}
