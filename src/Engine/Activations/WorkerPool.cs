using Labelwise.Engine.Calls;
using Orleans.Runtime;

namespace Labelwise.Engine.Activations;

/// <summary>The activations of one stateless worker.</summary>
sealed class WorkerPool(Silo silo, GrainClass grainClass, GrainId id, int max) : ICallReceiver, IActivationOwner
{
    readonly Lock gate = new();
    readonly List<Activation> workers = [];
    bool closed;

    /// <summary>To the first worker that is free, a new one where none is, the least loaded where there are enough.</summary>
    public bool TryReceive(GrainCall call)
    {
        lock (gate)
        {
            while (!closed)
            {
                var worker = workers.Find(w => w.Load == 0) ?? (workers.Count < max ? Hire() : workers.MinBy(w => w.Load)!);
                if (worker.TryReceive(call)) return true;
                workers.Remove(worker);
            }
            return false;
        }
    }

    public void Gone(Activation activation)
    {
        lock (gate)
        {
            workers.Remove(activation);
            closed = workers.Count == 0;
        }
        if (closed) silo.Directory.Remove(id, this);
    }

    Activation Hire()
    {
        var worker = new Activation(silo, grainClass, id, this);
        workers.Add(worker);
        worker.Start();
        return worker;
    }

    internal Activation[] All()
    {
        lock (gate) return [.. workers];
    }
}
