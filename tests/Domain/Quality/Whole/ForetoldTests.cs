using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Tests.Domain.Quality.Whole;

/// <summary>Posteriors are held against the answers that come after them.</summary>
public sealed class ForetoldTests
{
    [Fact]
    public void People_who_err_each_by_themselves_agree_as_often_as_stated() => Assert.All(Enumerable.Range(1, 10), seed =>
    {
        var found = Of(together: 0, seed);
        Assert.InRange(found.Answers, 50, 600);
        Assert.False(found.IsTooSure, $"{found}");
        Assert.InRange(found.StatedShare, found.Interval.Low - 0.05, found.Interval.High + 0.05);
    });

    /// <summary>A fifth of the tasks is answered by lot by everybody: those who agreed on them by luck are then contradicted.</summary>
    [Fact]
    public void Where_everybody_guesses_on_the_same_tasks_posteriors_are_found_too_sure() => Assert.All(Enumerable.Range(1, 10), seed =>
    {
        var found = Of(together: 0.2, seed);
        Assert.True(found.IsTooSure && found.AgreedShare < found.StatedShare, $"{found}");
    });

    [Fact]
    public void Verdicts_and_tasks_on_which_all_agree_say_nothing()
    {
        var set = AnswerSet.Of(2, 3, 2, [0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], [1, 1, 0, 1, 0, 1], [-1, 1]);
        var found = WholeFit.Of(set, Silent(2)).Foretold;
        Assert.Equal((0, 0, false), (found.Answers, found.Agreed, found.IsTooSure));
        Assert.Equal((0, 1), found.Interval);
    }

    static Foretold Of(double together, int seed)
    {
        const int Tasks = 300, Each = 6, Workers = 20, Classes = 2;
        var random = new Random(seed);
        var rows = new List<(int Task, int Worker, int Label)>();
        for (var t = 0; t < Tasks; t++)
        {
            var (truth, hard) = (random.Next(Classes), random.NextDouble() < together);
            for (var i = 0; i < Each; i++)
                rows.Add((t, (t * 7 + i * 3) % Workers, random.NextDouble() < (hard ? 0.5 : 0.95) ? truth : 1 - truth));
        }
        var set = AnswerSet.Of(Tasks, Workers, Classes, [.. rows.Select(r => r.Task)], [.. rows.Select(r => r.Worker)], [.. rows.Select(r => r.Label)]);
        return WholeFit.Of(set, Silent(Tasks)).Foretold;
    }

    static ModelWords Silent(int tasks)
    {
        var words = new ModelWords();
        for (var t = 0; t < tasks; t++) words.AddNone();
        return words;
    }
}
