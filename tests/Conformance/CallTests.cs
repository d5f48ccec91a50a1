using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Tests.Conformance;

/// <summary>What travels with a call, and how it comes back.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task An_exception_arrives_with_its_own_type_and_words_and_the_place_it_was_thrown_at()
    {
        await using var cluster = await Cluster.Start();
        var failure = await Assert.ThrowsAsync<RefusedException>(() => cluster.Grain<ICallGrain>().Refuse("because"));
        Assert.Equal("because", failure.Message);
        Assert.Contains(nameof(CallGrain.Refuse), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_passes_through_a_grain_that_lets_it()
    {
        await using var cluster = await Cluster.Start();
        var failure = await Assert.ThrowsAsync<RefusedException>(() =>
            cluster.Grain<ICallGrain>().RefuseThrough(Guid.NewGuid().ToString("N"), "because"));
        Assert.Equal("because", failure.Message);
    }

    [Fact]
    public async Task A_grain_that_failed_serves_the_next_call()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ICallGrain>();
        await Assert.ThrowsAsync<RefusedException>(() => grain.Refuse("because"));
        Assert.Equal(3, await grain.Add(1, 2));
    }

    [Fact]
    public async Task Value_tasks_answer_as_tasks_do()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ICallGrain>();
        Assert.Equal(3, await grain.AddAsValue(1, 2));
        await grain.NothingAsValue();
    }

    [Fact]
    public async Task Grains_find_each_other_by_key_and_know_their_own()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ICallGrain>("a/b");
        Assert.Equal("a/b", grain.GetPrimaryKeyString());
        Assert.Equal("call/a/b", await grain.Identity());
        Assert.Equal("call/a/b", grain.GetGrainId().ToString());
        Assert.Equal("call/a/b", await (await grain.Myself()).Identity());
    }

    [Fact]
    public async Task Two_references_to_one_grain_are_equal()
    {
        await using var cluster = await Cluster.Start();
        Assert.Equal(cluster.Grain<ICallGrain>("a"), cluster.Grain<ICallGrain>("a"));
        Assert.NotEqual(cluster.Grain<ICallGrain>("a"), cluster.Grain<ICallGrain>("b"));
    }

    [Fact]
    public async Task Keys_may_be_numbers_or_guids()
    {
        await using var cluster = await Cluster.Start();
        var guid = Guid.NewGuid();
        Assert.Equal(-42, await cluster.Grains.GetGrain<INumberedGrain>(-42).Key());
        Assert.Equal(guid, await cluster.Grains.GetGrain<IGuidGrain>(guid).Key());
    }

    [Fact]
    public async Task Request_context_travels_to_every_grain_a_call_reaches_and_not_back()
    {
        await using var cluster = await Cluster.Start();
        RequestContext.Set("who", "anna");
        try
        {
            Assert.Equal("anna", await cluster.Grain<ICallGrain>().WhoCalls());
            Assert.Equal("anna", await cluster.Grain<ICallGrain>().WhoCallsThrough(Guid.NewGuid().ToString("N")));
            await cluster.Grain<ICallGrain>().SayIAm("bert");
            Assert.Equal("anna", RequestContext.Get("who"));
        }
        finally
        {
            RequestContext.Clear();
        }
    }

    [Fact]
    public async Task What_one_call_brings_along_is_gone_for_the_next()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<ICallGrain>();
        RequestContext.Set("who", "anna");
        await grain.WhoCalls();
        await grain.SayIAm("bert");
        RequestContext.Clear();
        Assert.Null(await grain.WhoCalls());
    }

    [Fact]
    public async Task A_caller_that_loses_interest_waits_no_longer()
    {
        await using var cluster = await Cluster.Start();
        using var interest = new CancellationTokenSource();
        var call = cluster.Grain<ICallGrain>().WaitForever(interest.Token);
        await interest.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_filter_sees_every_call_and_may_change_what_it_brings()
    {
        await using var cluster = await Cluster.Start(silo => silo.AddIncomingGrainCallFilter(async context =>
        {
            await context.Invoke();
            if (context.MethodName == nameof(ICallGrain.Add)) context.Result = (int)context.Result! * 10;
        }));
        Assert.Equal(30, await cluster.Grain<ICallGrain>().Add(1, 2));
        Assert.Equal(3, await cluster.Grain<ICallGrain>().AddAsValue(1, 2));
    }

    [Fact]
    public async Task Filters_run_in_the_order_they_were_added_and_the_grains_own_last()
    {
        await using var cluster = await Cluster.Start(silo =>
        {
            silo.AddIncomingGrainCallFilter(context => Noting(context, "first"));
            silo.AddIncomingGrainCallFilter(context => Noting(context, "second"));
        });
        var grain = cluster.Grain<IFilteredGrain>();
        await grain.Do();
        Assert.Equal(["first", "second", "own Do", "done"], Journal.Of(grain.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task A_filter_may_refuse_a_call()
    {
        await using var cluster = await Cluster.Start(silo =>
            silo.AddIncomingGrainCallFilter(context =>
                context.Grain is FilteredGrain ? throw new RefusedException("not you") : context.Invoke()));
        var grain = cluster.Grain<IFilteredGrain>();
        await Assert.ThrowsAsync<RefusedException>(() => grain.Do());
        Assert.Empty(Journal.Of(grain.GetPrimaryKeyString()));
    }

    static Task Noting(IIncomingGrainCallContext context, string what)
    {
        if (context.Grain is FilteredGrain grain) Journal.Note(grain.GetPrimaryKeyString(), what);
        return context.Invoke();
    }
}

[GenerateSerializer]
public sealed class RefusedException(string message) : Exception(message);

public interface ICallGrain : IGrainWithStringKey
{
    Task Refuse(string why);

    Task RefuseThrough(string other, string why);

    Task<int> Add(int a, int b);

    ValueTask<int> AddAsValue(int a, int b);

    ValueTask NothingAsValue();

    Task<string> Identity();

    Task<ICallGrain> Myself();

    Task<string?> WhoCalls();

    Task<string?> WhoCallsThrough(string other);

    Task SayIAm(string who);

    Task WaitForever(CancellationToken interest);
}

public sealed class CallGrain : Grain, ICallGrain
{
    public async Task Refuse(string why)
    {
        await Task.Yield();
        throw new RefusedException(why);
    }

    public Task RefuseThrough(string other, string why) => GrainFactory.GetGrain<ICallGrain>(other).Refuse(why);

    public Task<int> Add(int a, int b) => Task.FromResult(a + b);

    public async ValueTask<int> AddAsValue(int a, int b)
    {
        await Task.Yield();
        return a + b;
    }

    public ValueTask NothingAsValue() => default;

    public Task<string> Identity() => Task.FromResult(this.GetGrainId().ToString());

    public Task<ICallGrain> Myself() => Task.FromResult(this.AsReference<ICallGrain>());

    public Task<string?> WhoCalls() => Task.FromResult((string?)RequestContext.Get("who"));

    public async Task<string?> WhoCallsThrough(string other)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<ICallGrain>(other).WhoCalls();
    }

    public Task SayIAm(string who)
    {
        RequestContext.Set("who", who);
        return Task.CompletedTask;
    }

    public Task WaitForever(CancellationToken interest) => Task.Delay(Timeout.Infinite, interest);
}

public interface INumberedGrain : IGrainWithIntegerKey
{
    Task<long> Key();
}

public sealed class NumberedGrain : Grain, INumberedGrain
{
    public Task<long> Key() => Task.FromResult(this.GetPrimaryKeyLong());
}

public interface IGuidGrain : IGrainWithGuidKey
{
    Task<Guid> Key();
}

public sealed class GuidGrain : Grain, IGuidGrain
{
    public Task<Guid> Key() => Task.FromResult(this.GetPrimaryKey());
}

public interface IFilteredGrain : IGrainWithStringKey
{
    Task Do();
}

public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task Do()
    {
        Journal.Note(this.GetPrimaryKeyString(), "done");
        return Task.CompletedTask;
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        Journal.Note(this.GetPrimaryKeyString(), $"own {context.MethodName}");
        return context.Invoke();
    }
}
