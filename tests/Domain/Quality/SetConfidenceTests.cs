using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class SetConfidenceTests
{
    [Fact]
    public void Of_nothing_decided_nothing_is_said() => Assert.Null(SetConfidence.Of(0, 0, 0, 0, 0));

    /// <summary>100 labels at 0.9: mean 0.9, deviation √(0.9 · 0.1 / 100) = 0.03.</summary>
    [Fact]
    public void What_people_decided_is_as_right_as_its_posteriors_say()
    {
        var set = SetConfidence.Of(people: 100, posteriors: 90, model: 0, audits: 0, errors: 0)!.Value;
        Assert.Equal((0.9, 0.9 - 1.96 * 0.03, 0.9 + 1.96 * 0.03), (set.Expected, set.Low, set.High), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9 && Math.Abs(a.Item3 - b.Item3) < 1e-9);
    }

    /// <summary>One class certified by itself, the others together: each counts by the tasks that it covers, and two samples say more than one.</summary>
    [Fact]
    public void Several_certificates_count_by_the_tasks_under_them()
    {
        Certificate Of(int @class, int audits, int errors, int population) => new([@class], 8, audits, errors, population, 0.02, default, 1, 0, default);
        var view = new AcceptanceView(AcceptanceState.Certified, 0.02, 0.95, 0.9, 0, 0, 0, 0, 0.05, 0.5, [], [Of(0, 199, 9, 1_000), Of(1, 199, 0, 3_000)], [], [], 1, false);
        Assert.Equal(1 - (0.25 * 9.5 / 200 + 0.75 * 0.5 / 200), SetConfidence.Of(0, 0, 4_000, view)!.Value.Expected, 1e-12);
        Assert.Equal(1 - 9.5 / 200, SetConfidence.Of(0, 0, 1_000, view, @class: 0)!.Value.Expected, 1e-12);
        var (apart, together) = (SetConfidence.Of(0, 0, 4_000, view)!.Value, SetConfidence.Of(0, 0, 4_000, 199, 2)!.Value);
        Assert.True(apart.High - apart.Low < together.High - together.Low + 0.01);
        Assert.Equal(0.5, SetConfidence.Of(0, 0, 10, null)!.Value.Expected);
    }

    /// <summary>A simulated project: posteriors that mean what they say, a model whose error audits estimate.</summary>
    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        var (random, covered, runs) = (new Random(5), 0, 2_000);
        for (var run = 0; run < runs; run++)
        {
            var (people, model, audits) = (800, 3_000, 300);
            var error = 0.005 + 0.03 * random.NextDouble();
            double posteriors = 0;
            var right = 0;
            for (var i = 0; i < people; i++)
            {
                var posterior = 0.7 + 0.3 * random.NextDouble();
                posteriors += posterior;
                if (random.NextDouble() < posterior) right++;
            }
            var found = Enumerable.Range(0, audits).Count(_ => random.NextDouble() < error);
            right += Enumerable.Range(0, model).Count(_ => random.NextDouble() >= error);
            var set = SetConfidence.Of(people, posteriors, model, audits, found)!.Value;
            var accuracy = right / (double)(people + model);
            if (accuracy >= set.Low && accuracy <= set.High) covered++;
        }
        Assert.InRange(covered / (double)runs, 0.935, 0.975);
    }

    /// <summary>500 projects with people of unknown skill, whose posteriors come from inference itself, and a model that audits test: the 95 %
    /// interval covers the true accuracy in 93 to 97 of 100.</summary>
    [Fact]
    public void The_interval_covers_the_truth_also_where_posteriors_are_inferred()
    {
        const int projects = 500;
        var covered = 0;
        for (var seed = 0; seed < projects; seed++)
        {
            var random = new Random(seed);
            var crowd = new SimulatedCrowd(seed, tasks: 300, classes: 6, annotators: 10);
            var fit = OneCoinFit.Of(crowd.Priors, 10, crowd.Answers(3), ImmutableDictionary<int, int>.Empty);
            var decided = fit.Posteriors.Select(p => p.IndexOf(p.Max())).ToArray();
            var right = decided.Zip(crowd.Truth).Count(d => d.First == d.Second);
            var (model, audits, error) = (1_000, 250, 0.005 + 0.03 * random.NextDouble());
            var found = Enumerable.Range(0, audits).Count(_ => random.NextDouble() < error);
            right += Enumerable.Range(0, model).Count(_ => random.NextDouble() >= error);
            var set = SetConfidence.Of(decided.Length, fit.Posteriors.Sum(p => p.Max()), model, audits, found)!.Value;
            if (right / (double)(decided.Length + model) is var accuracy && accuracy >= set.Low && accuracy <= set.High) covered++;
        }
        Assert.InRange(covered / (double)projects, 0.93, 0.97);
    }
}
