using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Quality.Shapes;

namespace Labelwise.Tests.Domain.Quality.Shapes;

public sealed class JudgedDrawingTests(ITestOutputHelper output)
{
    [Fact]
    public void Where_nobody_was_judged_anybody_is_as_the_constant_says() =>
        Assert.True(Same(DrawingSkill.Anybody, JudgedDrawing.Pooled([new ShapeSums(), new ShapeSums()])));

    static bool Same(DrawingSkill a, DrawingSkill b) =>
        Math.Abs(a.Finds - b.Finds) + Math.Abs(a.Invents - b.Invents) + Math.Abs(a.Names - b.Names) + Math.Abs(a.Places - b.Places) < 1e-9;

    [Fact]
    public void One_person_of_whom_much_is_known_does_not_speak_for_all()
    {
        var careless = new ShapeSums();
        for (var i = 0; i < 10_000; i++) careless.AddMatch(0.5, i % 2 is 0);
        careless.AddUnmatched(10_000, 0);
        var pooled = JudgedDrawing.Pooled([careless]);
        Assert.Equal((3 * 0.9 + 0.5) / 4, pooled.Finds, 0.002);
        Assert.Equal((3 * 0.95 + 0.5) / 4, pooled.Names, 0.002);
        Assert.Equal((3 * 0.85 + 0.5) / 4, pooled.Places, 0.002);
        Assert.Equal(0.5, JudgedDrawing.Of(careless, pooled).Finds, 0.01);
        Assert.True(Same(pooled, JudgedDrawing.Of(new(), pooled)));
    }

    /// <summary>A made-up project whose people draw worse than the constant believes: eight are judged, then two newcomers draw.</summary>
    [Fact]
    public void A_newcomer_is_known_better_by_the_project_s_people_than_by_the_constant()
    {
        var draw = new Random(21);
        var people = Enumerable.Range(0, 10).Select(_ => (Finds: 0.6 + 0.15 * draw.NextDouble(), Invents: 0.25 + 0.15 * draw.NextDouble(), Names: 0.7 + 0.1 * draw.NextDouble())).ToArray();
        var judged = people.Take(8).Select(person =>
        {
            var sums = new ShapeSums();
            for (var place = 0; place < 200; place++)
                if (draw.NextDouble() < 0.5) { if (draw.NextDouble() < person.Finds) sums.AddMatch(0.7, draw.NextDouble() < person.Names); else sums.AddUnmatched(1, 0); }
                else if (draw.NextDouble() < person.Invents) sums.AddUnmatched(0, 1);
            return sums;
        }).ToList();
        var pooled = JudgedDrawing.Pooled(judged);
        var (byPool, byConstant) = (0.0, 0.0);
        for (var place = 0; place < 4000; place++)
        {
            var there = draw.NextDouble() < 0.5;
            bool[] drew = [.. people.TakeLast(2).Select(p => draw.NextDouble() < (there ? p.Finds : p.Invents))];
            byPool += Loss(pooled);
            byConstant += Loss(DrawingSkill.Anybody);
            double Loss(DrawingSkill skill) => -Math.Log(ShapeConsensus.Existence([(skill, drew[0]), (skill, drew[1])]) is var p && there ? p : 1 - p);
        }
        output.WriteLine($"pooled {pooled}; log-loss of existence {byPool / 4000:0.000}, by the constant {byConstant / 4000:0.000}");
        Assert.InRange(pooled.Finds - people.Average(p => p.Finds), -0.02, 0.1);
        Assert.InRange(pooled.Names - people.Average(p => p.Names), -0.02, 0.1);
        Assert.True(byPool < 0.85 * byConstant);
    }
}
