using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Utilities;

namespace Labelwise.Tests.Conformance;

/// <summary>Grains that tell others what happens.</summary>
public sealed class ObserverTests
{
    [Fact]
    public async Task An_observer_hears_what_a_grain_tells()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<INewsGrain>();
        var listener = new Listener();
        var reference = cluster.Grains.CreateObjectReference<IListener>(listener);
        await grain.Subscribe(reference);
        await grain.Tell("a");
        await grain.Tell("b");
        await Journal.Until(listener.Key, "b");
        Assert.Equal(["a", "b"], Journal.Of(listener.Key));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_grain_can_wait_for_its_observer()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<INewsGrain>();
        var listener = new Listener();
        await grain.Subscribe(cluster.Grains.CreateObjectReference<IListener>(listener));
        await grain.TellAndWait("a");
        Assert.Equal(["a, slowly"], Journal.Of(listener.Key));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task Who_unsubscribed_hears_no_more()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<INewsGrain>();
        Listener stays = new(), leaves = new();
        var leaving = cluster.Grains.CreateObjectReference<IListener>(leaves);
        await grain.Subscribe(cluster.Grains.CreateObjectReference<IListener>(stays));
        await grain.Subscribe(leaving);
        await grain.Unsubscribe(leaving);
        await grain.Tell("a");
        await Journal.Until(stays.Key, "a");
        Assert.Empty(Journal.Of(leaves.Key));
        GC.KeepAlive((stays, leaves));
    }

    [Fact]
    public async Task Who_does_not_subscribe_again_is_dropped_after_a_while()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<INewsGrain>();
        var listener = new Listener();
        await grain.Subscribe(cluster.Grains.CreateObjectReference<IListener>(listener));
        Assert.Equal(1, await grain.Listeners());
        await grain.SetExpiration(TimeSpan.FromMilliseconds(50));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await grain.Tell("too late");
        Assert.Equal(0, await grain.Listeners());
        Assert.Empty(Journal.Of(listener.Key));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_that_is_told_and_fails_is_dropped()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<INewsGrain>();
        var listener = new Listener { Fails = true };
        await grain.Subscribe(cluster.Grains.CreateObjectReference<IListener>(listener));
        await grain.TellAndWait("a");
        Assert.Equal(0, await grain.Listeners());
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_deleted_reference_reaches_nobody()
    {
        await using var cluster = await Cluster.Start();
        Listener stays = new(), deleted = new();
        var grain = cluster.Grain<INewsGrain>();
        var reference = cluster.Grains.CreateObjectReference<IListener>(deleted);
        await grain.Subscribe(reference);
        await grain.Subscribe(cluster.Grains.CreateObjectReference<IListener>(stays));
        cluster.Grains.DeleteObjectReference<IListener>(reference);
        await grain.Tell("a");
        await Journal.Until(stays.Key, "a");
        Assert.Empty(Journal.Of(deleted.Key));
        GC.KeepAlive((stays, deleted));
    }

    [Fact]
    public async Task A_grain_can_be_an_observer()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<INewsGrain>();
        var listener = cluster.Grain<IListeningGrain>();
        await listener.ListenTo(grain.GetPrimaryKeyString());
        await grain.Tell("a");
        await Journal.Until(listener.GetPrimaryKeyString(), "a");
    }

    sealed class Listener : IListener
    {
        public string Key { get; } = Guid.NewGuid().ToString("N");

        public bool Fails { get; init; }

        public void Hear(string news) => Journal.Note(Key, news);

        public async Task HearSlowly(string news)
        {
            await Task.Yield();
            if (Fails) throw new InvalidOperationException("deaf");
            Journal.Note(Key, $"{news}, slowly");
        }
    }
}

public interface IListener : IGrainObserver
{
    void Hear(string news);

    Task HearSlowly(string news);
}

public interface INewsGrain : IGrainWithStringKey
{
    Task Subscribe(IListener listener);

    Task Unsubscribe(IListener listener);

    Task SetExpiration(TimeSpan expiration);

    Task Tell(string news);

    Task TellAndWait(string news);

    Task<int> Listeners();
}

public sealed class NewsGrain : Grain, INewsGrain
{
    readonly ObserverManager<IListener> listeners = new(TimeSpan.FromMinutes(5), NullLogger.Instance);

    public Task Subscribe(IListener listener)
    {
        listeners.Subscribe(listener, listener);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IListener listener)
    {
        listeners.Unsubscribe(listener);
        return Task.CompletedTask;
    }

    public Task SetExpiration(TimeSpan expiration)
    {
        listeners.ExpirationDuration = expiration;
        return Task.CompletedTask;
    }

    public Task Tell(string news)
    {
        listeners.Notify(listener => listener.Hear(news));
        return Task.CompletedTask;
    }

    public Task TellAndWait(string news) => listeners.Notify(listener => listener.HearSlowly(news));

    public Task<int> Listeners() => Task.FromResult(listeners.Count);
}

public interface IListeningGrain : IGrainWithStringKey, IListener
{
    Task ListenTo(string news);
}

public sealed class ListeningGrain : Grain, IListeningGrain
{
    public Task ListenTo(string news) => GrainFactory.GetGrain<INewsGrain>(news).Subscribe(this.AsReference<IListener>());

    public void Hear(string news) => Journal.Note(this.GetPrimaryKeyString(), news);

    public Task HearSlowly(string news)
    {
        Hear(news);
        return Task.CompletedTask;
    }
}
