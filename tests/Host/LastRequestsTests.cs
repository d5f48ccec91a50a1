using Labelwise.Host.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Labelwise.Tests.Host;

public class LastRequestsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_live_connection_ends_with_the_server_even_when_it_comes_during_the_stop(bool during)
    {
        using var life = new Life();
        using var last = new LastRequests(life);
        var connection = new Connection();
        if (during) await life.Stopping.CancelAsync();
        var served = last.ServeLive(connection.Http, _ => connection.Aborted.Task);
        if (!during) await life.Stopping.CancelAsync();
        await served;
        Assert.True(last.IsStopping);
    }

    [Fact]
    public async Task A_request_that_runs_when_the_server_is_told_to_stop_may_end_by_itself()
    {
        using var life = new Life();
        using var last = new LastRequests(life);
        var (connection, ends) = (new Connection(), new TaskCompletionSource());
        var served = last.Serve(connection.Http, _ => ends.Task);
        await life.Stopping.CancelAsync();
        Assert.False(connection.Aborted.Task.IsCompleted);
        ends.SetResult();
        await served;
        Assert.False(connection.Aborted.Task.IsCompleted);
    }

    [Fact]
    public async Task A_request_that_never_ends_is_ended_so_that_grains_can_go_in_order()
    {
        using var life = new Life();
        using var last = new LastRequests(life);
        var connection = new Connection();
        var served = last.Serve(connection.Http, _ => connection.Aborted.Task);
        await life.Stopping.CancelAsync();
        await served;
    }

    sealed class Connection : IHttpRequestLifetimeFeature
    {
        public Connection()
        {
            Http = new();
            Http.Features.Set<IHttpRequestLifetimeFeature>(this);
        }

        public DefaultHttpContext Http { get; }
        public TaskCompletionSource Aborted { get; } = new();
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => Aborted.TrySetResult();
    }

    sealed class Life : IHostApplicationLifetime, IDisposable
    {
        public CancellationTokenSource Stopping { get; } = new();
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => Stopping.Token;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopping.Cancel();
        public void Dispose() => Stopping.Dispose();
    }
}
