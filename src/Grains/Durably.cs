using Orleans.Runtime;

namespace Labelwise.Grains;

/// <summary>How small states are written whole.</summary>
static class Durably
{
    /// <summary>Returns once the new state is on disk.</summary>
    /// <param name="forget">Ends the activation where the write failed: only the disk knows now.</param>
    public static async Task Become<T>(this IPersistentState<T> kept, T state, Action forget)
    {
        var before = kept.State;
        kept.State = state;
        try { await kept.WriteStateAsync(); }
        catch
        {
            kept.State = before;
            forget();
            throw;
        }
    }
}
