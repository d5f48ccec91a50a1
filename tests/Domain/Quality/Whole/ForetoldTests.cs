using Labelwise.Benchmarks.Insight;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Tests.Domain.Quality.Whole;

/// <summary>Posteriors are held against the answers that come after them; over 1,000 projects of each kind: `foretold` of the benchmarks.</summary>
public sealed class ForetoldTests
{
    [Theory, InlineData(Crowdedness.Apart), InlineData(Crowdedness.ManyNewcomers)]
    public void Of_people_who_err_each_by_themselves_nothing_is_said_at_any_look(Crowdedness kind)
    {
        var made = Enumerable.Range(1, 3).Select(seed => MadeForecasts.Run(seed, kind)).ToList();
        Assert.All(made, m => Assert.False(m.Alarm, $"{m.Foretold}"));
        Assert.InRange(made.Sum(m => m.Foretold.Answers), 30, 10_000);
    }

    /// <summary>Those who agreed on a task by luck are then contradicted.</summary>
    [Fact]
    public void Where_everybody_guesses_on_the_same_tasks_posteriors_are_found_too_sure()
    {
        // About one such project of three is noticed within its 400 tasks.
        var noticed = Enumerable.Range(1, 6).Select(seed => MadeForecasts.Run(seed, Crowdedness.HardTasks)).First(m => m.Alarm);
        Assert.True(noticed.Foretold.AgreedShare < noticed.Foretold.StatedShare, $"{noticed.Foretold}");
    }

    /// <summary>Ville's inequality by simulation: answers agree exactly as often as stated, less what is negligible, and somebody looks after each.</summary>
    [Fact]
    public void Looking_after_every_answer_raises_no_more_false_alarms_than_promised()
    {
        var (draw, alarms) = (new Random(1), 0);
        for (var project = 0; project < 2_000; project++)
        {
            var (found, alarm) = (Foretold.Nothing, false);
            for (var answer = 0; answer < 300 && !alarm; answer++)
            {
                var chance = 0.3 + 0.69 * draw.NextDouble();
                found = found.With(chance, draw.NextDouble() < chance - Foretold.Negligible);
                alarm = found.IsTooSure;
            }
            if (alarm) alarms++;
        }
        Assert.InRange(alarms, 0, 20);
    }

    [Fact]
    public void Evidence_is_the_mean_of_the_likelihood_ratios()
    {
        // 0.85 stated, 0.8 bet on: at 5 times smaller odds a disagreement is 1 / (0.8 + 5 * 0.2) * 5 times likelier.
        var found = Foretold.Nothing.With(0.85, agrees: false).With(0.85, agrees: true);
        var expected = Foretold.Ratios.Average(r => r / (0.8 + 0.2 * r) / (0.8 + 0.2 * r));
        Assert.Equal(Math.Log(expected), found.LogEvidence, 1e-9);
        Assert.Equal((2, 1.7, 1), (found.Answers, found.Stated, found.Agreed));
    }

    [Fact]
    public void Nothing_is_foretold_where_all_agree_nor_of_what_was_known_nor_of_strangers()
    {
        // Two people who answered twenty tasks alike, and a third of whom nothing is known.
        var set = AnswerSet.Of(20, 3, 2, [.. Enumerable.Range(0, 40).Select(i => i / 2)], [.. Enumerable.Range(0, 40).Select(i => i % 2)], [.. Enumerable.Range(0, 40).Select(i => i / 2 % 2)]);
        var words = ModelWords.Silent(20);
        var work = new WholeFitting(set, words);
        while (work.Go(int.MaxValue) is null) { }
        var foreteller = new Foreteller(work.Chances);
        Assert.Equal(0, foreteller.Of(Foretold.Nothing, [0, 1, 0], [1, 1, 1], fresh: 0).Answers);
        Assert.Equal(1, foreteller.Of(Foretold.Nothing, [0, 1, 0], [1, 0, 1], fresh: 0).Answers);
        Assert.Equal(0, foreteller.Of(Foretold.Nothing, [0, 1, 0], [1, 0, 1], fresh: 3).Answers);
        Assert.Equal(0, foreteller.Of(Foretold.Nothing, [0, 2, 1], [1, 0, 1], fresh: 0).Answers);
        Assert.Equal(0, foreteller.Of(Foretold.Nothing, [0, -1, 1], [1, 0, 1], fresh: 0).Answers);
        Assert.Equal((0, 1), Foretold.Nothing.Interval);
    }
}
