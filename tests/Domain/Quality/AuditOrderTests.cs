using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class AuditOrderTests
{
    /// <summary>First outputs of SplitMix64 seeded with 1234567, as printed by the reference program (Vigna, splitmix64.c).</summary>
    [Fact]
    public void Ranks_are_mixed_as_by_the_reference_program()
    {
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423];
        Assert.Equal(expected, expected.Select((_, i) => AuditOrder.Mix(1234567 + (ulong)i * 0x9E3779B97F4A7C15)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    public void Under_a_cutoff_lies_its_share_of_any_stretch_of_tasks(ulong seed)
    {
        var cutoff = AuditOrder.Cutoff(0.05);
        foreach (var start in (int[])[0, 100_000, 1_000_000])
            Assert.InRange(Enumerable.Range(start, 20_000).Count(t => AuditOrder.Rank(seed, t) < cutoff), 877, 1_123);  // 4 standard deviations
    }

    [Fact]
    public void Another_seed_draws_other_audits()
    {
        var cutoff = AuditOrder.Cutoff(0.1);
        var both = Enumerable.Range(0, 20_000).Count(t => AuditOrder.Rank(1, t) < cutoff && AuditOrder.Rank(2, t) < cutoff);
        Assert.InRange(both, 144, 256);
    }

    [Fact]
    public void Cutoffs_stay_within_all_ranks()
    {
        Assert.Equal(0u, AuditOrder.Cutoff(0));
        Assert.Equal(uint.MaxValue, AuditOrder.Cutoff(1));
        Assert.Equal(uint.MaxValue, AuditOrder.Cutoff(2));
    }

    [Fact]
    public void A_confidence_lies_in_the_bin_whose_edge_is_not_above_it()
    {
        for (var i = 0; i < ConfidenceBins.Count; i++) Assert.Equal(i, ConfidenceBins.Of(ConfidenceBins.Edges[i]));
        Assert.Equal((0, ConfidenceBins.Count - 1), (ConfidenceBins.Of(0), ConfidenceBins.Of(1)));
        Assert.Equal(ConfidenceBins.Of(0.95), ConfidenceBins.Of(Math.BitIncrement(0.95)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceBins.Of(double.NaN));
    }
}
