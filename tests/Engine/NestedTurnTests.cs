using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Concurrency;
using Orleans.Hosting;

namespace Labelwise.Tests.Engine;

/// <summary>A call to an idle grain begins within its caller's turn: nobody may notice but by the time it takes.</summary>
public sealed class NestedTurnTests
{
    [Fact]
    public async Task What_flows_with_a_caller_does_not_flow_into_the_grain_it_calls()
    {
        using var host = await Start();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var callee = grains.GetGrain<ICalleeGrain>("a");
        await callee.Seen();
        Ambient.Of.Value = "the caller's";
        Assert.Null(await callee.Seen());
        Assert.Null(await grains.GetGrain<ICallerGrain>("b").SeenBy("a"));
        Assert.Equal("the caller's", Ambient.Of.Value);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_turn_is_not_broken_by_a_reply_that_its_own_call_brings_about()
    {
        using var host = await Start();
        var caller = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICallerGrain>("c");
        var waits = caller.WaitFor("d");
        await caller.UntilWaiting();
        Assert.False(await caller.LetGo("d"));
        Assert.False(await waits);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lost once, a project's settings were never told while a member was added, and neither ended.</summary>
    [Fact]
    public async Task A_call_that_comes_back_to_a_busy_grain_and_may_interleave_is_not_forgotten()
    {
        using var host = await Start();
        var asked = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IAskedGrain>("e");
        var token = TestContext.Current.CancellationToken;
        Assert.Equal("said", await asked.AskThrough("f"));
        for (var i = 0; i < 100; i++) Assert.Equal("said", await Task.Run(() => asked.AskThrough("f"), token));  // as idle as can be, from a thread of nobody's
        await host.StopAsync(token);
    }

    static async Task<IHost> Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddMemoryGrainStorageAsDefault());
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}

static class Ambient
{
    public static readonly AsyncLocal<string?> Of = new();
}

public interface ICallerGrain : IGrainWithStringKey
{
    Task<string?> SeenBy(string callee);

    /// <returns>Whether it went on in the middle of another turn of this grain.</returns>
    Task<bool> WaitFor(string callee);

    Task UntilWaiting();

    /// <returns>Whether <see cref="WaitFor"/> went on before this turn was over.</returns>
    Task<bool> LetGo(string callee);
}

[Reentrant]
public sealed class CallerGrain : Grain, ICallerGrain
{
    readonly TaskCompletionSource waiting = new();
    bool inTurn, wentOn;

    public async Task<string?> SeenBy(string callee)
    {
        Ambient.Of.Value = "another caller's";
        return await GrainFactory.GetGrain<ICalleeGrain>(callee).Seen();
    }

    public async Task<bool> WaitFor(string callee)
    {
        var reply = GrainFactory.GetGrain<ICalleeGrain>(callee).Wait();
        waiting.SetResult();
        await reply;
        wentOn = true;
        return inTurn;
    }

    public Task UntilWaiting() => waiting.Task;

    public Task<bool> LetGo(string callee)
    {
        inTurn = true;
        GrainFactory.GetGrain<ICalleeGrain>(callee).LetGo().Ignore();
        inTurn = false;
        return Task.FromResult(wentOn);
    }
}

public interface ICalleeGrain : IGrainWithStringKey
{
    Task<string?> Seen();

    Task Wait();

    Task LetGo();
}

[Reentrant]
public sealed class CalleeGrain : Grain, ICalleeGrain
{
    readonly TaskCompletionSource gate = new();

    public Task<string?> Seen() => Task.FromResult(Ambient.Of.Value);

    public Task Wait() => gate.Task;

    public Task LetGo()
    {
        gate.SetResult();
        return Task.CompletedTask;
    }
}

public interface IAskedGrain : IGrainWithStringKey
{
    /// <summary>Asks another grain, which asks this one back meanwhile.</summary>
    Task<string> AskThrough(string other);

    Task<string> AskBack(string asker);

    [AlwaysInterleave]
    Task<string> Say();
}

public sealed class AskedGrain : Grain, IAskedGrain
{
    public Task<string> AskThrough(string other) => GrainFactory.GetGrain<IAskedGrain>(other).AskBack(this.GetPrimaryKeyString());

    public Task<string> AskBack(string asker) => GrainFactory.GetGrain<IAskedGrain>(asker).Say();

    public Task<string> Say() => Task.FromResult("said");
}
