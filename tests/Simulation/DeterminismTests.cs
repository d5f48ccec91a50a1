using System.Diagnostics;
using System.Globalization;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation;

public sealed class DeterminismTests
{
    const int Days = 100;
    const int DaysElsewhere = 10;

    [Fact]
    public void The_same_seed_gives_the_same_day_byte_for_byte()
    {
        for (var seed = 1UL; seed <= Days; seed++) Assert.Equal(Day.HashOf(PlanMaker.Of(seed)), Day.HashOf(PlanMaker.Of(seed)));
    }

    /// <summary>Where strings hash otherwise, so that nothing may follow the order of a hash table.</summary>
    [Fact]
    public async Task Another_process_lives_the_same_days()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["hash", "1", DaysElsewhere.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var other = Process.Start(start)!;
        var hashes = await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        var own = Enumerable.Range(1, DaysElsewhere).Select(seed => Day.HashOf(PlanMaker.Of((ulong)seed)));
        Assert.Equal(own, hashes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Another_seed_gives_another_day() =>
        Assert.Equal(Days, Enumerable.Range(1, Days).Select(seed => Day.HashOf(PlanMaker.Of((ulong)seed))).Distinct().Count());
}
