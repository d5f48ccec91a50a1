namespace Labelwise.Engine.Calls;

/// <summary>A call that returns a value. Generated classes derive from it.</summary>
public abstract class ValueCall<T> : GrainCall
{
    readonly TaskCompletionSource<T> reply = new(GoesOn);

    internal Task<T> Reply => reply.Task;

    internal sealed override bool AwaitsReply => !reply.Task.IsCompleted;

    protected abstract ValueTask<T> Invoke(object grain);

    internal sealed override bool TryFail(Exception exception) => reply.TrySetException(exception);

    /// <returns>False where it is cancelled already and need not be sent.</returns>
    internal bool CancelWith(CancellationToken token) =>
        Cancellation.Follow(token, reply.Task, static (call, cancelled) => ((ValueCall<T>)call).TryFail(cancelled), this);

    protected sealed override Task Perform(object grain)
    {
        var pending = Invoke(grain);
        if (!pending.IsCompletedSuccessfully) return pending.AsTask();
        reply.TrySetResult(pending.Result);
        return Answered;
    }

    protected sealed override void Settle(Task ended)
    {
        if (ended is Task<T> value) reply.TrySetResult(value.Result);
    }

    internal sealed override async Task<object?> PerformForFilters(object grain) => await Invoke(grain);

    internal sealed override void SettleFiltered(object? result) => reply.TrySetResult((T)result!);
}
