using Labelwise.Engine.Activations;
using Labelwise.Engine.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Engine.Simulation;

/// <summary>One run of a server, from its start to its stop or its sudden death. What is to outlive it is kept by whoever
/// made it.</summary>
public sealed class SimulatedProcess : ITurnScheduler
{
    readonly SimulatedWorld world;
    readonly ServiceProvider services;

    internal SimulatedProcess(SimulatedWorld world, int number, TimeSpan clockOff, Action<ISiloBuilder> configure)
    {
        this.world = world;
        (Number, ClockOff) = (number, clockOff);
        var collection = new ServiceCollection();
        collection.AddSingleton<ITurnScheduler>(this);
        collection.AddSingleton<TimeProvider>(new ProcessTime(this, world.Time));
        configure(OrleansSiloGenericHostExtensions.AddSilo(collection, new ConfigurationBuilder().Build()));
        services = collection.BuildServiceProvider();
    }

    /// <summary>1 for the first of its world.</summary>
    public int Number { get; }

    /// <summary>By how much its clock is ahead of the world's.</summary>
    public TimeSpan ClockOff { get; }

    public bool IsAlive { get; private set; } = true;

    public IGrainFactory Grains => services.GetRequiredService<IGrainFactory>();

    int ITurnScheduler.TurnsAtOnce => 1;

    bool ITurnScheduler.MayBeginHere => IsAlive && world.Turns.MayBeginHere;

    Silo Silo => services.GetRequiredService<Silo>();

    void ITurnScheduler.Schedule(ITurns turns)
    {
        if (IsAlive) world.Turns.Schedule(turns, this);
    }

    public async Task Start()
    {
        foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops in order: every activation may save what it has.</summary>
    public async Task Stop()
    {
        foreach (var service in services.GetServices<IHostedService>().Reverse()) await service.StopAsync(CancellationToken.None);
        Kill();
    }

    /// <summary>From now on nothing in it happens any more: no turn, no timer.</summary>
    public void Kill()
    {
        if (!IsAlive) return;
        IsAlive = false;
        world.Turns.Forget(this);
        services.Dispose();
    }

    /// <summary>Starts a flow of this process, which ends where the process does.</summary>
    public Task Go(string name, Func<Task> flow) => SimulatedWorld.Go(this, name, flow);

    /// <summary>Lets one activation go, as for want of memory.</summary>
    /// <returns>Whose it was; null where none is there.</returns>
    public string? Evict(ulong draw)
    {
        if (Drawn(draw) is not { } drawn) return null;
        drawn.Deactivate(new(DeactivationReasonCode.HighMemoryPressure, "The simulation wants it to go."));
        return drawn.GrainId.ToString();
    }

    /// <summary>Forgets where one activation is, as when a cluster's members change: who asks anew gets a second one, while
    /// those who know the first one go on with it for a while.</summary>
    /// <returns>Whose it was; null where none is there.</returns>
    public string? Split(ulong draw, TimeSpan together)
    {
        if (Drawn(draw) is not { } first) return null;
        Silo.Directory.Remove(first.GrainId);
        world.Time.CreateTimer(
            _ =>
            {
                if (IsAlive) first.Deactivate(new(DeactivationReasonCode.DuplicateActivation, "There is a second one."));
            },
            null, together, Timeout.InfiniteTimeSpan);
        return first.GrainId.ToString();
    }

    Activation? Drawn(ulong draw) => Silo.Directory.All() is { Count: > 0 } all ? all[(int)(draw % (ulong)all.Count)] : null;

    /// <summary>The world's time on a clock of its own; its timers die with the process.</summary>
    sealed class ProcessTime(SimulatedProcess process, VirtualTime time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + process.ClockOff;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(
            it =>
            {
                if (process.IsAlive) callback(it);
            },
            state, dueTime, period);
    }
}
