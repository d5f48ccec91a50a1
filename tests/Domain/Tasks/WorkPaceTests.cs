using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Tasks;

public sealed class WorkPaceTests
{
    static readonly DateTimeOffset Now = new(2027, 1, 8, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void While_people_work_it_is_the_pace_of_the_last_quarter_of_an_hour()
    {
        var pace = WorkPace.Of(Each(Now.AddMinutes(-30), 30, TimeSpan.FromMinutes(1), 2), [new(Now.AddHours(-1), 60, 60)], open: 240, Now);
        Assert.Equal((120.0, 7200.0, null), (Math.Round(pace.PerHour), pace.SecondsLeft, pace.OverDays));
        Assert.Equal(new(0, null, null), WorkPace.Of([], [], open: 10, Now));
    }

    /// <summary>Whoever looks in the morning, or after the server was started anew, still sees when it will be done.</summary>
    [Fact]
    public void When_nobody_works_it_is_the_pace_of_when_they_did()
    {
        var evening = Each(Now.AddHours(-20), 4, TimeSpan.FromHours(1), 50);
        Assert.Equal(new(50, 7200, null), WorkPace.Of([], evening, open: 100, Now));
        Assert.Equal(new(50, null, null), WorkPace.Of([], evening, open: 0, Now));
    }

    /// <summary>Eight hours a day are worked, not twenty-four.</summary>
    [Fact]
    public void With_days_behind_it_the_end_is_foretold_by_the_calendar()
    {
        var days = Enumerable.Range(1, 5).Reverse().SelectMany(day => Each(Now.AddDays(-day), 8, TimeSpan.FromHours(1), 100)).ToImmutableArray();
        var pace = WorkPace.Of([], days, open: 1600, Now);
        Assert.Equal((100.0, 5), (pace.PerHour, pace.OverDays!.Value));
        Assert.Equal(2 * 86_400, pace.SecondsLeft!.Value, 1.0);
        Assert.Equal(new(100, null, null), WorkPace.Of([], days, open: 1600, Now.AddDays(9)));
    }

    static ImmutableArray<Worked> Each(DateTimeOffset from, int count, TimeSpan step, int decided) =>
        [.. Enumerable.Range(0, count).Select(i => new Worked(from + i * step, decided, decided))];
}
