using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Tests.Domain.Quality.Performance;

public sealed class TooFastBarTests
{
    /// <summary>Looked at after each of their answers.</summary>
    [Fact]
    public void Who_takes_long_enough_over_half_of_the_tasks_is_ever_flagged_as_seldom_as_stated()
    {
        var flagged = Enumerable.Range(0, 2000).Count(seed => EverOver(seed, 0.5, 400) is not null);
        Assert.InRange(flagged, 0, 10);
        Assert.Equal(0, Enumerable.Range(0, 200).Count(seed => EverOver(seed, 0.3, 400) is not null));
    }

    [Fact]
    public void Who_never_looks_is_flagged_within_twenty_answers_and_a_long_pause_hides_nobody()
    {
        Assert.InRange(EverOver(1, 1, 400)!.Value, 5, 20);
        Assert.All(Enumerable.Range(0, 100), seed => Assert.InRange(EverOver(seed, 0.9, 400) ?? 400, 8, 100));
        Assert.False(TooFastBar.IsOver(0, 0));
    }

    /// <returns>Answers after which they were flagged.</returns>
    static int? EverOver(int seed, double fastShare, int answers)
    {
        var (random, fast) = (new Random(seed), 0);
        for (var n = 1; n <= answers; n++)
        {
            if (random.NextDouble() < fastShare) fast++;
            if (TooFastBar.IsOver(fast, n)) return n;
        }
        return null;
    }
}
