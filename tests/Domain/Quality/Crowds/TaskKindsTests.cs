using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Crowds;

/// <summary>Of a class some tasks look like the other one, and a third of the people falls for it.</summary>
public sealed class TaskKindsTests
{
    [Fact]
    public void What_the_same_people_fall_for_is_not_taken_for_a_class()
    {
        var crowds = Enumerable.Range(1, 4).Select(seed => Crowd(lookalikes: 0.3, seed)).ToArray();
        var ours = crowds.Average(c => 1 - Score(TaskKinds.Fit(c.Answers), c.Truth).Accuracy);
        var theirs = crowds.Average(c => 1 - Score(DawidSkene.Fit(c.Answers, ConfusionPrior.Shared), c.Truth).Accuracy);
        Assert.True(ours < 0.7 * theirs, $"{ours} beside {theirs}");
    }

    /// <summary>No truth tells the default so: held-out answers do.</summary>
    [Fact]
    public void The_default_finds_out()
    {
        var (answers, truth) = Crowd(lookalikes: 0.3, seed: 4);
        var fit = CrowdConsensus.Of(answers);
        var (ours, theirs) = (Score(fit, truth), Score(DawidSkene.Fit(answers, ConfusionPrior.Shared), truth));
        Assert.True(ours.Accuracy > theirs.Accuracy + 0.01, $"{ours} beside {theirs}");
        Assert.Equal("kinds", fit.Voices.MaxBy(v => v.Weight)!.Method);
    }

    [Fact]
    public void Where_nothing_looks_alike_it_is_as_good()
    {
        var (answers, truth) = Crowd(lookalikes: 0, seed: 5);
        var (ours, theirs) = (Score(TaskKinds.Fit(answers), truth), Score(DawidSkene.Fit(answers, ConfusionPrior.Shared), truth));
        Assert.True(ours.Accuracy > theirs.Accuracy - 0.01, $"{ours} beside {theirs}");
    }

    static CrowdScore Score(CrowdFit fit, int[] truth) => CrowdScore.Of(fit.Posteriors.AsSpan(), truth);

    static (AnswerSet Answers, int[] Truth) Crowd(double lookalikes, int seed)
    {
        const int Tasks = 1000, Workers = 30, Each = 6;
        const double Named = 0.25;
        var random = new Random(seed);
        var truth = Enumerable.Range(0, Tasks).Select(_ => random.NextDouble() < Named ? 1 : 0).ToArray();
        var rows = new List<(int Task, int Worker, int Label)>();
        for (var t = 0; t < Tasks; t++)
        {
            var lookalike = truth[t] == 0 && random.NextDouble() < lookalikes;
            for (var i = 0; i < Each; i++)
            {
                var worker = (t * 7 + i * 11) % Workers;
                var careful = worker % 3 != 0;
                var chance = truth[t] == 1 ? careful ? 0.75 : 0.85 : !lookalike ? 0.05 : careful ? 0.1 : 0.8;
                rows.Add((t, worker, random.NextDouble() < chance ? 1 : 0));
            }
        }
        return (AnswerSet.Of(Tasks, Workers, 2, [.. rows.Select(r => r.Task)], [.. rows.Select(r => r.Worker)], [.. rows.Select(r => r.Label)]), truth);
    }
}
