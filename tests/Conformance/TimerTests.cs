using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Tests.Conformance;

/// <summary>Work that grains give themselves.</summary>
public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_ticks_again_and_again_until_it_is_disposed()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        var key = grain.GetPrimaryKeyString();
        await grain.StartTicking();
        await Journal.Until(key, "tick", 3);
        await grain.StopTicking();
        var ticks = Journal.Count(key, "tick");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(ticks, Journal.Count(key, "tick"));
    }

    [Fact]
    public async Task A_tick_never_meets_the_one_before()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartTickingSlowly();
        await Journal.Until(grain.GetPrimaryKeyString(), "slow tick ended", 3);
        var notes = Journal.Of(grain.GetPrimaryKeyString());
        for (var i = 0; i < notes.Count; i++) Assert.Equal(i % 2 == 0 ? "slow tick began" : "slow tick ended", notes[i]);
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        var key = grain.GetPrimaryKeyString();
        var call = grain.StartTickingAndWait(key, interleave: false);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(0, Journal.Count(key, "tick"));
        Door.Open(key);
        await call;
        await Journal.Until(key, "tick");
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        var key = grain.GetPrimaryKeyString();
        var call = grain.StartTickingAndWait(key, interleave: true);
        await Journal.Until(key, "tick");
        Assert.False(call.IsCompleted);
        Door.Open(key);
        await call;
    }

    [Fact]
    public async Task A_tick_that_fails_does_not_end_the_timer()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartFailing();
        await Journal.Until(grain.GetPrimaryKeyString(), "failing", 2);
    }

    [Fact]
    public async Task A_timer_can_be_set_anew()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartLateThenSoon();
        await Journal.Until(grain.GetPrimaryKeyString(), "tick");
    }

    [Fact]
    public async Task A_timer_goes_with_its_activation()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        var key = grain.GetPrimaryKeyString();
        await grain.StartTicking();
        await Journal.Until(key, "tick");
        await grain.Go();
        await Journal.Until(key, "gone");
        var ticks = Journal.Count(key, "tick");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(ticks, Journal.Count(key, "tick"));
    }

    [Fact]
    public async Task Ticks_do_not_keep_a_grain_that_nobody_uses()
    {
        await using var cluster = await Cluster.Start(silo => silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionQuantum = TimeSpan.FromMilliseconds(200);
            o.CollectionAge = TimeSpan.FromMilliseconds(500);
        }));
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartTicking();
        await Journal.Until(grain.GetPrimaryKeyString(), "gone");
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_has_gone()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        var key = grain.GetPrimaryKeyString();
        await grain.Remind("r", TimeSpan.FromMilliseconds(300), TimeSpan.FromMinutes(1));
        await grain.Go();
        await Journal.Until(key, "gone");
        await Journal.Until(key, "reminded of r");
    }

    [Fact]
    public async Task A_reminder_comes_again_until_it_is_taken_back()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ITimerGrain>();
        var key = grain.GetPrimaryKeyString();
        await grain.Remind("r", TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        await Journal.Until(key, "reminded of r", 2);
        Assert.Equal(["r"], await grain.Reminders());
        await grain.Forget("r");
        Assert.Empty(await grain.Reminders());
        await Task.Delay(200, TestContext.Current.CancellationToken);
        var times = Journal.Count(key, "reminded of r");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(times, Journal.Count(key, "reminded of r"));
    }

    [Fact]
    public async Task A_reminder_that_would_come_too_often_is_refused()
    {
        await using var cluster = await Cluster.Start();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            cluster.Grain<ITimerGrain>().Remind("r", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
    }
}

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartTicking();

    Task StopTicking();

    Task StartTickingAndWait(string door, bool interleave);

    Task StartTickingSlowly();

    Task StartFailing();

    Task StartLateThenSoon();

    Task Go();

    Task Remind(string name, TimeSpan dueTime, TimeSpan period);

    Task Forget(string name);

    Task<List<string>> Reminders();
}

public sealed class TimerGrain : Grain, ITimerGrain, IRemindable
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    IGrainTimer? timer;

    string Key => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Note(Key, "gone");
        return Task.CompletedTask;
    }

    public Task StartTicking()
    {
        timer = this.RegisterGrainTimer(Tick, new() { DueTime = Soon, Period = Soon });
        return Task.CompletedTask;
    }

    public Task StopTicking()
    {
        timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task StartTickingAndWait(string door, bool interleave)
    {
        timer = this.RegisterGrainTimer(Tick, new() { DueTime = Soon, Period = Soon, Interleave = interleave });
        return Door.Wait(door);
    }

    public Task StartTickingSlowly()
    {
        timer = this.RegisterGrainTimer(
            async () =>
            {
                Journal.Note(Key, "slow tick began");
                await Task.Delay(3 * Soon);
                Journal.Note(Key, "slow tick ended");
            },
            new() { DueTime = Soon, Period = Soon, Interleave = true });
        return Task.CompletedTask;
    }

    public Task StartFailing()
    {
        timer = this.RegisterGrainTimer(
            static key =>
            {
                Journal.Note(key, "failing");
                throw new InvalidOperationException("a tick that fails");
            },
            Key, Soon, Soon);
        return Task.CompletedTask;
    }

    public Task StartLateThenSoon()
    {
        timer = this.RegisterGrainTimer(Tick, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        timer.Change(Soon, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Go()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Remind(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Forget(string name)
    {
        if (await this.GetReminder(name) is { } reminder) await this.UnregisterReminder(reminder);
    }

    public async Task<List<string>> Reminders() => [.. (await this.GetReminders()).Select(r => r.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Journal.Note(Key, $"reminded of {reminderName}");
        return Task.CompletedTask;
    }

    Task Tick()
    {
        Journal.Note(Key, "tick");
        return Task.CompletedTask;
    }
}
