using Orleans;
using Orleans.Storage;

namespace Labelwise.Tests.Conformance;

/// <summary>References and failures as parts of messages.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task A_reference_works_where_it_arrives()
    {
        await using var cluster = await Cluster.Start();
        var other = cluster.Grain<ICallGrain>("a");
        Assert.Equal("call/a", await cluster.Grain<IPostGrain>().AskWhoItIs(other));
    }

    [Fact]
    public async Task Nothing_is_a_message_too()
    {
        await using var cluster = await Cluster.Start();
        Assert.Null(await cluster.Grain<IPostGrain>().Echo(null));
        Assert.Equal("x", await cluster.Grain<IPostGrain>().Echo("x"));
    }

    [Fact]
    public async Task A_failure_arrives_with_what_caused_it()
    {
        await using var cluster = await Cluster.Start();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Grain<IPostGrain>().FailWithCause("why"));
        Assert.Equal("why", Assert.IsType<RefusedException>(failure.InnerException).Message);
    }

    [Fact]
    public async Task A_store_that_is_not_configured_is_named()
    {
        await using var cluster = await Cluster.Start();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => cluster.Grain<IWatchedGrain>().Get());
        Assert.Contains(nameof(BadProviderConfigException), failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("No storage provider named \"watched\" found", failure.ToString(), StringComparison.Ordinal);
    }
}

public interface IPostGrain : IGrainWithStringKey
{
    Task<string> AskWhoItIs(ICallGrain other);

    Task<string?> Echo(string? text);

    Task FailWithCause(string why);
}

public sealed class PostGrain : Grain, IPostGrain
{
    public Task<string> AskWhoItIs(ICallGrain other) => other.Identity();

    public Task<string?> Echo(string? text) => Task.FromResult(text);

    public Task FailWithCause(string why) => throw new InvalidOperationException("failed", new RefusedException(why));
}
