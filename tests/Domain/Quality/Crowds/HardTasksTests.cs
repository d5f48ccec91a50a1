using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Crowds;

public sealed class HardTasksTests
{
    /// <summary>Where people err together, independence is surprised: the same accuracy or a better one, and far less too sure.</summary>
    [Fact]
    public void Where_tasks_are_hard_for_everybody_it_is_less_too_sure_than_Dawid_and_Skene()
    {
        var (answers, truth) = Crowd(spread: 1.5, seed: 5);
        var (ours, theirs) = (HardTasks.Fit(answers), DawidSkene.Fit(answers, ConfusionPrior.Learned));
        var (our, their) = (CrowdScore.Of(ours.Posteriors.AsSpan(), truth), CrowdScore.Of(theirs.Posteriors.AsSpan(), truth));
        Assert.True(our.Accuracy >= their.Accuracy - 0.01, $"{our} beside {their}");
        Assert.True(our.LogLoss < 0.8 * their.LogLoss && our.Ece < their.Ece, $"{our} beside {their}");
    }

    [Fact]
    public void Where_all_tasks_are_alike_it_is_as_good()
    {
        var (answers, truth) = Crowd(spread: 0, seed: 6);
        var fit = HardTasks.Fit(answers);
        var (our, their) = (CrowdScore.Of(fit.Posteriors.AsSpan(), truth), CrowdScore.Of(DawidSkene.Fit(answers, ConfusionPrior.Learned).Posteriors.AsSpan(), truth));
        Assert.True(our.Accuracy >= their.Accuracy - 0.01 && our.LogLoss <= their.LogLoss + 0.02, $"{our} beside {their}");
    }

    static (AnswerSet Answers, int[] Truth) Crowd(double spread, int seed)
    {
        const int Tasks = 400, Workers = 40, Classes = 3, Each = 10;
        var random = new Random(seed);
        var truth = Enumerable.Range(0, Tasks).Select(_ => random.Next(Classes)).ToArray();
        var skill = Enumerable.Range(0, Workers).Select(_ => 1.6 + 0.6 * Normal()).ToArray();
        var rows = new List<(int Task, int Worker, int Label)>();
        for (var t = 0; t < Tasks; t++)
        {
            var ease = spread * Normal();
            for (var i = 0; i < Each; i++)
            {
                var worker = (t * 7 + i * 3) % Workers;
                var chance = 1 / (1 + (Classes - 1) * Math.Exp(-skill[worker] - ease));
                rows.Add((t, worker, random.NextDouble() < chance ? truth[t] : (truth[t] + 1 + random.Next(Classes - 1)) % Classes));
            }
        }
        return (AnswerSet.Of(Tasks, Workers, Classes, [.. rows.Select(r => r.Task)], [.. rows.Select(r => r.Worker)], [.. rows.Select(r => r.Label)]), truth);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
