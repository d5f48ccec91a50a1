using Labelwise.Engine.Calls;

namespace Orleans.Runtime;

/// <summary>A grain seen from outside: calls on it are sent to wherever the grain is. The classes behind grain
/// interfaces are generated.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    readonly CallRouter router;

    /// <summary>Who took the last call: most calls find their activation without the directory.</summary>
    internal ICallReceiver? Receiver { get; set; }

    protected GrainReference(GrainId id, CallRouter router)
    {
        GrainId = id;
        this.router = router;
    }

    public GrainId GrainId { get; }

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";

    public static bool operator ==(GrainReference? left, GrainReference? right) => Equals(left, right);

    public static bool operator !=(GrainReference? left, GrainReference? right) => !Equals(left, right);

    /// <summary>Generated methods end here.</summary>
    protected Task<T> Send<T>(ValueCall<T> call)
    {
        router.Send(this, call);
        return call.Reply;
    }

    /// <inheritdoc cref="Send{T}(ValueCall{T})"/>
    protected Task Send(VoidCall call)
    {
        router.Send(this, call);
        return call.Reply;
    }

    /// <summary>As <see cref="Send{T}(ValueCall{T})"/>, for a method that can be cancelled.</summary>
    protected Task<T> Send<T>(ValueCall<T> call, CancellationToken token)
    {
        if (call.CancelWith(token)) router.Send(this, call);
        return call.Reply;
    }

    /// <inheritdoc cref="Send{T}(ValueCall{T}, CancellationToken)"/>
    protected Task Send(VoidCall call, CancellationToken token)
    {
        if (call.CancelWith(token)) router.Send(this, call);
        return call.Reply;
    }

    /// <summary>Sends what nobody waits for.</summary>
    protected void Post(OneWayCall call) => router.Send(this, call);

    internal T As<T>() => GrainInterface<T>.Refer(GrainId, router);
}
