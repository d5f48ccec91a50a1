using Orleans;
using Orleans.Concurrency;

namespace Labelwise.Tests.Conformance;

/// <summary>What keeps a grain's state safe without a lock.</summary>
public sealed class TurnTests
{
    [Fact]
    public async Task Calls_of_one_grain_run_one_after_another()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IPlainGrain>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.AddSlowly()));
        Assert.Equal(50, await grain.Total());
        Assert.Equal(1, await grain.MostAtOnce());
    }

    [Fact]
    public async Task Turns_of_a_reentrant_grain_never_run_beside_each_other()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IReentrantGrain>();
        var runs = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.CountWithoutLock(200)));
        Assert.Equal(50 * 200, runs.Max());
    }

    [Fact]
    public async Task A_grain_goes_on_where_it_was_after_each_await()
    {
        await using var cluster = await Cluster.Start();
        Assert.True(await cluster.Grain<IPlainGrain>().StaysOnItsScheduler());
    }

    [Fact]
    public async Task Tasks_a_grain_starts_run_on_its_turns()
    {
        await using var cluster = await Cluster.Start();
        Assert.True(await cluster.Grain<IPlainGrain>().StartedTasksStay());
    }

    [Fact]
    public async Task Two_grains_run_at_the_same_time()
    {
        await using var cluster = await Cluster.Start();
        string a = NewKey(), b = NewKey();
        var first = cluster.Grain<IPlainGrain>(a).WaitAt(b);
        await cluster.Grain<IPlainGrain>(b).OpenDoor(b);
        await first;
    }

    [Fact]
    public async Task A_call_waits_while_another_waits()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        var grain = cluster.Grain<IPlainGrain>(key);
        var first = grain.WaitAt(key);
        await Journal.Until(key, "waiting");
        var second = grain.Total();
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(100, TestContext.Current.CancellationToken)));
        Door.Open(key);
        await first;
        Assert.Equal(0, await second);
    }

    [Fact]
    public async Task A_reentrant_grain_takes_a_call_while_another_waits()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        var grain = cluster.Grain<IReentrantGrain>(key);
        var first = grain.WaitAt(key);
        await grain.OpenDoor(key);
        await first;
    }

    [Fact]
    public async Task An_always_interleaving_method_runs_while_another_call_waits()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        var grain = cluster.Grain<IPlainGrain>(key);
        var first = grain.WaitAt(key);
        await grain.OpenDoorBesides(key);
        await first;
    }

    [Fact]
    public async Task Readers_run_beside_readers_and_not_beside_writers()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        var grain = cluster.Grain<IPlainGrain>(key);
        var reader = grain.ReadAt(key);
        await Door.Reached(key);
        var writer = grain.Write();
        await grain.Read();
        Assert.False(writer.IsCompleted);
        Door.Open(key);
        await reader;
        await writer;
    }

    [Fact]
    public async Task A_grain_that_calls_itself_gets_an_error_and_no_hang()
    {
        await using var cluster = await Cluster.StartImpatient();
        var grain = cluster.Grain<IPlainGrain>();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallMyself());
    }

    [Fact]
    public async Task A_cycle_of_calls_ends_in_an_error_and_its_grains_live_on()
    {
        await using var cluster = await Cluster.StartImpatient();
        string a = NewKey(), b = NewKey();
        await Assert.ThrowsAsync<TimeoutException>(() => cluster.Grain<IPlainGrain>(a).CallAround(b, a));
        Assert.Equal(0, await cluster.Grain<IPlainGrain>(a).Total());
        Assert.Equal(0, await cluster.Grain<IPlainGrain>(b).Total());
    }

    [Fact]
    public async Task A_call_that_waits_too_long_is_given_up()
    {
        await using var cluster = await Cluster.StartImpatient();
        var key = NewKey();
        var grain = cluster.Grain<IPlainGrain>(key);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.WaitAt(key));
        Door.Open(key);
        Assert.Equal(0, await grain.Total());
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait_for_its_grain()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        await cluster.Grain<IPlainGrain>(key).WaitOneWay(key);
        Door.Open(key);
        await Journal.Until(key, "one-way done");
    }

    [Fact]
    public async Task A_one_way_call_that_fails_hurts_nobody()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        var grain = cluster.Grain<IPlainGrain>(key);
        await grain.FailOneWay();
        Assert.Equal(0, await grain.Total());
    }

    [Fact]
    public async Task Calls_of_a_stateless_worker_spread_over_its_activations_and_no_more()
    {
        await using var cluster = await Cluster.Start();
        var key = NewKey();
        var worker = cluster.Grain<IWorkerGrain>(key);
        var calls = Enumerable.Range(0, 6).Select(_ => worker.WorkUntil(key)).ToArray();
        await Journal.Until(key, "working", 3);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(3, Journal.Count(key, "working"));
        Door.Open(key);
        await Task.WhenAll(calls);
        Assert.Equal(6, Journal.Count(key, "working"));
    }

    static string NewKey() => Guid.NewGuid().ToString("N");
}

public interface IPlainGrain : IGrainWithStringKey
{
    Task AddSlowly();

    Task<int> Total();

    Task<int> MostAtOnce();

    Task<bool> StaysOnItsScheduler();

    Task<bool> StartedTasksStay();

    Task WaitAt(string door);

    Task OpenDoor(string door);

    [AlwaysInterleave]
    Task OpenDoorBesides(string door);

    [ReadOnly]
    Task ReadAt(string door);

    [ReadOnly]
    Task Read();

    Task Write();

    Task CallMyself();

    Task CallAround(string next, string last);

    [OneWay]
    Task WaitOneWay(string door);

    [OneWay]
    Task FailOneWay();
}

public sealed class PlainGrain : Grain, IPlainGrain
{
    int total;
    int now;
    int most;

    public async Task AddSlowly()
    {
        most = Math.Max(most, ++now);
        var before = total;
        await Task.Yield();
        total = before + 1;
        now--;
    }

    public Task<int> Total() => Task.FromResult(total);

    public Task<int> MostAtOnce() => Task.FromResult(most);

    public async Task<bool> StaysOnItsScheduler()
    {
        var mine = TaskScheduler.Current;
        await Task.Delay(1);
        var afterDelay = TaskScheduler.Current;
        await Task.Run(() => { });
        return mine != TaskScheduler.Default && afterDelay == mine && TaskScheduler.Current == mine;
    }

    public async Task<bool> StartedTasksStay()
    {
        var mine = TaskScheduler.Current;
        var started = await Task.Factory.StartNew(() => TaskScheduler.Current);
        var escaped = await Task.Run(() => TaskScheduler.Current);
        return started == mine && escaped == TaskScheduler.Default;
    }

    public Task WaitAt(string door)
    {
        Journal.Note(door, "waiting");
        return Door.Wait(door);
    }

    public Task OpenDoor(string door)
    {
        Door.Open(door);
        return Task.CompletedTask;
    }

    public Task OpenDoorBesides(string door) => OpenDoor(door);

    public Task ReadAt(string door) => Door.Wait(door);

    public Task Read() => Task.CompletedTask;

    public Task Write() => Task.CompletedTask;

    public Task CallMyself() => this.AsReference<IPlainGrain>().Total();

    public Task CallAround(string next, string last) => this.GetPrimaryKeyString() == next
        ? GrainFactory.GetGrain<IPlainGrain>(last).Total()
        : GrainFactory.GetGrain<IPlainGrain>(next).CallAround(next, last);

    public async Task WaitOneWay(string door)
    {
        await Door.Wait(door);
        Journal.Note(this.GetPrimaryKeyString(), "one-way done");
    }

    public Task FailOneWay() => throw new InvalidOperationException("nobody hears this");
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task<int> CountWithoutLock(int times);

    Task WaitAt(string door);

    Task OpenDoor(string door);
}

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    int count;

    public async Task<int> CountWithoutLock(int times)
    {
        for (var i = 0; i < times; i++)
        {
            count++;
            await Task.Yield();
        }
        return count;
    }

    public Task WaitAt(string door) => Door.Wait(door);

    public Task OpenDoor(string door)
    {
        Door.Open(door);
        return Task.CompletedTask;
    }
}

public interface IWorkerGrain : IGrainWithStringKey
{
    Task WorkUntil(string door);
}

[StatelessWorker(3)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    public Task WorkUntil(string door)
    {
        Journal.Note(door, "working");
        return Door.Wait(door);
    }
}
