using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality;

public sealed class OneCoinTests
{
    static readonly Redundancy OneToThree = new(1, 3, 0.98);
    static readonly double Unknown = default(Skill).Accuracy;

    /// <summary>Bayes' rule by hand: 0.9·0.9·0.2 against 0.1·0.1·0.8.</summary>
    [Fact]
    public void Two_against_one_is_weighed_by_how_good_they_are() =>
        Assert.Equal(0.162 / 0.170, OneCoin.Posterior([0.5, 0.5], [new(0, 0.9), new(0, 0.9), new(1, 0.8)])[0], 1e-12);

    /// <summary>0.92² against nine other classes, each 0.08² / 9 and a third of that for erring alike.</summary>
    [Fact]
    public void Two_who_err_are_believed_to_err_alike_in_one_of_three_cases() =>
        Assert.Equal(0.8464 / (0.8464 + 0.0064 / 3), OneCoin.Posterior(Priors.Uniform(10).AsSpan(), [new(4, 0.92), new(4, 0.92)])[4], 1e-12);

    /// <summary>However many classes there are: somebody who is right in 85 of 100 cases is believed in 85 of 100 cases.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void Who_speaks_alone_is_believed_as_often_as_they_are_right(int classes) =>
        Assert.Equal(0.85, OneCoin.Posterior(Priors.Uniform(classes).AsSpan(), [new(1, 0.85)])[1], 1e-12);

    [Fact]
    public void Rows_sum_to_one_and_no_order_of_opinions_changes_them() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var prior = Enumerable.Range(0, 5).Select(_ => random.NextDouble() + 0.01).ToArray();
            var opinions = Enumerable.Range(0, random.Next(8)).Select(_ => new Opinion(random.Next(5), 0.3 + 0.69 * random.NextDouble())).ToArray();
            var normal = prior.Select(p => p / prior.Sum()).ToArray();
            var one = OneCoin.Posterior(normal, opinions);
            random.Shuffle(opinions);
            var other = OneCoin.Posterior(normal, opinions);
            return Math.Abs(one.Sum() - 1) < 1e-12 && one.Zip(other, (a, b) => Math.Abs(a - b)).Max() < 1e-12
                && one.All(p => p is >= 0 and <= OneCoin.Highest + 1e-12);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void One_stranger_alone_never_settles_a_task(int classes)
    {
        var consensus = Consensus.Of(Priors.Uniform(classes).AsSpan(), [new(1, Unknown)], OneToThree);
        Assert.Equal(Need.AnotherOpinion, consensus.Need);
        Assert.True(consensus.Confidence <= Unknown + 1e-9);
    }

    [Fact]
    public void One_stranger_settles_a_task_on_which_a_sure_model_agrees()
    {
        var prior = Priors.Of(10, [new(3, 0.95f)]);
        Assert.Equal((Need.Nothing, 3), (Consensus.Of(prior.AsSpan(), [new(3, Unknown)], OneToThree) is var c ? c.Need : default, c.Class));
        Assert.Equal(Need.AnotherOpinion, Consensus.Of(prior.AsSpan(), [new(4, Unknown)], OneToThree).Need);
    }

    [Fact]
    public void However_many_agree_a_slip_stays_possible() =>
        Assert.Equal(OneCoin.Highest, OneCoin.Posterior(Priors.Uniform(4).AsSpan(), [.. Enumerable.Repeat(new Opinion(2, 0.99), 25)])[2], 1e-12);

    [Theory]
    [InlineData(0.5, 0, Need.AnotherOpinion)]
    [InlineData(0.999, 0, Need.AnotherOpinion)]
    [InlineData(0.98, 1, Need.Nothing)]
    [InlineData(0.9799, 1, Need.AnotherOpinion)]
    [InlineData(0.9799, 2, Need.AnotherOpinion)]
    [InlineData(0.9799, 3, Need.Reviewer)]
    [InlineData(0.5, 4, Need.Reviewer)]
    public void Another_opinion_is_asked_only_under_the_target_and_the_most(double confidence, int opinions, Need need) =>
        Assert.Equal(need, Consensus.NeedAfter(confidence, opinions, OneToThree));

    [Fact]
    public void An_opinion_outside_the_classes_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OneCoin.Posterior([0.5, 0.5], [new(2, 0.9)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => OneCoin.Posterior([0.5, 0.5], [new(-1, 0.9)]));
    }

    /// <summary>Beta(8.5 + 90, 1.5 + 10): its mean, and quantiles that the distribution function turns back.</summary>
    [Fact]
    public void A_skill_is_the_mean_of_its_posterior_with_its_interval()
    {
        var skill = new Skill(90, 100);
        Assert.Equal(98.5 / 110, skill.Accuracy, 1e-12);
        var (lower, upper) = skill.Interval(0.95);
        Assert.Equal(0.025, MathNet.Numerics.SpecialFunctions.BetaRegularized(98.5, 11.5, lower), 1e-9);
        Assert.Equal(0.975, MathNet.Numerics.SpecialFunctions.BetaRegularized(98.5, 11.5, upper), 1e-9);
        Assert.Equal(default, skill - new Skill(90, 100));
        Assert.InRange(new Skill(10_000, 10_000).Accuracy, 0.9, Skill.Highest);
    }

    [Fact]
    public void A_sparse_prediction_spreads_what_it_does_not_name()
    {
        var dense = SparseProbabilities.Dense(5, [new(1, 0.7f), new(4, 0.15f)]);
        Assert.Equal([0.05, 0.7, 0.05, 0.05, 0.15], dense.Select(p => Math.Round(p, 6)));
        Assert.Equal([0.25, 0.75], SparseProbabilities.Dense(2, [new(1, 0.9f), new(0, 0.3f)]).Select(p => Math.Round(p, 6)));
        Assert.Equal([1, 4], SparseProbabilities.Largest(dense, 2).Select(p => p.Class));
        Assert.True(Priors.Of(5, [new(1, 1f)])[0] >= Priors.Doubt / 5);
    }
}
