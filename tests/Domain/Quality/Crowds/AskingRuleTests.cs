using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality.Crowds;

public sealed class AskingRuleTests
{
    static readonly double[] Good = Confusion(3, 0.9), Poor = Confusion(3, 0.5), None = Confusion(3, 1 / 3.0);

    [Fact]
    public void One_answer_gains_what_Bayes_rule_says()
    {
        // Two classes, even odds, an annotator right in 0.8: the better decision is right in 0.8 instead of 0.5.
        Assert.Equal(0.3, AskingRule.GainPerAnswer([0.5, 0.5], Confusion(2, 0.8)), 10);
    }

    [Fact]
    public void Looks_beyond_one_answer_where_one_cannot_turn_the_decision()
    {
        // At odds of 0.9 one contrary answer of accuracy 0.8 leaves 0.69: only a second one turns it.
        Assert.True(AskingRule.GainPerAnswer([0.9, 0.1], Confusion(2, 0.8)) > 0.001);
    }

    [Fact]
    public void Nothing_is_gained_where_all_is_known_or_nobody_knows()
    {
        Assert.Equal(0, AskingRule.GainPerAnswer([1, 0, 0], Good), 12);
        Assert.Equal(0, AskingRule.GainPerAnswer([0.4, 0.35, 0.25], None), 12);
        Assert.Equal(0, AskingRule.GainPerAnswer([1.0], [1.0]));
    }

    [Fact]
    public void Gains_lie_between_nothing_and_half_and_grow_with_skill() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var posterior = Enumerable.Range(0, 3).Select(_ => random.NextDouble()).ToArray();
        var sum = posterior.Sum();
        for (var k = 0; k < 3; k++) posterior[k] /= sum;
        return AskingRule.GainPerAnswer(posterior, Poor) is >= 0 and var poor
            && AskingRule.GainPerAnswer(posterior, Good) is <= 0.5 and var good && good >= poor - 1e-12;
    });

    [Fact]
    public void Of_equal_doubt_the_task_with_fewest_answers_is_first_where_people_err_together() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var (confidence, opinions, together) = (random.NextDouble(), random.Next(1, 12), new DesignEffect(0.01 + 0.99 * random.NextDouble()));
        return AskingRule.Urgency(confidence, opinions, together) > AskingRule.Urgency(confidence, opinions + 1, together) - 1e-15
            && AskingRule.Urgency(confidence, opinions, DesignEffect.None) == AskingRule.Urgency(confidence, opinions + 1, DesignEffect.None);
    });

    [Fact]
    public void More_doubt_is_first_among_as_many_answers() =>
        Assert.True(AskingRule.Urgency(0.6, 3, new(0.2)) > AskingRule.Urgency(0.8, 3, new(0.2)));

    [Fact]
    public void Asks_for_the_least_always_and_never_beyond_the_most()
    {
        var rule = new AskingRule(Least: 2, Most: 4, Price: 0.01);
        Assert.True(rule.Asks([1, 0, 0], Good, 1));
        Assert.False(rule.Asks([1, 0, 0], Good, 2));
        Assert.True(rule.Asks([0.5, 0.4, 0.1], Good, 3));
        Assert.False(rule.Asks([0.5, 0.4, 0.1], Good, 4));
    }

    static readonly Redundancy OneToFive = new(1, 5, 0.95);

    /// <summary>The target of a pipeline says where an answer no longer pays; with the usual people it is the old threshold.</summary>
    [Theory]
    [InlineData(0.9), InlineData(0.95), InlineData(0.98), InlineData(0.995)]
    public void With_the_usual_annotator_and_one_rival_asking_ends_at_the_target(double target)
    {
        var redundancy = new Redundancy(1, 9, target);
        for (var confidence = 0.5; confidence < 0.9995; confidence += 0.0005)
        {
            if (Math.Abs(confidence - target) < 1e-6) continue;
            var need = AskingRule.NeedAfter([confidence, 1 - confidence], Skill.PriorAccuracy, 2, redundancy);
            Assert.Equal(confidence < target ? Need.AnotherOpinion : Need.Nothing, need);
        }
    }

    [Fact]
    public void Nobody_is_asked_who_cannot_tell()
    {
        Assert.Equal(Need.Reviewer, AskingRule.NeedAfter([0.6, 0.4], 0.5, 1, OneToFive));
        Assert.Equal(Need.Nothing, AskingRule.NeedAfter([0.93, 0.07], 0.5, 1, OneToFive));
        Assert.Equal(Need.AnotherOpinion, AskingRule.NeedAfter([0.6, 0.4], 0.9, 1, OneToFive));
        Assert.Equal(Need.AnotherOpinion, AskingRule.NeedAfter([0.6, 0.4], 0.5, 1, new(2, 5, 0.95)));
        Assert.Equal(Need.Reviewer, AskingRule.NeedAfter([0.6, 0.4], 0.9, 5, OneToFive));
    }

    [Fact]
    public void It_never_asks_where_the_threshold_alone_would_not() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var posterior = Enumerable.Range(0, 4).Select(_ => -Math.Log(random.NextDouble())).ToArray();
        var sum = posterior.Sum();
        for (var k = 0; k < 4; k++) posterior[k] /= sum;
        var opinions = 1 + random.Next(6);
        var need = AskingRule.NeedAfter(posterior, 0.5 + random.NextDouble() / 2, opinions, OneToFive);
        return need is not Need.AnotherOpinion || Consensus.NeedAfter(posterior.Max(), opinions, OneToFive) is Need.AnotherOpinion;
    });

    static double[] Confusion(int classes, double accuracy) =>
        [.. Enumerable.Range(0, classes * classes).Select(cell => cell / classes == cell % classes ? accuracy : (1 - accuracy) / (classes - 1))];
}
