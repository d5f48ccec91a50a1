using Labelwise.Host.Composition;

namespace Labelwise.Tests.Host;

public sealed class SteadyTimeTests
{
    static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    readonly Machine machine = new();
    readonly SteadyTime steady;

    public SteadyTimeTests() => steady = new(machine);

    [Fact]
    public void It_is_the_machines_time_and_follows_a_step_forward()
    {
        machine.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(Noon.AddMinutes(5), steady.GetUtcNow());
        machine.Shown += TimeSpan.FromHours(8);
        Assert.Equal(Noon.AddMinutes(5).AddHours(8), steady.GetUtcNow());
    }

    [Fact]
    public void A_clock_set_back_by_an_hour_lengthens_no_hold_beyond_a_hundredth_of_it()
    {
        var ends = steady.GetUtcNow().AddMinutes(15);
        machine.Shown -= TimeSpan.FromHours(1);
        machine.Pass(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.True(steady.GetUtcNow() < ends);
        machine.Pass(TimeSpan.FromSeconds(1 + 15 * 60 * 0.011));
        Assert.True(steady.GetUtcNow() >= ends);
    }

    [Fact]
    public void However_often_it_is_asked_it_never_goes_back_and_meets_the_machines_time_again()
    {
        machine.Shown -= TimeSpan.FromMinutes(1);
        var (last, asked) = (steady.GetUtcNow(), 0);
        for (; last > machine.Shown; asked++)
        {
            machine.Pass(TimeSpan.FromSeconds(1));
            Assert.True(steady.GetUtcNow() > last);
            last = steady.GetUtcNow();
        }
        Assert.InRange(asked, 5_900, 6_100);
        machine.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(machine.Shown, steady.GetUtcNow());
    }

    /// <summary>A clock that can be set, beside a count of the time that passes.</summary>
    sealed class Machine : TimeProvider
    {
        long stamp;

        public DateTimeOffset Shown { get; set; } = Noon;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => (Shown, stamp) = (Shown + time, stamp + time.Ticks);

        public override DateTimeOffset GetUtcNow() => Shown;

        public override long GetTimestamp() => stamp;
    }
}
