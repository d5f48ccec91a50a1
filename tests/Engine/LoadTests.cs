using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Concurrency;
using Orleans.Hosting;

namespace Labelwise.Tests.Engine;

/// <summary>Callers share no lock with the grains they call: no interleaving may lose a call or let two turns meet.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task No_call_is_lost_however_calls_and_departures_meet()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddMemoryGrainStorageAsDefault());
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            var chance = new Random(caller);
            for (var i = 0; i < 3000; i++)
            {
                var grain = grains.GetGrain<IBusyGrain>($"{chance.Next(4)}");
                await (chance.Next(40) == 0 ? grain.Go() : chance.Next(4) switch
                {
                    0 => grain.Quick(),
                    1 => grain.Yielding(),
                    2 => grain.Read(),
                    _ => grain.Besides(),
                });
            }
        })));
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, BusyGrain.Collisions);
    }
}

public interface IBusyGrain : IGrainWithStringKey
{
    Task Quick();

    Task Yielding();

    [ReadOnly]
    Task Read();

    [AlwaysInterleave]
    Task Besides();

    Task Go();
}

public sealed class BusyGrain : Grain, IBusyGrain
{
    static int collisions;

    int turns;
    int exclusive;
    int readers;

    public static int Collisions => collisions;

    public Task Quick()
    {
        Turn();
        if (exclusive + readers > 0) Interlocked.Increment(ref collisions);
        return Task.CompletedTask;
    }

    public async Task Yielding()
    {
        if (exclusive + readers > 0) Interlocked.Increment(ref collisions);
        exclusive++;
        await Task.Yield();
        Turn();
        exclusive--;
    }

    public async Task Read()
    {
        if (exclusive > 0) Interlocked.Increment(ref collisions);
        readers++;
        await Task.Yield();
        Turn();
        readers--;
    }

    public async Task Besides()
    {
        Turn();
        await Task.Yield();
        Turn();
    }

    public Task Go()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <summary>A piece of code that notices another one beside it.</summary>
    void Turn()
    {
        if (Interlocked.Increment(ref turns) != 1) Interlocked.Increment(ref collisions);
        Thread.SpinWait(20);
        Interlocked.Decrement(ref turns);
    }
}
