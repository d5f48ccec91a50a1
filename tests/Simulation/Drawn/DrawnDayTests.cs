using System.Collections.Concurrent;

namespace Labelwise.Tests.Simulation.Drawn;

public sealed class DrawnDayTests(ITestOutputHelper output)
{
    const int Days = 16;

    [Fact]
    public void Whatever_goes_wrong_tasks_are_found_by_what_is_drawn_on_the_label_that_stands()
    {
        var broken = new ConcurrentBag<string>();
        var found = 0;
        Parallel.For(1, Days + 1, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var (wrong, some) = DrawnDay.Live((ulong)seed);
            if (wrong is not null) broken.Add($"day {seed}: {wrong.Message}");
            Interlocked.Add(ref found, some);
        });
        output.WriteLine($"{Days} days: {found} tasks found");
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Order(StringComparer.Ordinal).Take(20)));
        Assert.InRange(found, Days * 100, int.MaxValue);
    }
}
