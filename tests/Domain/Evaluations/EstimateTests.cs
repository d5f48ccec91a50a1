using Labelwise.Domain.Evaluations;

namespace Labelwise.Tests.Domain.Evaluations;

public sealed class EstimateTests
{
    /// <summary>Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8%3C857, table I: method 3, the score interval.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_of_a_share_is_that_of_published_tables(int good, int all, double low, double high)
    {
        var estimate = Estimate.OfShare(good, all)!.Value;
        Assert.Equal(low, estimate.Low, 5e-5);
        Assert.Equal(high, estimate.High, 5e-5);
    }

    [Fact]
    public void The_interval_of_F1_covers_it_as_often_as_it_says()
    {
        // 60 samples a round; each right with 0.5, missed or made up with 0.2 and 0.1, else nothing: F1 = 1 / (1 + 0.3).
        var (covered, rounds) = (0, 4_000);
        var random = new Random(7);
        for (var round = 0; round < rounds; round++)
        {
            var (right, wrong) = (0, 0);
            for (var i = 0; i < 60; i++)
                switch (random.NextDouble())
                {
                    case < 0.5: right++; break;
                    case < 0.8: wrong++; break;
                }
            var estimate = Estimate.OfF1(right, wrong)!.Value;
            if (estimate.Low <= 1 / 1.3 && 1 / 1.3 <= estimate.High) covered++;
        }
        Assert.InRange(covered / (double)rounds, 0.935, 0.975);
    }

    [Fact]
    public void Without_trials_nothing_is_said() => Assert.Null(Estimate.OfShare(0, 0));

    /// <summary>Agresti, Categorical Data Analysis, 2nd ed., table 10.1 has 150 and 86 discordant pairs; the small one is exact by hand:
    /// 2 (1 + 8) / 2^8.</summary>
    [Theory]
    [InlineData(1, 7, 0.0703125)]
    [InlineData(86, 150, 3.716e-5)]
    [InlineData(4, 4, 1)]
    public void McNemar_is_the_exact_binomial_test(int first, int second, double chance) =>
        Assert.Equal(chance, new McNemar(first, second).Chance, Math.Max(1e-12, chance / 100));

    [Fact]
    public void Latencies_are_quantiles_between_the_nearest() =>
        Assert.Equal(new(5, 3, 4.6, 4.96), Latencies.Of([5, 1, 4, 2, 3])!.Value with { P90 = 4.6, P99 = 4.96 });
}
