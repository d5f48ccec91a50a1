using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Tests.Domain.Quality.Performance;

public sealed class TrailChangesTests
{
    const int Classes = 4, StretchAnswers = 20;

    [Fact]
    public void Who_does_not_change_is_left_alone_but_for_one_in_a_hundred_however_often_one_looks()
    {
        var said = Enumerable.Range(0, 300).Count(seed => Enumerable.Range(1, 12).Any(look => TrailChanges.Of(Trail(seed, 3 * look, _ => 0.85), Classes).Length > 0));
        Assert.InRange(said, 0, 6);
    }

    [Fact]
    public void Who_becomes_worse_for_good_in_a_single_sitting_declines_and_does_not_tire()
    {
        foreach (var seed in Enumerable.Range(0, 20))
            Assert.Equal(["declined"], TrailChanges.Of(Trail(seed, 26, s => s < 11 ? 0.95 : 0.25), Classes).Select(c => c.Code));
    }

    /// <summary>One of four labels goes to a reviewer, five in a stretch of time; a share of what is drawn is mended.</summary>
    [Fact]
    public void Who_draws_worse_from_some_day_on_is_seen_to_by_what_reviewers_mend_and_nobody_else()
    {
        var left = Enumerable.Range(0, 300).Count(seed => Enumerable.Range(1, 8).Any(look => TrailChanges.Of(Labels(seed, 5 * look, _ => 0.12)).Length > 0));
        Assert.InRange(left, 0, 3);
        var found = Enumerable.Range(0, 20).Select(seed => TrailChanges.Of(Labels(seed, 40, s => s < 15 ? 0.1 : 0.5))).ToList();
        Assert.True(found.Count(f => f is [{ Code: "declined" }]) >= 19);
        Assert.InRange(found.First(f => f.Length > 0)[0].Since!.Value, 12, 18);
        Assert.Equal(0.9, found.First(f => f.Length > 0)[0].Before.Value, 0.05);
    }

    static ScoreTrail Labels(int seed, int stretches, Func<int, double> mended)
    {
        var (random, trail) = (new Random(seed), new ScoreTrail());
        for (var s = 0; s < stretches; s++)
            for (var i = 0; i < 5; i++) trail.Add(s, 1 - Math.Min(1, 2 * mended(s) * random.NextDouble()));
        return trail;
    }

    [Fact]
    public void Who_learns_is_seen_to_and_from_when_on()
    {
        var found = Enumerable.Range(0, 20).Select(seed => TrailChanges.Of(Trail(seed, 36, s => s < 12 ? 0.65 : 0.92), Classes)).ToList();
        Assert.True(found.Count(f => f.Any(c => c.Code is "learned")) >= 19);
        var change = found.SelectMany(f => f).First(c => c.Code is "learned");
        Assert.InRange(change.Since!.Value, 8, 16);
        Assert.True(change.Before.High < change.After.Low);
    }

    [Fact]
    public void Who_becomes_worse_is_seen_to_decline()
    {
        var change = Assert.Single(TrailChanges.Of(Trail(7, 30, s => s < 15 ? 0.95 : 0.7), Classes), c => c.Code is "declined");
        Assert.True(change.ByChance < 0.01);
    }

    /// <summary>Days of four hours; in the last two of each three in ten more are wrong.</summary>
    [Fact]
    public void Who_is_worse_late_in_every_sitting_tires()
    {
        var trail = new AnswerTrail();
        for (var day = 0; day < 6; day++) Fill(trail, day, day * 144, 24, s => s >= 12 ? 0.65 : 0.93);
        var tires = Assert.Single(TrailChanges.Of(trail, Classes), c => c.Code is "tires");
        Assert.True(tires.Before.Low > tires.After.High);
        Assert.Empty(TrailChanges.Of(new(), Classes));
    }

    static AnswerTrail Trail(int seed, int stretches, Func<int, double> accuracy)
    {
        var trail = new AnswerTrail();
        Fill(trail, seed, 0, stretches, accuracy);
        return trail;
    }

    /// <summary>The others are nearly always right, and known to be.</summary>
    static void Fill(AnswerTrail trail, int seed, long from, int stretches, Func<int, double> accuracy)
    {
        var random = new Random(seed);
        for (var s = 0; s < stretches; s++)
            for (var i = 0; i < StretchAnswers; i++)
            {
                var right = random.NextDouble() < accuracy(s);
                trail.Add(from + s, random.Next(Classes), null, right ? 0.95 : 0.05 / (Classes - 1), 2000);
            }
    }
}
