namespace Labelwise.Tests.Simulation.Drawn;

public sealed class DrawnDayTests(ITestOutputHelper output)
{
    const int Days = 40;

    [Fact]
    public void Whatever_goes_wrong_tasks_are_found_by_what_is_drawn_on_the_label_that_stands()
    {
        var found = 0;
        RoughDay.Hold(Days, seed =>
        {
            var (wrong, some) = DrawnDay.Live(seed);
            Interlocked.Add(ref found, some);
            return wrong;
        });
        output.WriteLine($"{Days} days: {found} tasks found");
        Assert.InRange(found, Days * 100, int.MaxValue);
    }
}
