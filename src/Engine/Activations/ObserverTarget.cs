using Labelwise.Engine.Calls;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Activations;

/// <summary>A local object that grains can call, one call at a time.</summary>
sealed class ObserverTarget : CallTarget
{
    internal static readonly GrainType Type = GrainType.Create("sys.observer");

    readonly GrainId id;
    readonly WeakReference<IGrainObserver> observer;

    internal ObserverTarget(Silo silo, GrainId id, IGrainObserver observer) : base(silo, isReentrant: false)
    {
        this.id = id;
        this.observer = new(observer);
        Open();
    }

    protected override object? Instance => observer.TryGetTarget(out var alive) ? alive : null;

    public override string ToString() => id.ToString();

    /// <summary>Nobody is there any more.</summary>
    internal void Drop()
    {
        foreach (var call in Close()) call.TryFail(new ClientNotAvailableException(id));
    }

    protected override void OnInstanceGone(GrainCall call)
    {
        call.TryFail(new ClientNotAvailableException(id));
        Silo.Directory.Remove(id, this);
        Drop();
    }
}
