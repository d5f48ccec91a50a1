using Labelwise.Engine.Activations;
using Orleans.Runtime;

namespace Labelwise.Engine.Timers;

/// <summary>The timers of one activation.</summary>
sealed class GrainTimers(Activation owner) : IDisposable
{
    readonly HashSet<GrainTimer> all = [];
    bool disposed;

    internal IGrainTimer Register(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(Activation.Current, owner))
            throw new InvalidOperationException($"A timer of {owner.GrainId} must be registered on its own turn.");
        var timer = new GrainTimer(owner, callback, options);
        if (disposed) timer.Dispose();
        else all.Add(timer);
        return timer;
    }

    internal void Forget(GrainTimer timer) => all.Remove(timer);

    public void Dispose()
    {
        disposed = true;
        foreach (var timer in all.ToArray()) timer.Dispose();
    }
}
