using Orleans;
using Orleans.Runtime;

namespace Labelwise.Tests.Conformance;

/// <summary>How work learns that nobody wants it any more.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task A_grain_learns_that_its_caller_lost_interest()
    {
        await using var cluster = await Cluster.Start();
        using var interest = new CancellationTokenSource();
        var grain = cluster.Grain<IPatientGrain>();
        var call = grain.WaitFor(interest.Token);
        await Journal.Until(grain.GetPrimaryKeyString(), "waiting");
        await interest.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Journal.Until(grain.GetPrimaryKeyString(), "cancelled");
    }

    [Fact]
    public async Task Interest_that_is_lost_before_the_call_is_no_call()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IPatientGrain>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitFor(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Interest_travels_on_to_the_grains_a_call_reaches()
    {
        await using var cluster = await Cluster.Start();
        using var interest = new CancellationTokenSource();
        var last = Guid.NewGuid().ToString("N");
        var call = cluster.Grain<IPatientGrain>().WaitThrough(last, interest.Token);
        await Journal.Until(last, "waiting");
        await interest.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Journal.Until(last, "cancelled");
    }

    [Fact]
    public async Task A_tick_learns_that_its_timer_was_disposed()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IPatientGrain>();
        await grain.StartWaitingTick();
        await Journal.Until(grain.GetPrimaryKeyString(), "waiting");
        await grain.EndTimer();
        await Journal.Until(grain.GetPrimaryKeyString(), "cancelled");
    }
}

public interface IPatientGrain : IGrainWithStringKey
{
    Task WaitFor(CancellationToken interest);

    Task WaitThrough(string last, CancellationToken interest);

    Task StartWaitingTick();

    Task EndTimer();
}

public sealed class PatientGrain : Grain, IPatientGrain
{
    IGrainTimer? timer;

    string Key => this.GetPrimaryKeyString();

    public async Task WaitFor(CancellationToken interest)
    {
        Journal.Note(Key, "waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, interest);
        }
        catch (OperationCanceledException)
        {
            Journal.Note(Key, "cancelled");
            throw;
        }
    }

    public Task WaitThrough(string last, CancellationToken interest) => GrainFactory.GetGrain<IPatientGrain>(last).WaitFor(interest);

    public Task StartWaitingTick()
    {
        timer = this.RegisterGrainTimer(WaitFor, new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        return Task.CompletedTask;
    }

    public Task EndTimer()
    {
        timer?.Dispose();
        return Task.CompletedTask;
    }
}
