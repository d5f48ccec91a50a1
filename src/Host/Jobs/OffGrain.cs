using System.Collections.Concurrent;

namespace Labelwise.Host.Jobs;

/// <summary>Jobs' own work, on threads that people's requests go before (<see cref="JobThreads"/>). When the server stops, it is
/// cancelled, and nothing goes on behind the stop.</summary>
sealed class OffGrain : IAsyncDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly ConcurrentDictionary<Task, byte> running = new();

    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping.Token);
        var task = Task.Factory.StartNew(() => work(either.Token), either.Token, TaskCreationOptions.None, JobThreads.Of).Unwrap();
        running.TryAdd(task, 0);
        try { return await task; }
        finally { running.TryRemove(task, out _); }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
