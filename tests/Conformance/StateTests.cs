using System.Collections.Concurrent;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Labelwise.Tests.Conformance;

/// <summary>What is durable and what is not.</summary>
public sealed class StateTests
{
    [Fact]
    public async Task Written_state_is_there_before_the_next_activation_is_ready()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ILedgerGrain>();
        await grain.SetAndWrite(7);
        await grain.Go();
        Assert.Equal(7, await grain.SeenWhenActivated());
    }

    [Fact]
    public async Task State_that_was_not_written_is_lost()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ILedgerGrain>();
        await grain.SetAndWrite(7);
        await grain.SetOnly(8);
        Assert.Equal(8, await grain.Get());
        await grain.Go();
        Assert.Equal(7, await grain.Get());
    }

    [Fact]
    public async Task A_grain_knows_whether_its_state_was_ever_stored()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ILedgerGrain>();
        Assert.False(await grain.IsStored());
        await grain.SetAndWrite(1);
        Assert.True(await grain.IsStored());
        await grain.Clear();
        Assert.False(await grain.IsStored());
        await grain.Go();
        Assert.Equal(0, await grain.Get());
    }

    [Fact]
    public async Task Each_write_has_a_version_of_its_own()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ILedgerGrain>();
        Assert.Null(await grain.Version());
        await grain.SetAndWrite(1);
        var first = await grain.Version();
        await grain.SetAndWrite(2);
        Assert.NotNull(first);
        Assert.NotEqual(first, await grain.Version());
    }

    [Fact]
    public async Task Two_states_of_a_grain_are_kept_apart_and_each_in_its_store()
    {
        var other = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => other));
        var grain = cluster.Grain<ITwoStatesGrain>();
        await grain.Set(1, 2);
        await grain.Go();
        Assert.Equal((1, 2), await grain.Get());
        Assert.Equal(["second"], other.Written);
    }

    [Fact]
    public async Task Who_meets_newer_state_fails_with_it_and_is_replaced_by_one_that_has_read_it()
    {
        var store = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var grain = cluster.Grain<IWatchedGrain>();
        await grain.Set(1);
        store.ChangeBehind(new Ledger { Amount = 41 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Set(2));
        Assert.Equal(41, await grain.Get());
        await grain.Set(42);
        Assert.Equal(42, await grain.Get());
    }

    [Fact]
    public async Task What_a_store_throws_reaches_the_caller_with_its_cause()
    {
        var store = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var grain = cluster.Grain<IWatchedGrain>();
        await grain.Set(1);
        store.FailNextWrite = new IOException("disk full");
        var failure = await Assert.ThrowsAsync<OrleansException>(() => grain.Set(2));
        Assert.Contains("disk full", failure.ToString(), StringComparison.Ordinal);
        await grain.Set(3);
        Assert.Equal(3, await grain.Get());
    }

    [Fact]
    public async Task Where_state_cannot_be_read_no_call_runs()
    {
        var store = new WatchedStorage { FailReads = new OrleansException("unreadable") };
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var failure = await Assert.ThrowsAsync<OrleansException>(() => cluster.Grain<IWatchedGrain>().Get());
        Assert.Equal("unreadable", failure.Message);
    }

    [Fact]
    public async Task State_read_again_is_what_the_store_has_now()
    {
        var store = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var grain = cluster.Grain<IWatchedGrain>();
        await grain.Set(1);
        store.ChangeBehind(new Ledger { Amount = 41 });
        Assert.Equal(1, await grain.Get());
        Assert.Equal(41, await grain.ReadAgain());
        await grain.Set(42);
        Assert.Equal(42, await grain.Get());
    }

    [Fact]
    public async Task Who_would_clear_newer_state_fails_and_clears_nothing()
    {
        var store = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var grain = cluster.Grain<IWatchedGrain>();
        await grain.Set(1);
        store.ChangeBehind(new Ledger { Amount = 41 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Clear());
        Assert.Equal(41, await grain.Get());
    }

    [Fact]
    public async Task Who_lets_such_a_failure_of_another_grain_pass_stays()
    {
        var store = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var (caller, called) = (cluster.Grain<IWatchedGrain>(), cluster.Grain<IWatchedGrain>());
        var incarnation = await caller.Incarnation();
        await called.Set(1);
        store.ChangeBehind(new Ledger { Amount = 41 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => caller.SetAt(called, 2));
        Assert.Equal(incarnation, await caller.Incarnation());
    }

    [Fact]
    public async Task Writes_of_interleaving_calls_reach_the_store_one_at_a_time()
    {
        var store = new WatchedStorage();
        await using var cluster = await Cluster.Start(silo => silo.Services.AddGrainStorage("watched", (_, _) => store));
        var grain = cluster.Grain<IWatchedGrain>();
        await grain.SetOften(20);
        Assert.Equal(1, store.MostAtOnce);
        Assert.Equal(20, await grain.Get());
    }
}

[GenerateSerializer]
public sealed class Ledger
{
    [Id(0)] public int Amount { get; set; }
}

public interface ILedgerGrain : IGrainWithStringKey
{
    Task SetAndWrite(int amount);

    Task SetOnly(int amount);

    Task Clear();

    Task<int> Get();

    Task<int> SeenWhenActivated();

    Task<bool> IsStored();

    Task<string?> Version();

    Task Go();
}

public sealed class LedgerGrain([PersistentState("ledger")] IPersistentState<Ledger> ledger) : Grain, ILedgerGrain
{
    int seen;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        seen = ledger.State.Amount;
        return Task.CompletedTask;
    }

    public Task SetAndWrite(int amount)
    {
        ledger.State.Amount = amount;
        return ledger.WriteStateAsync();
    }

    public Task SetOnly(int amount)
    {
        ledger.State.Amount = amount;
        return Task.CompletedTask;
    }

    public Task Clear() => ledger.ClearStateAsync();

    public Task<int> Get() => Task.FromResult(ledger.State.Amount);

    public Task<int> SeenWhenActivated() => Task.FromResult(seen);

    public Task<bool> IsStored() => Task.FromResult(ledger.RecordExists);

    public Task<string?> Version() => Task.FromResult(ledger.Etag);

    public Task Go()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface ITwoStatesGrain : IGrainWithStringKey
{
    Task Set(int first, int second);

    Task<(int First, int Second)> Get();

    Task Go();
}

public sealed class TwoStatesGrain(
    [PersistentState("first")] IPersistentState<Ledger> first,
    [PersistentState("second", "watched")] IPersistentState<Ledger> second) : Grain, ITwoStatesGrain
{
    public async Task Set(int firstAmount, int secondAmount)
    {
        first.State.Amount = firstAmount;
        second.State.Amount = secondAmount;
        await Task.WhenAll(first.WriteStateAsync(), second.WriteStateAsync());
    }

    public Task<(int First, int Second)> Get() => Task.FromResult((first.State.Amount, second.State.Amount));

    public Task Go()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IWatchedGrain : IGrainWithStringKey
{
    Task Set(int amount);

    Task SetOften(int times);

    Task SetAt(IWatchedGrain other, int amount);

    Task Clear();

    Task<int> Get();

    Task<int> ReadAgain();

    Task<Guid> Incarnation();
}

public sealed class WatchedGrain([PersistentState("watched", "watched")] IPersistentState<Ledger> ledger) : Grain, IWatchedGrain
{
    public Task Set(int amount)
    {
        ledger.State = new() { Amount = amount };
        return ledger.WriteStateAsync();
    }

    readonly Guid incarnation = Guid.NewGuid();

    public Task SetOften(int times) => Task.WhenAll(Enumerable.Range(1, times).Select(Set));

    public Task SetAt(IWatchedGrain other, int amount) => other.Set(amount);

    public Task Clear() => ledger.ClearStateAsync();

    public Task<int> Get() => Task.FromResult(ledger.State.Amount);

    public async Task<int> ReadAgain()
    {
        await ledger.ReadStateAsync();
        return ledger.State.Amount;
    }

    public Task<Guid> Incarnation() => Task.FromResult(incarnation);
}

/// <summary>A store that a test can look into, change behind a grain's back, and break.</summary>
public sealed class WatchedStorage : IGrainStorage
{
    readonly ConcurrentDictionary<(string, GrainId), (object? State, string ETag)> records = new();
    readonly ConcurrentQueue<string> written = new();
    int atOnce;

    public Exception? FailNextWrite { get; set; }

    public Exception? FailReads { get; set; }

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<string> Written => [.. written];

    public void ChangeBehind(object state)
    {
        foreach (var key in records.Keys) records[key] = (state, Guid.NewGuid().ToString());
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (FailReads is { } failure) throw failure;
        if (records.TryGetValue((stateName, grainId), out var record))
            (grainState.State, grainState.ETag, grainState.RecordExists) = ((T?)record.State, record.ETag, true);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
        try
        {
            await Task.Delay(1, CancellationToken.None);
            if (FailNextWrite is { } failure)
            {
                FailNextWrite = null;
                throw failure;
            }
            var stored = records.TryGetValue((stateName, grainId), out var record) ? record.ETag : null;
            if (stored != grainState.ETag) throw new InconsistentStateException("changed meanwhile", stored, grainState.ETag);
            grainState.ETag = Guid.NewGuid().ToString();
            grainState.RecordExists = true;
            records[(stateName, grainId)] = (grainState.State, grainState.ETag);
            written.Enqueue(stateName);
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = records.TryGetValue((stateName, grainId), out var record) ? record.ETag : null;
        if (stored != grainState.ETag) throw new InconsistentStateException("changed meanwhile", stored, grainState.ETag);
        records.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }
}
