namespace Labelwise.Engine.Calls;

/// <summary>A call that returns nothing but that it is done. Generated classes derive from it.</summary>
public abstract class VoidCall : GrainCall
{
    readonly TaskCompletionSource reply = new(GoesOn);

    internal Task Reply => reply.Task;

    internal sealed override bool AwaitsReply => !reply.Task.IsCompleted;

    protected abstract ValueTask Invoke(object grain);

    internal sealed override bool TryFail(Exception exception) => reply.TrySetException(exception);

    /// <inheritdoc cref="ValueCall{T}.CancelWith"/>
    internal bool CancelWith(CancellationToken token) =>
        Cancellation.Follow(token, reply.Task, static (call, cancelled) => ((VoidCall)call).TryFail(cancelled), this);

    protected sealed override Task Perform(object grain)
    {
        var pending = Invoke(grain);
        if (!pending.IsCompletedSuccessfully) return pending.AsTask();
        pending.GetAwaiter().GetResult();
        reply.TrySetResult();
        return Answered;
    }

    protected sealed override void Settle(Task ended) => reply.TrySetResult();

    internal sealed override async Task<object?> PerformForFilters(object grain)
    {
        await Invoke(grain);
        return null;
    }

    internal sealed override void SettleFiltered(object? result) => reply.TrySetResult();
}
