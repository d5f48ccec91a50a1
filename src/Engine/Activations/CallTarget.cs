using Labelwise.Engine.Calls;

namespace Labelwise.Engine.Activations;

/// <summary>An object calls are made on, one turn at a time: a grain's activation or an observer.</summary>
/// <remarks>Callers touch the inbox alone. What is admitted is under the gate, which nobody but the target's own turns
/// takes often.</remarks>
abstract class CallTarget : ICallReceiver
{
    readonly Lock gate = new();
    Inbox inbox;
    Admission admission;
    Standing standing;

    /// <summary>No ordinary call could start now: whoever brings one need not wake anybody.</summary>
    volatile bool busy = true;
    int pumpQueued;
    int watched;

    protected CallTarget(Silo silo, bool isReentrant)
    {
        Silo = silo;
        admission = new(isReentrant);
        Turns = new(silo.Scheduler, this);
    }

    internal Silo Silo { get; }

    internal TurnQueue Turns { get; }

    internal CallFilters Filters => Silo.Filters;

    internal bool IsClosed => standing == Standing.Closed;

    internal int Waiting
    {
        get
        {
            lock (gate)
            {
                admission.TakeFrom(ref inbox);
                return admission.Waiting;
            }
        }
    }

    /// <summary>Calls that wait and calls that run.</summary>
    internal int Load => Waiting + admission.Running;

    /// <summary>When a call last ended, in the clock's timestamp units.</summary>
    protected long LastUsed { get; set; }

    /// <summary>The object; null where it is gone.</summary>
    protected abstract object? Instance { get; }

    public bool TryReceive(GrainCall call)
    {
        var traits = call.Traits = call.Method.Traits;
        if (!inbox.TryAdd(call)) return false;
        if (!busy || (traits & CallTraits.Easygoing) != CallTraits.None) WakeFor(traits);
        if (Volatile.Read(ref watched) == 0 && call.AwaitsReply && Interlocked.Exchange(ref watched, 1) == 0)
            Silo.Timeouts.Watch(this);
        return true;
    }

    /// <summary>Starts the calls that may run now. A turn.</summary>
    internal void Pump()
    {
        var outside = ExecutionContext.Capture();
        GrainCall? ended = null;
        for (var budget = TurnQueue.KeepsCaller ? 1 : Silo.Scheduler.TurnsAtOnce; ; budget--)
        {
            if (Next(ended, budget == 0) is not { } call) return;
            ended = Instance is not { } instance ? Unreachable(call) : call.Run(this, instance) ? call : null;
            // What the method set in the execution context is its own.
            if (outside is not null && ExecutionContext.Capture() != outside) ExecutionContext.Restore(outside);
        }
    }

    /// <summary>A call that did not end at once has ended.</summary>
    internal void Finish(GrainCall call)
    {
        bool drained;
        lock (gate)
        {
            drained = Leave(call);
            NoteUse(call);
            Reconsider(pumpEnds: false);
        }
        Silo.Metrics.CallEnded(call);
        if (drained) OnDrained();
    }

    /// <summary>A call failed: a chance to go. Its caller is told by others.</summary>
    internal virtual void Failed(GrainCall call, Exception exception) { }

    /// <summary>Answers calls that waited too long.</summary>
    /// <param name="now">In the clock's timestamp units.</param>
    /// <returns>When the next one will have; null where this target need not be watched any more.</returns>
    internal long? Expire(long now)
    {
        GrainCall[] calls;
        Volatile.Write(ref watched, 0);
        lock (gate)
        {
            admission.TakeFrom(ref inbox);
            calls = admission.ToArray();
        }
        var next = long.MaxValue;
        foreach (var call in calls)
        {
            if (!call.AwaitsReply) continue;
            var deadline = call.SentAt + Silo.Timeouts.PatienceTicks;
            if (deadline <= now) Silo.Timeouts.Expire(call);
            else next = Math.Min(next, deadline);
        }
        if (next == long.MaxValue) return null;
        // A call that came meanwhile may have had it watched again.
        return Interlocked.Exchange(ref watched, 1) == 0 ? next : null;
    }

    /// <summary>Lets calls in.</summary>
    protected void Open()
    {
        lock (gate)
        {
            if (standing != Standing.Opening) return;
            standing = Standing.Open;
            Reconsider(pumpEnds: false);
        }
    }

    /// <summary>Lets no more calls run; they wait.</summary>
    /// <returns>Whether it is empty already, so that <see cref="OnDrained"/> will not be called.</returns>
    protected bool BeginClosing()
    {
        lock (gate)
        {
            standing = Standing.Closing;
            busy = true;
            return admission.Running == 0;
        }
    }

    /// <summary>Takes no more calls.</summary>
    /// <returns>Those that waited; they are the caller's now.</returns>
    protected GrainCall[] Close()
    {
        lock (gate)
        {
            standing = Standing.Closed;
            return admission.Clear(ref inbox);
        }
    }

    /// <summary>Closing, and the last running call has ended.</summary>
    protected virtual void OnDrained() { }

    protected virtual void OnInstanceGone(GrainCall call) { }

    /// <summary>Strikes off the call that ended and finds the next one that may run.</summary>
    /// <returns>Null where none may, or where others have to have their turns first.</returns>
    GrainCall? Next(GrainCall? ended, bool budgetSpent)
    {
        GrainCall? next = null;
        bool drained;
        lock (gate)
        {
            drained = ended is not null && Leave(ended);
            admission.TakeFrom(ref inbox);
            if (!budgetSpent && standing == Standing.Open) next = admission.Admit();
            busy = standing != Standing.Open || admission.IsBusy;
            if (next is null)
            {
                // Once for all the calls of a pump: the clock is no cheaper than a call.
                if (ended is not null) NoteUse(ended);
                pumpQueued = 0;
                Reconsider(pumpEnds: true, untried: budgetSpent);
            }
        }
        if (ended is not null) Silo.Metrics.CallEnded(ended);
        if (drained) OnDrained();
        return next;
    }

    /// <returns>Whether it was the last one that a closing target waited for.</returns>
    bool Leave(GrainCall call)
    {
        admission.Leave(call);
        return standing == Standing.Closing && admission.Running == 0;
    }

    void NoteUse(GrainCall call)
    {
        if (!call.Is(CallTraits.LeavesIdle)) LastUsed = Silo.Clock.GetTimestamp();
    }

    /// <summary>Says whether callers have to wake this target, and wakes it for those who may have found it busy.
    /// Under the gate.</summary>
    /// <param name="pumpEnds">Also for those who found a pump under way, which has not seen their call.</param>
    /// <param name="untried">Also for those whose call it has seen and had no time for: some may run beside the one that keeps it busy.</param>
    void Reconsider(bool pumpEnds, bool untried = false)
    {
        busy = standing != Standing.Open || admission.IsBusy;
        // Callers add to the inbox and then look whether it is busy; this is the other way round, so one sees the other.
        Interlocked.MemoryBarrier();
        if (standing == Standing.Open && (busy ? pumpEnds && !inbox.IsEmpty || untried && admission.Waiting > 0 : admission.Waiting > 0 || !inbox.IsEmpty)) Wake();
    }

    void Wake()
    {
        if (Interlocked.Exchange(ref pumpQueued, 1) == 0) Turns.Pump();
    }

    /// <summary>As <see cref="Wake"/>, on the caller's stack where it awaits the reply.</summary>
    void WakeFor(CallTraits traits)
    {
        if (Interlocked.Exchange(ref pumpQueued, 1) != 0) return;
        if ((traits & CallTraits.OneWay) != CallTraits.None) Turns.Pump();
        else Turns.PumpHere();
    }

    GrainCall Unreachable(GrainCall call)
    {
        OnInstanceGone(call);
        return call;
    }

    /// <summary>The life of a target, in order.</summary>
    enum Standing : byte
    {
        Opening,
        Open,
        Closing,
        Closed,
    }
}
