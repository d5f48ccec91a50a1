namespace Labelwise.Engine.Activations;

/// <summary>A token that is cancelled after a while on the silo's clock.</summary>
/// <remarks>The clock is asked only when there is something to wait for: most grains come and go at once, and a silo
/// that stops lets a million of them go.</remarks>
sealed class Deadline(TimeProvider clock, TimeSpan after, CancellationToken sooner) : IDisposable
{
    readonly CancellationTokenSource source = new();
    ITimer? timer;
    CancellationTokenRegistration follows;

    internal CancellationToken Token => source.Token;

    /// <summary>Waits for the task until the deadline.</summary>
    /// <exception cref="OperationCanceledException">The deadline came first.</exception>
    internal Task Bound(Task task)
    {
        if (task.IsCompleted) return task;
        if (timer is null)
        {
            timer = clock.CreateTimer(static it => ((CancellationTokenSource)it!).Cancel(), source, after, Timeout.InfiniteTimeSpan);
            follows = sooner.UnsafeRegister(static it => ((CancellationTokenSource)it!).Cancel(), source);
        }
        return task.WaitAsync(source.Token);
    }

    public void Dispose()
    {
        timer?.Dispose();
        follows.Dispose();
        source.Dispose();
    }
}
