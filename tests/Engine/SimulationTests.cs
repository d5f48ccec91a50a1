using Labelwise.Engine.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Labelwise.Tests.Engine;

/// <summary>The engine under a seed and a clock that waits for nobody.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_history_and_another_seed_another()
    {
        Assert.Equal(HistoryOf(1), HistoryOf(1));
        Assert.NotEqual(HistoryOf(1), HistoryOf(2));
    }

    [Fact]
    public void A_call_that_nobody_answers_ends_when_the_patience_is_over()
    {
        var world = Run(seed: 3, async grains =>
        {
            var stuck = grains.GetGrain<IStuckGrain>("a").WaitForever();
            await Assert.ThrowsAsync<TimeoutException>(() => stuck);
        });
        Assert.Equal(TimeSpan.FromSeconds(30), world.Time.GetUtcNow() - Start);
    }

    [Fact]
    public void An_idle_grain_goes_at_its_time_and_not_before()
    {
        var went = TimeSpan.Zero;
        Run(seed: 4, async (grains, time) =>
        {
            var grain = grains.GetGrain<IStuckGrain>("a");
            var first = await grain.Incarnation();
            await Task.Delay(TimeSpan.FromMinutes(14), time);
            Assert.Equal(first, await grain.Incarnation());
            await Task.Delay(TimeSpan.FromMinutes(14), time);
            Assert.Equal(first, await grain.Incarnation());
            await Task.Delay(TimeSpan.FromMinutes(17), time);
            Assert.NotEqual(first, await grain.Incarnation());
            went = time.GetUtcNow() - Start;
        });
        Assert.Equal(TimeSpan.FromMinutes(45), went);
    }

    [Fact]
    public void A_timer_ticks_by_the_silos_clock()
    {
        Run(seed: 5, async (grains, time) =>
        {
            var grain = grains.GetGrain<IStuckGrain>("a");
            await grain.TickEvery(TimeSpan.FromHours(1));
            await Task.Delay(TimeSpan.FromHours(10.5), time);
            Assert.Equal(10, await grain.Ticks());
        });
    }

    [Fact]
    public void A_client_that_waits_for_nothing_is_said_to_hang()
    {
        var world = new SimulatedWorld(6);
        Assert.Throws<TimeoutException>(() => world.Run(() => new TaskCompletionSource().Task, TimeSpan.FromDays(1)));
    }

    static readonly DateTimeOffset Start = new SimulatedWorld(0).Time.GetUtcNow();

    static List<string> HistoryOf(ulong seed)
    {
        var history = new List<string>();
        Run(seed, async (grains, _) =>
        {
            var callers = Enumerable.Range(0, 5).Select(async caller =>
            {
                for (var i = 0; i < 10; i++) await grains.GetGrain<IEchoGrain>($"{(caller + i) % 3}").Echo($"{caller}");
            });
            await Task.WhenAll(callers);
        }, history.Add);
        return history;
    }

    static SimulatedWorld Run(ulong seed, Func<IGrainFactory, Task> client) => Run(seed, (grains, _) => client(grains));

    static SimulatedWorld Run(ulong seed, Func<IGrainFactory, TimeProvider, Task> client, Action<string>? trace = null)
    {
        var world = new SimulatedWorld(seed) { Trace = trace };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        world.AddTo(builder.Services);
        builder.UseOrleans(silo => silo.AddMemoryGrainStorageAsDefault());
        using var host = builder.Build();
        world.Run(() => client(host.Services.GetRequiredService<IGrainFactory>(), world.Time), TimeSpan.FromDays(30));
        return world;
    }
}

public interface IStuckGrain : IGrainWithStringKey
{
    Task WaitForever();

    Task<Guid> Incarnation();

    Task TickEvery(TimeSpan period);

    Task<int> Ticks();
}

public sealed class StuckGrain : Grain, IStuckGrain
{
    readonly Guid incarnation = Guid.NewGuid();
    int ticks;

    public Task WaitForever() => new TaskCompletionSource().Task;

    public Task<Guid> Incarnation() => Task.FromResult(incarnation);

    public Task TickEvery(TimeSpan period)
    {
        DelayDeactivation(TimeSpan.MaxValue);
        this.RegisterGrainTimer(() => Task.FromResult(++ticks), period, period);
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(ticks);
}
