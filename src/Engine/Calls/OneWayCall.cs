namespace Labelwise.Engine.Calls;

/// <summary>A call nobody waits for. Generated classes derive from it.</summary>
public abstract class OneWayCall : GrainCall
{
    internal sealed override bool AwaitsReply => false;

    protected abstract ValueTask Invoke(object grain);

    internal sealed override bool TryFail(Exception exception) => false;

    protected sealed override Task Perform(object grain)
    {
        var pending = Invoke(grain);
        if (!pending.IsCompletedSuccessfully) return pending.AsTask();
        pending.GetAwaiter().GetResult();
        return Answered;
    }

    protected sealed override void Settle(Task ended) { }

    internal sealed override async Task<object?> PerformForFilters(object grain)
    {
        await Invoke(grain);
        return null;
    }

    internal sealed override void SettleFiltered(object? result) { }
}
