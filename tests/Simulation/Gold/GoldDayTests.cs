using System.Collections.Concurrent;

namespace Labelwise.Tests.Simulation.Gold;

public sealed class GoldDayTests(ITestOutputHelper output)
{
    const int Days = 100;

    [Fact]
    public void Whatever_goes_wrong_a_check_is_given_once_kept_and_changes_nothing()
    {
        var broken = new ConcurrentBag<string>();
        var (gold, own) = (0, 0);
        Parallel.For(1, Days + 1, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var (wrong, ofGold, ofOwn) = GoldDay.Live((ulong)seed);
            if (wrong is not null) broken.Add($"day {seed}: {wrong.Message}");
            Interlocked.Add(ref gold, ofGold);
            Interlocked.Add(ref own, ofOwn);
        });
        output.WriteLine($"{Days} days: {gold} known answers and {own} earlier tasks were answered");
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Order(StringComparer.Ordinal).Take(20)));
        Assert.InRange(gold, Days, Days * 10);
        Assert.InRange(own, Days / 10, Days * 10);
    }
}
