using Orleans;

namespace Labelwise.Engine.Activations;

/// <summary>Lets go what nobody used for a while.</summary>
/// <remarks>An activation sits in the bucket of the moment it may become idle, and is looked at only then: where it was
/// used meanwhile it moves to a later bucket. A million activations are so each looked at once an idle time, and a call
/// costs nothing here.</remarks>
sealed class IdleCollector : IDisposable
{
    readonly TimeProvider clock;
    readonly long quantum;
    readonly Lock gate = new();
    readonly Dictionary<long, List<Activation>> buckets = [];
    readonly ITimer timer;
    long looked;

    internal IdleCollector(TimeProvider clock, TimeSpan quantum)
    {
        this.clock = clock;
        this.quantum = Math.Max(1, quantum.Ticks);
        looked = Bucket(TimeSpan.Zero);
        timer = clock.CreateTimer(static it => ((IdleCollector)it!).Look(), this, quantum, quantum);
    }

    internal void Track(Activation activation) => Put(activation, activation.IdleLimit);

    /// <summary>Lets go what is idle now.</summary>
    internal void Look()
    {
        var now = Bucket(TimeSpan.Zero);
        while (Take(now) is { } due)
        {
            foreach (var activation in due)
            {
                if (activation.IsClosed) continue;
                if (activation.IdleTimeLeft() is var left && left > TimeSpan.Zero)
                    Put(activation, left < activation.IdleLimit ? left : activation.IdleLimit);
                else
                    activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, "It was not used for a while."));
            }
        }
    }

    public void Dispose() => timer.Dispose();

    void Put(Activation activation, TimeSpan dueIn)
    {
        var due = Bucket(dueIn) + 1;
        lock (gate)
        {
            var bucket = Math.Max(looked + 1, due);
            if (!buckets.TryGetValue(bucket, out var list)) buckets[bucket] = list = [];
            list.Add(activation);
        }
    }

    /// <summary>The next bucket that is due, perhaps empty; null where none is.</summary>
    List<Activation>? Take(long now)
    {
        lock (gate)
        {
            if (looked >= now) return null;
            return buckets.Remove(++looked, out var list) ? list : [];
        }
    }

    long Bucket(TimeSpan ahead) => (clock.GetUtcNow() + ahead).Ticks / quantum;
}
