using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Crowds;

/// <summary>While people have few answers each, several stories explain them; being sure of one of them misleads who stops asking by it.</summary>
public sealed class SampledDawidSkeneTests
{
    /// <summary>Sixty tasks of five answers, forty people, a quarter of whom name the other class: the likeliest story takes them for the better ones.</summary>
    [Fact]
    public void Where_answers_are_few_it_is_right_where_the_likeliest_story_is_not()
    {
        const int Crowds = 20;
        var (ours, theirs, ourLoss, theirLoss) = (0.0, 0.0, 0.0, 0.0);
        for (var seed = 1; seed <= Crowds; seed++)
        {
            var crowd = new MadeCrowd(Crowd.Adversarial, seed, tasks: 60, workers: 40, classes: 2);
            var (one, other) = (Score(SampledDawidSkene.Fit(crowd.Answers)), Score(DawidSkene.Fit(crowd.Answers, ConfusionPrior.Learned)));
            (ours, theirs) = (ours + one.Accuracy / Crowds, theirs + other.Accuracy / Crowds);
            (ourLoss, theirLoss) = (ourLoss + one.LogLoss / Crowds, theirLoss + other.LogLoss / Crowds);

            CrowdScore Score(CrowdFit fit) => CrowdScore.Of(fit.Posteriors.AsSpan(), crowd.Truth);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{ours:F3}, log-loss {ourLoss:F3} beside {theirs:F3}, {theirLoss:F3}");
        Assert.True(ours > theirs + 0.1);
        Assert.True(ourLoss < theirLoss - 0.1);
    }

    [Fact]
    public void Where_answers_are_many_it_says_what_the_likeliest_story_says()
    {
        var crowd = new MadeCrowd(Crowd.Easy, 3, tasks: 2_000);
        var (ours, theirs) = (SampledDawidSkene.Fit(crowd.Answers), DawidSkene.Fit(crowd.Answers, ConfusionPrior.Learned));
        for (var t = 0; t < ours.Tasks; t++)
            for (var k = 0; k < ours.Classes; k++) Assert.Equal(theirs.Posterior(t)[k], ours.Posterior(t)[k], 0.12);
        for (var cell = 0; cell < ours.Confusion.Length; cell++) Assert.Equal(theirs.Confusion[cell], ours.Confusion[cell], 0.06);
    }

    /// <summary>Lots fall otherwise where classes are numbered otherwise; what they amount to stays.</summary>
    [Fact]
    public void Classes_by_other_numbers_are_the_same_classes_but_for_the_lots()
    {
        var crowd = new MadeCrowd(Crowd.Easy, 5, tasks: 300);
        var a = crowd.Answers;
        var turned = AnswerSet.Of(a.Tasks, a.Workers, a.Classes, crowd.Task, crowd.Worker, [.. crowd.Label.Select(l => (l + 1) % a.Classes)]);
        var (one, other) = (SampledDawidSkene.Fit(a), SampledDawidSkene.Fit(turned));
        var apart = Enumerable.Range(0, a.Tasks).Average(t => Enumerable.Range(0, a.Classes).Max(k => Math.Abs(one.Posterior(t)[k] - other.Posterior(t)[(k + 1) % a.Classes])));
        Assert.InRange(apart, 0, 0.02);
    }
}
