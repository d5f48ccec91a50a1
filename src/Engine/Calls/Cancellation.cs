namespace Labelwise.Engine.Calls;

/// <summary>Lets a caller's token end its wait. The callee sees the same token and ends in its own time.</summary>
static class Cancellation
{
    /// <returns>False where the token is cancelled already.</returns>
    internal static bool Follow(
        CancellationToken token, Task reply, Action<GrainCall, OperationCanceledException> cancel, GrainCall call)
    {
        if (token.IsCancellationRequested)
        {
            cancel(call, new(token));
            return false;
        }
        if (!token.CanBeCanceled) return true;
        var registration = token.UnsafeRegister(
            static (state, token) =>
            {
                var (cancel, call) = ((Action<GrainCall, OperationCanceledException>, GrainCall))state!;
                cancel(call, new(token));
            },
            (cancel, call));
        _ = reply.ContinueWith(
            static (_, registration) => ((CancellationTokenRegistration)registration!).Unregister(), registration,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return true;
    }
}
