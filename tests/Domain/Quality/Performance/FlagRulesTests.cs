using Labelwise.Benchmarks.Insight;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Tests.Domain.Quality.Performance;

/// <summary>Who does not look is found soon, and who looks is left alone.</summary>
public sealed class FlagRulesTests
{
    [Theory]
    [InlineData(Habit.Constant, 60), InlineData(Habit.Random, 120), InlineData(Habit.Alternating, 150), InlineData(Habit.Lazy, 200), InlineData(Habit.Copying, 400)]
    public void Most_who_do_not_look_are_flagged_after_few_tasks(Habit habit, int within)
    {
        var runs = Enumerable.Range(0, 30).Select(seed => MadeProject.Run(seed, habit, classes: 3, tasks: MadeProject.GoodFirst + within, accuracy: 0.85)).ToList();
        Assert.InRange(runs.Count(r => r.After is > 0), 27, 30);
    }

    /// <summary>1 % of 200 is 2; five or more would come by chance once in twenty, were it exactly 1 %. Looked at every few answers.</summary>
    [Theory, InlineData(2, 0.75), InlineData(3, 0.9)]
    public void Hardly_anybody_who_looks_is_ever_flagged(int classes, double accuracy) =>
        Assert.InRange(Enumerable.Range(0, 200).Count(seed => MadeProject.Run(seed, Habit.Honest, classes, 150, accuracy).After is not null), 0, 4);

    /// <summary>Who draws lots is told so once, not as having a pattern and as having stopped too.</summary>
    [Fact]
    public void Of_rules_that_account_for_the_same_answers_the_best_is_said()
    {
        var (lots, draw) = (new AnswerTrail(), new Random(3));
        for (var i = 0; i < 300; i++) lots.Add(i / 30, draw.Next(4), i is 0 ? null : 0, draw.Next(4) is 0 ? 0.97 : 0.01, 1000);
        Assert.Equal("random", Assert.Single(FlagRules.Of(lots, [], 4)).Code);
    }

    /// <summary>Where nineteen of twenty samples are good, so are the answers of whoever looks.</summary>
    [Fact]
    public void One_class_stands_out_only_where_others_answer_otherwise()
    {
        Assert.False(OneClassBar.IsOver(97, 100, OneClassBar.Usual(1900, 2000, 2), 2));
        Assert.True(OneClassBar.IsOver(97, 100, OneClassBar.Usual(1000, 2000, 2), 2));
        Assert.True(OneClassBar.IsOver(24, 24, OneClassBar.Usual(0, 0, 2), 2));
        Assert.False(OneClassBar.IsOver(60, 100, OneClassBar.Usual(0, 2000, 4), 4));
    }

    [Fact]
    public void Who_answers_as_the_others_do_is_hardly_ever_said_to_know_one_class_only()
    {
        var (random, flagged, after) = (new Random(11), 0, 0);
        for (var person = 0; person < 2_000; person++) flagged += First(0.94, 400) is null ? 0 : 1;
        for (var person = 0; person < 100; person++) after = Math.Max(after, First(1, 400) ?? int.MaxValue);
        Assert.InRange(flagged, 0, 4);
        Assert.InRange(after, 100, 250);

        int? First(double share, int answers)
        {
            for (var (n, most) = (1, 0); n <= answers; n++)
            {
                if (random.NextDouble() < share) most++;
                if (OneClassBar.IsOver(most, n, 0.94, 2)) return n;
            }
            return null;
        }
    }

    [Fact]
    public void Nothing_is_said_of_somebody_who_was_not_judged()
    {
        Assert.Empty(FlagRules.Of(new AnswerTrail(), [], 3));
        Assert.Empty(FlagRules.Of(new AnswerTrail(), [default], 1));
    }

    /// <summary>Tasks that come sorted: every answer is the one before, and right.</summary>
    [Fact]
    public void Somebody_who_is_right_throughout_shows_no_pattern_however_tasks_are_sorted()
    {
        var right = new AnswerTrail();
        for (var i = 0; i < 600; i++) right.Add(i / 30, i / 200, i is 0 ? null : (i - 1) / 200, 0.98, 1000);
        Assert.Empty(FlagRules.Of(right, [], 3));
    }

    [Fact]
    public void Trails_of_blocks_add_up()
    {
        var (whole, one, other) = (new AnswerTrail(), new AnswerTrail(), new AnswerTrail());
        for (var i = 0; i < 60; i++)
            foreach (var trail in new[] { whole, i < 30 ? one : other }) trail.Add(i / 30, i % 3, i % 30 is 0 ? null : (i - 1) % 3, 0.4, 1000);
        one.Add(other);
        Assert.Equal(whole.LogHabit(3), one.LogHabit(3), 12);
        Assert.Equal(whole.Whole().Against.LogLikelihood(0.8, 3), one.Whole().Against.LogLikelihood(0.8, 3), 12);
        Assert.Equal(2, one.Stretches.Count);
    }

    [Fact]
    public void A_bet_on_copying_grows_by_shared_mistakes_and_shrinks_by_others()
    {
        var copies = default(CopyingBet).After(same: true, 0.3);
        Assert.True(copies.LogEvidence > 0);
        Assert.True(default(CopyingBet).After(same: false, 0.3).LogEvidence < 0);
        Assert.Equal(default, default(CopyingBet).After(same: true, 0.9));
        // The expectation of the factor under the largest chance is one: a fair bet.
        Assert.Equal(1, 0.3 * Math.Exp(copies.LogEvidence) + 0.7 * Math.Exp(default(CopyingBet).After(same: false, 0.3).LogEvidence), 12);
    }
}
