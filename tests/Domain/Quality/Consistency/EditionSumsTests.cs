using Labelwise.Domain.Quality.Consistency;

namespace Labelwise.Tests.Domain.Quality.Consistency;

public sealed class EditionSumsTests
{
    /// <summary>Mantel and Haenszel's statistic of one 2 × 2 table is Pearson's with N - 1 for N: 40 of 100 against 60 of 100.</summary>
    [Fact]
    public void One_table_is_tested_as_by_hand()
    {
        var (before, after) = (Made(_ => 0, i => i < 40), Made(_ => 0, i => i < 60));
        var change = after.Since(before)!;
        // (|60 - 50| - ½)² / (100 · 100 · 100 · 100 / (200² · 199)) = 90.25 / 12.5628 = 7.184; both classes change alike.
        Assert.Equal(2 * 0.007355, change.ByChance, 4);
        Assert.Equal((0.4, 0.6), (Share("yes", before), Share("yes", after)));
    }

    [Fact]
    public void A_change_of_what_tasks_show_is_no_change_of_how_they_are_answered()
    {
        // Under the second edition twice as many tasks of the stratum in which all is yes.
        var before = Made(i => i < 30 ? 1 : 0, i => i < 30);
        var after = Made(i => i < 60 ? 1 : 0, i => i < 60);
        Assert.Equal(1, after.Since(before)!.ByChance, 6);
        Assert.True(Made(_ => 0, i => i < 60).Since(Made(_ => 0, i => i < 30))!.ByChance < 0.001);
    }

    /// <summary>Where nothing changes, a change at the level of one in a hundred is seen about that often and no more.</summary>
    [Fact]
    public void False_alarms_are_as_rare_as_said()
    {
        var (random, alarms) = (new Random(4), 0);
        const int runs = 4_000;
        for (var run = 0; run < runs; run++)
        {
            EditionSums one = new(), other = new();
            foreach (var sums in new[] { one, other })
                for (var i = 0; i < 150; i++)
                {
                    var stratum = random.Next(3);
                    sums.Add(i, stratum, [random.NextDouble() < 0.2 + 0.3 * stratum ? "a" : random.Next(2) is 0 ? "b" : "c"], DateTimeOffset.UnixEpoch);
                }
            if (other.Since(one)!.ByChance < 0.01) alarms++;
        }
        Assert.InRange(alarms / (double)runs, 0, 0.012);
    }

    [Fact]
    public void Blocks_add_up_and_agreement_is_tested_too()
    {
        EditionSums poor = new(), good = new(), sum = new();
        for (var i = 0; i < 100; i++)
        {
            poor.AddShared(i % 2);
            good.AddShared(i % 10 is 0 ? 0 : 1);
            poor.Add(i, 0, ["a"], DateTimeOffset.UnixEpoch);
            good.Add(i, 0, ["a"], DateTimeOffset.UnixEpoch.AddDays(1));
        }
        Assert.True(good.Since(poor) is { AgreementByChance: < 1e-6, ByChance: 1 });
        sum.Add(poor);
        sum.Add(good);
        Assert.Equal((200, 200, 0.7, DateTimeOffset.UnixEpoch), (sum.Tasks, sum.Shared, Math.Round(sum.Agreeing!.Value, 10), sum.From));
        Assert.Equal([0, 1, 2, 3], sum.Examples("a"));
    }

    static EditionSums Made(Func<int, int> stratum, Func<int, bool> yes)
    {
        var sums = new EditionSums();
        for (var i = 0; i < 100; i++) sums.Add(i, stratum(i), [yes(i) ? "yes" : "no"], DateTimeOffset.UnixEpoch);
        return sums;
    }

    static double Share(string of, EditionSums sums) => sums.Share(of);
}
