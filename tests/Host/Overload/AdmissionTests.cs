using Labelwise.Host.Overload;

namespace Labelwise.Tests.Host.Overload;

public sealed class AdmissionTests
{
    static readonly AdmissionLimits Two = new() { AtOnce = 2 };
    readonly Clock clock = new();
    int clients;

    [Fact]
    public async Task The_urgent_go_first_and_jobs_last()
    {
        var admission = new Admission(Two with { AtOnce = 1 }, clock);
        var first = await Enter(admission, Urgency.Work);
        var (job, view, work, later) = (Enter(admission, Urgency.Job), Enter(admission, Urgency.View), Enter(admission, Urgency.Work), Enter(admission, Urgency.Work));
        Assert.True(job.IsCompleted);  // while nobody waits, a job has a place of its own
        var second = Enter(admission, Urgency.Job);
        (await job)!.Dispose();
        Assert.False(second.IsCompleted);
        foreach (var next in new[] { work, later, view })
        {
            Assert.False(next.IsCompleted || second.IsCompleted);
            first!.Dispose();
            first = await next;
            Assert.NotNull(first);
        }
        Assert.NotNull(await second);  // nobody who is more urgent waits any more
    }

    [Fact]
    public async Task Views_leave_room_for_work()
    {
        var admission = new Admission(Two, clock);
        using var view = await Enter(admission, Urgency.View);
        Assert.False(Enter(admission, Urgency.View).IsCompleted);
        using var work = await Enter(admission, Urgency.Work);
        Assert.NotNull(work);
    }

    [Fact]
    public async Task Who_finds_the_queue_full_is_turned_away_at_once()
    {
        var admission = new Admission(Two with { AtOnce = 1, WaitingPerPlace = 1 }, clock);
        var served = await Enter(admission, Urgency.Work);
        var waits = Enter(admission, Urgency.Work);
        Assert.Null(await Enter(admission, Urgency.Work));
        Assert.Equal(1, admission.TurnedAway);
        served!.Dispose();
        Assert.NotNull(await waits);
    }

    [Fact]
    public async Task Who_waited_too_long_is_turned_away()
    {
        var admission = new Admission(Two with { AtOnce = 1, Holds = TimeSpan.MaxValue }, clock);
        using var served = await Enter(admission, Urgency.Work);
        var waits = Enter(admission, Urgency.Work);
        clock.Now = AdmissionLimits.Patience(Urgency.Work);
        admission.Sweep();
        Assert.False(waits.IsCompleted);
        clock.Now += TimeSpan.FromMilliseconds(1);
        admission.Sweep();
        Assert.Null(await waits);
        Assert.Equal((1, 0), (admission.Served(Urgency.Work), admission.Waiting(Urgency.Work)));
    }

    [Fact]
    public async Task A_slow_request_does_not_keep_others_out()
    {
        var admission = new Admission(Two with { AtOnce = 1 }, clock);
        var slow = await Enter(admission, Urgency.Work);
        var waits = Enter(admission, Urgency.Work);
        clock.Now = Two.Holds + TimeSpan.FromMilliseconds(1);
        admission.Sweep();
        using var next = await waits;
        Assert.NotNull(next);
        slow!.Dispose();
        Assert.Equal(1, admission.Served(Urgency.Work));
    }

    [Fact]
    public async Task One_client_does_not_get_all_places()
    {
        var admission = new Admission(Two, clock);
        using var own = await admission.Enter(Urgency.Work, "greedy", default);
        Assert.Null(await admission.Enter(Urgency.Work, "greedy", default));
        using var other = await admission.Enter(Urgency.Work, "other", default);
        Assert.NotNull(other);
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_leaves_nothing_behind()
    {
        var admission = new Admission(Two with { AtOnce = 1 }, clock);
        var served = await Enter(admission, Urgency.Work);
        using var hangsUp = new CancellationTokenSource();
        var waits = admission.Enter(Urgency.Work, "gone", hangsUp.Token).AsTask();
        await hangsUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        served!.Dispose();
        Assert.Equal((0, 0), (admission.Served(Urgency.Work), admission.Waiting(Urgency.Work)));
        Assert.NotNull(await admission.Enter(Urgency.Work, "gone", default));
    }

    [Fact]
    public async Task The_next_step_of_a_job_waits_while_people_wait_but_not_for_ever()
    {
        var admission = new Admission(Two with { AtOnce = 1 }, clock);
        await admission.Calm(default);
        var served = await Enter(admission, Urgency.Work);
        var waits = Enter(admission, Urgency.View);
        var step = admission.Calm(default);
        Assert.False(step.IsCompleted);
        served!.Dispose();
        await waits;
        await step;
        Assert.False(Enter(admission, Urgency.Work).IsCompleted);
        await admission.Calm(default);  // somebody still waits
        Assert.True(admission.IsBusy);
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_many_come_and_go()
    {
        var admission = new Admission(Two with { AtOnce = 3, WaitingPerPlace = 2 }, TimeProvider.System);
        var served = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var place = await admission.Enter((Urgency)(i % 3), $"{client}", default);
                if (place is null) continue;
                Interlocked.Increment(ref served);
                await Task.Yield();
            }
        })));
        Assert.Equal(16 * 500, served + admission.TurnedAway);
        Assert.All(Enum.GetValues<Urgency>(), kind => Assert.Equal((0, 0), (admission.Served(kind), admission.Waiting(kind))));
    }

    Task<Admission.Place?> Enter(Admission admission, Urgency urgency) => admission.Enter(urgency, $"client {clients++}", default).AsTask();

    sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => Now.Ticks;
    }
}
