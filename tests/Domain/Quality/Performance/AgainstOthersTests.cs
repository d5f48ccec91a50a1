using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Tests.Domain.Quality.Performance;

public sealed class AgainstOthersTests
{
    /// <summary>The others are right in 80 % only, and say so: plain agreement would call somebody of 95 % worse than they are.</summary>
    [Fact]
    public void Others_mistakes_do_not_hold_an_accuracy_down() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var against = Answers(draw, 2000, 0.95, 3, 0.8);
        var estimate = against.Accuracy(3);
        return against.Agreeing / against.Answers < 0.82 && estimate.Low < 0.99 && estimate.High > 0.9 && estimate.Value > 0.88;  // five standard deviations
    }, 40);

    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        const int people = 400;
        var covered = Enumerable.Range(0, people).Count(seed =>
        {
            var draw = new Random(seed);
            var accuracy = 0.55 + 0.4 * draw.NextDouble();
            var estimate = Answers(draw, 80, accuracy, 3, 0.9).Accuracy(3);
            return accuracy >= estimate.Low && accuracy <= estimate.High;
        });
        Assert.InRange(covered / (double)people, 0.91, 0.985);
    }

    [Fact]
    public void The_best_competent_person_is_found()
    {
        var against = Answers(new(5), 500, 0.9, 4, 0.9);
        var best = against.LargestLogLikelihood(0.7, 4);
        foreach (var accuracy in new[] { 0.7, 0.8, 0.85, 0.9, 0.95, 0.999 }) Assert.True(best >= against.LogLikelihood(accuracy, 4) - 1e-9);
    }

    [Fact]
    public void Nobody_seen_is_believed_as_anybody_is() => Assert.InRange(new AgainstOthers().Accuracy(2).Value, 0.8, 0.9);

    /// <summary>Answers of somebody to tasks of which others know the truth with some probability.</summary>
    internal static AgainstOthers Answers(Random draw, int count, double accuracy, int classes, double others)
    {
        var against = new AgainstOthers();
        for (var i = 0; i < count; i++)
        {
            var right = draw.NextDouble() < accuracy;
            var theyAreRight = draw.NextDouble() < others;
            // What the others say is class 0 with probability 'others'; the truth is 0 if they are right, else any other.
            var truth = theyAreRight ? 0 : 1 + draw.Next(classes - 1);
            var answer = right ? truth : Other(draw, truth, classes);
            against.Add(answer is 0 ? others : (1 - others) / (classes - 1));
        }
        return against;
    }

    static int Other(Random draw, int truth, int classes)
    {
        var other = draw.Next(classes - 1);
        return other >= truth ? other + 1 : other;
    }
}
