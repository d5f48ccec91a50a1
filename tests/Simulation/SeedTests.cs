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
        var byModel = 0;
        var started = TimeProvider.System.GetTimestamp();
        Parallel.For(from, from + count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var outcome = Day.Live(PlanMaker.Of((ulong)seed));
            if (outcome.Wrong is { } why) broken.Add(((ulong)seed, why));
            if (outcome.ModelDecided) Interlocked.Increment(ref byModel);
        });
        output.WriteLine($"{count} seeds, {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / count:0.0} ms each; the model decided in {byModel} of the days");
        Assert.True(broken.IsEmpty, string.Join("\n\n", broken.OrderBy(b => b.Seed).Take(20).Select(b => $"{Replays.CommandFor(b.Seed)}\n{b.Why.Message}")));
        Assert.True(count < Ordinary || byModel > Ordinary / 50, $"The model decided in only {byModel} days: what holds of certificates is hardly tried.");
    }

    static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
