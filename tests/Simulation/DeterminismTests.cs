using System.Diagnostics;
using System.Globalization;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation;

public sealed class DeterminismTests
{
    const int Days = 100;
    const int DaysElsewhere = 10;

    /// <summary>The days of the seeds from 1, lived once for all that is asked of them.</summary>
    static readonly Lazy<string[]> Lived = new(() => Live(Days));

    static string[] Live(int days)
    {
        var hashes = new string[days];
        Parallel.For(0, days, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => hashes[i] = Day.HashOf(PlanMaker.Of((ulong)i + 1)));
        return hashes;
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_byte_for_byte() => Assert.Equal(Lived.Value, Live(Days));

    /// <summary>Where strings hash otherwise, so that nothing may follow the order of a hash table.</summary>
    [Fact]
    public async Task Another_process_lives_the_same_days()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["hash", "1", DaysElsewhere.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var other = Process.Start(start)!;
        var hashes = await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Lived.Value[..DaysElsewhere], hashes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Another_seed_gives_another_day() => Assert.Equal(Days, Lived.Value.Distinct().Count());
}
