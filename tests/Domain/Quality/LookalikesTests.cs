using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class LookalikesTests
{
    const int Classes = 10;
    const double Accuracy = 0.85;

    /// <summary>Summed by hand over who erred as everybody does: what the polynomials must come to.</summary>
    [Fact]
    public void It_is_the_sum_over_every_way_in_which_the_answers_may_have_come_about() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var (classes, n) = (3 + random.Next(4), random.Next(7));
        var lookalikes = random.Next(2) == 0 ? Lookalikes.Unknown(classes) : Lookalikes.Of(Made(random, classes), classes);
        var (answers, predicted) = (Enumerable.Range(0, n).Select(_ => random.Next(classes)).ToArray(), random.Next(classes + 1) - 1);
        double[] own = [.. Enumerable.Range(0, n * classes).Select(_ => 0.01 + random.NextDouble())], usual = [.. own.Select(_ => random.NextDouble())];
        var (found, expected) = (new double[classes], new double[classes]);
        lookalikes.Likelihood(answers, own, usual, predicted, found);
        for (var k = 0; k < classes; k++)
            for (var ways = 0; ways < 1 << n; ways++) expected[k] += Way(k, ways);
        return found.Zip(expected, (f, e) => Math.Abs(f - e / expected.Max()) < 1e-9).All(same => same);

        double Way(int truth, int asEverybody)
        {
            var (chance, said) = (1.0, new List<int>());
            for (var i = 0; i < n; i++)
            {
                if ((asEverybody >> i & 1) == 0) chance *= own[i * classes + truth];
                else if (answers[i] == truth) return 0;
                else
                {
                    chance *= usual[i * classes + truth] * lookalikes.Next(truth, answers[i], [.. said], predicted);
                    said.Add(answers[i]);
                }
            }
            return chance;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_model_that_errs_alike_makes_an_answer_worth_less()
    {
        double Odds(int predicted) => ConfusionSums.Likelihood([([], 4, Accuracy)], Lookalikes.Unknown(Classes), predicted) is var l ? l[4] / l[7] : 0;
        Assert.Equal(Accuracy / (1 - Accuracy) * 9, Odds(predicted: -1), 1e-9);
        Assert.Equal(Accuracy / (1 - Accuracy) * 3, Odds(predicted: 4), 1e-9);
        Assert.True(Odds(predicted: 2) > Odds(predicted: -1));  // what 7 is taken for is known to be something else
    }

    /// <summary>What a thousand answers say of what looks alike is worth more than what any two people agree on.</summary>
    [Fact]
    public void What_everybody_confuses_is_learned()
    {
        var cells = ConfusionSums.Of(Enumerable.Range(0, 1_000).Select(i => (Answer: i % 10 == 0 ? 1 : 0, Truth: 0, Belief: 0.99)));
        var lookalikes = Lookalikes.Of(cells, Classes);
        var two = ConfusionSums.Likelihood([([], 1, Accuracy), ([], 1, Accuracy)], lookalikes);
        Assert.InRange(two[0] / two[1], 0.01, 0.05);  // 0.15² / 0.85², nearly
        Assert.True(two[5] < two[0] / 2);
    }

    static ImmutableArray<ConfusionCell> Made(Random random, int classes) =>
        ConfusionSums.Of(Enumerable.Range(0, 40).Select(_ => (random.Next(classes), random.Next(classes), random.NextDouble())));
}
