using Labelwise.Domain.Quality.Crowds;

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
    public void Asks_for_the_least_always_and_never_beyond_the_most()
    {
        var rule = new AskingRule(Least: 2, Most: 4, Price: 0.01);
        Assert.True(rule.Asks([1, 0, 0], Good, 1));
        Assert.False(rule.Asks([1, 0, 0], Good, 2));
        Assert.True(rule.Asks([0.5, 0.4, 0.1], Good, 3));
        Assert.False(rule.Asks([0.5, 0.4, 0.1], Good, 4));
    }

    static double[] Confusion(int classes, double accuracy) =>
        [.. Enumerable.Range(0, classes * classes).Select(cell => cell / classes == cell % classes ? accuracy : (1 - accuracy) / (classes - 1))];
}
