using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Tests.Conformance;

/// <summary>How grains come and go.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task A_grain_is_activated_before_its_first_call_and_once()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IMortalGrain>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => grain.Touch()));
        Assert.Equal(["activated", .. Enumerable.Repeat("touched", 10)], Journal.Of(grain.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task Calls_wait_until_the_grain_is_ready()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IMortalGrain>("slow" + Guid.NewGuid().ToString("N"));
        var touch = grain.Touch();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(touch.IsCompleted);
        Door.Open(grain.GetPrimaryKeyString());
        await touch;
        Assert.Equal(["activated", "touched"], Journal.Of(grain.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task Where_activation_fails_every_waiting_call_gets_the_reason_and_the_next_one_tries_anew()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IMortalGrain>("broken" + Guid.NewGuid().ToString("N"));
        var calls = new[] { grain.Touch(), grain.Touch() };
        foreach (var call in calls)
            Assert.Equal("no way", (await Assert.ThrowsAsync<InvalidDataException>(() => call)).Message);
        Door.Open(grain.GetPrimaryKeyString());
        await grain.Touch();
        Assert.Equal(1, Journal.Count(grain.GetPrimaryKeyString(), "touched"));
    }

    [Fact]
    public async Task A_grain_that_wants_to_go_goes_and_the_next_call_makes_a_new_one()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IMortalGrain>();
        var first = await grain.Incarnation();
        await grain.Go();
        Assert.NotEqual(first, await grain.Incarnation());
        Assert.Equal(1, Journal.Count(grain.GetPrimaryKeyString(), "left: ApplicationRequested"));
    }

    [Fact]
    public async Task Calls_that_wait_when_a_grain_goes_are_served_by_the_next_activation()
    {
        await using var cluster = await Cluster.Start();
        var key = Guid.NewGuid().ToString("N");
        var grain = cluster.Grain<IMortalGrain>(key);
        var first = await grain.Incarnation();
        var going = grain.GoAfter(key + "door");
        var waiting = Enumerable.Range(0, 3).Select(_ => grain.Incarnation()).ToArray();
        Door.Open(key + "door");
        await going;
        foreach (var incarnation in await Task.WhenAll(waiting)) Assert.NotEqual(first, incarnation);
        Assert.Equal(2, Journal.Count(key, "activated"));
    }

    [Fact]
    public async Task An_unused_grain_goes_after_a_while_and_one_that_asked_to_stay_stays()
    {
        await using var cluster = await Cluster.Start(silo => silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionQuantum = TimeSpan.FromMilliseconds(200);
            o.CollectionAge = TimeSpan.FromMilliseconds(500);
        }));
        var stays = cluster.Grain<IMortalGrain>();
        await stays.Stay(TimeSpan.FromMinutes(5));
        var goes = cluster.Grain<IMortalGrain>();
        await goes.Touch();
        await Journal.Until(goes.GetPrimaryKeyString(), "left: ActivationIdle");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal(0, Journal.Count(stays.GetPrimaryKeyString(), "left: ActivationIdle"));
    }

    [Fact]
    public async Task Stopping_lets_every_grain_end_in_order()
    {
        var cluster = await Cluster.Start();
        var grains = Enumerable.Range(0, 20).Select(_ => cluster.Grain<IMortalGrain>()).ToArray();
        foreach (var grain in grains) await grain.Touch();
        await cluster.Stop();
        foreach (var grain in grains) Assert.Equal(1, Journal.Count(grain.GetPrimaryKeyString(), "left: ShuttingDown"));
    }

    [Fact]
    public async Task Stopping_waits_for_the_call_that_runs()
    {
        var cluster = await Cluster.Start();
        var key = Guid.NewGuid().ToString("N");
        var call = cluster.Grain<IMortalGrain>(key).GoAfter(key + "door");
        await Journal.Until(key, "activated");
        var stop = cluster.Stop();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(stop.IsCompleted);
        Door.Open(key + "door");
        await stop;
        await call;
    }

    [Fact]
    public async Task After_stopping_a_call_is_refused()
    {
        var cluster = await Cluster.Start();
        var grain = cluster.Grain<IMortalGrain>();
        await grain.Touch();
        await cluster.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Touch());
        Assert.Equal(1, Journal.Count(grain.GetPrimaryKeyString(), "touched"));
    }
}

public interface IMortalGrain : IGrainWithStringKey
{
    Task Touch();

    Task<Guid> Incarnation();

    Task Go();

    Task GoAfter(string door);

    Task Stay(TimeSpan atLeast);
}

public sealed class MortalGrain : Grain, IMortalGrain
{
    readonly Guid incarnation = Guid.NewGuid();

    string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Key.StartsWith("broken", StringComparison.Ordinal) && !Door.Wait(Key).IsCompleted)
        {
            await Task.Yield();
            throw new InvalidDataException("no way");
        }
        if (Key.StartsWith("slow", StringComparison.Ordinal)) await Door.Wait(Key);
        Journal.Note(Key, "activated");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Note(Key, $"left: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task Touch()
    {
        Journal.Note(Key, "touched");
        return Task.CompletedTask;
    }

    public Task<Guid> Incarnation() => Task.FromResult(incarnation);

    public Task Go()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task GoAfter(string door)
    {
        await Door.Wait(door);
        DeactivateOnIdle();
    }

    public Task Stay(TimeSpan atLeast)
    {
        DelayDeactivation(atLeast);
        return Task.CompletedTask;
    }
}
