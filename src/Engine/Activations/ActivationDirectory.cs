using System.Collections.Concurrent;
using Labelwise.Engine.Calls;
using Orleans.Runtime;

namespace Labelwise.Engine.Activations;

/// <summary>Who is in memory.</summary>
sealed class ActivationDirectory(Silo silo) : IActivationOwner
{
    readonly ConcurrentDictionary<GrainId, ICallReceiver> receivers = new();

    internal ICallReceiver FindOrCreate(GrainId id)
    {
        if (receivers.TryGetValue(id, out var found)) return found;
        if (id.Type == ObserverTarget.Type) throw new ClientNotAvailableException(id);
        if (silo.IsStopping) throw new SiloUnavailableException($"{id} is not activated any more: the silo is stopping.");
        var grainClass = GrainClasses.Named(id.Type);
        if (grainClass.Workers is { } workers) return receivers.GetOrAdd(id, new WorkerPool(silo, grainClass, id, workers));
        var fresh = new Activation(silo, grainClass, id, this);
        var kept = receivers.GetOrAdd(id, fresh);
        if (ReferenceEquals(kept, fresh)) fresh.Start();
        return kept;
    }

    internal void Add(GrainId id, ICallReceiver receiver) => receivers[id] = receiver;

    internal void Remove(GrainId id, ICallReceiver receiver) => receivers.TryRemove(new(id, receiver));

    internal ICallReceiver? Remove(GrainId id) => receivers.TryRemove(id, out var removed) ? removed : null;

    void IActivationOwner.Gone(Activation activation) => Remove(activation.GrainId, activation);

    /// <summary>How many calls wait for their turn.</summary>
    internal long Waiting() => receivers.Values.Sum(receiver => receiver switch
    {
        CallTarget one => (long)one.Waiting,
        WorkerPool pool => pool.All().Sum(worker => (long)worker.Waiting),
        _ => 0,
    });

    /// <summary>All activations of now, in the order of their identities, which is the same in every run.</summary>
    internal IReadOnlyList<Activation> All() =>
    [
        .. receivers.OrderBy(entry => entry.Key).SelectMany(entry => entry.Value switch
        {
            Activation one => [one],
            WorkerPool pool => pool.All(),
            _ => Array.Empty<Activation>(),
        }),
    ];
}
