using System.Collections.Concurrent;
using System.Globalization;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation;

public sealed class SeedTests(ITestOutputHelper output)
{
    const int Ordinary = 2000;

    [Fact]
    public void Whatever_goes_wrong_every_invariant_holds()
    {
        var (from, count) = (Setting("LABELWISE_FIRST_SEED", 1), Setting("LABELWISE_SEEDS", Ordinary));
        var broken = new ConcurrentBag<(ulong Seed, Exception Why)>();
        var started = TimeProvider.System.GetTimestamp();
        Parallel.For(from, from + count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            if (Day.Live(PlanMaker.Of((ulong)seed)).Wrong is { } why) broken.Add(((ulong)seed, why));
        });
        output.WriteLine($"{count} seeds, {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / count:0.0} ms each");
        Assert.True(broken.IsEmpty, string.Join("\n\n", broken.OrderBy(b => b.Seed).Take(20).Select(b => $"{Replays.CommandFor(b.Seed)}\n{b.Why.Message}")));
    }

    static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
