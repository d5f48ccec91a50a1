namespace Labelwise.Engine.Activations;

/// <summary>A piece of work that is a turn of its own. It must not throw.</summary>
interface ITurn
{
    void Run();
}

/// <summary>The task scheduler of one activation: whatever a grain awaits goes on here, and at most one turn runs at a
/// time.</summary>
/// <param name="scheduler">Says where and when.</param>
/// <param name="host">Whose turns these are; null for those of no grain.</param>
/// <param name="name">Of the turns of no grain.</param>
sealed class TurnQueue(ITurnScheduler scheduler, CallTarget? host, string name = "client") : TaskScheduler, ITurns
{
    const int SmallQueue = 4;
    const int LargestQueueKept = 64;

    /// <summary>Turns within turns on one stack.</summary>
    const int MostNested = 4;

    static readonly Action<object?> PumpHost = static host => ((CallTarget)host!).Pump();
    static readonly Action<object?> RunTurn = static turn => ((ITurn)turn!).Run();

    readonly Lock gate = new();
    object?[] ring = [];
    int head;
    volatile int count;

    /// <summary>Calls wait. A flag and no entry of the ring: it is set for nearly every call.</summary>
    volatile bool pump;

    /// <summary>What goes on and what begins take turns.</summary>
    bool pumpIsDue;

    /// <summary>1 while scheduled or running.</summary>
    int scheduled;

    /// <summary>Whose turn this thread runs, the innermost.</summary>
    [ThreadStatic] static TurnQueue? running;

    /// <summary>How many turns on this thread keep a caller waiting.</summary>
    [ThreadStatic] static int nested;

    /// <summary>What a thread of the pool begins with: nothing of a caller's flows into the turns of others.</summary>
    static readonly ExecutionContext Bare = BareContext();

    public override int MaximumConcurrencyLevel => 1;

    public string Name => host?.ToString() ?? name;

    internal CallTarget? Host => host;

    internal void Queue(ITurn turn) => Enqueue(turn);

    /// <summary>Has the host start the calls that may run.</summary>
    internal void Pump()
    {
        pump = true;
        Wake();
    }

    /// <summary>As <see cref="Pump"/>, on the caller's stack where this queue is idle and the scheduler lets it. The caller
    /// must hold no lock.</summary>
    internal void PumpHere()
    {
        pump = true;
        if (Interlocked.Exchange(ref scheduled, 1) != 0) return;
        // What a turn awaits would go back to a synchronization context, not to its queue.
        if (nested == MostNested || SynchronizationContext.Current is not null || !scheduler.MayBeginHere
            || ExecutionContext.Capture() is not { } callers)
        {
            scheduler.Schedule(this);
            return;
        }
        nested++;
        var outer = running;
        running = this;
        ExecutionContext.Restore(Bare);
        StartCalls();
        ExecutionContext.Restore(callers);
        running = outer;
        nested--;
        Rest();
    }

    /// <summary>Whether turns run on the stack of whoever called: they keep this waiting.</summary>
    internal static bool KeepsCaller => nested > 0;

    public void Execute()
    {
        running = this;
        for (var budget = scheduler.TurnsAtOnce; budget > 0; budget--)
        {
            if (count > 0 && !(pump && pumpIsDue)) RunNext(Dequeue());
            else if (pump) StartCalls();
            else break;
        }
        running = null;
        Rest();
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    // Inline only within a turn of this very queue, and not of another's within it: then nothing runs beside it.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && running == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (gate) return [.. ring.OfType<Task>()];
    }

    /// <summary>Lets go of the thread; what came at the last moment gets another.</summary>
    void Rest()
    {
        Volatile.Write(ref scheduled, 0);
        Interlocked.MemoryBarrier();
        if (pump || count > 0) Wake();
    }

    void StartCalls()
    {
        pump = pumpIsDue = false;
        new Task(PumpHost, host).RunSynchronously(this);
    }

    // A turn that is no task becomes one, so that what it awaits comes back to this scheduler. It is made here, not by
    // whoever queued it, whose execution context is not the grain's.
    void RunNext(object work)
    {
        pumpIsDue = true;
        if (work is Task task) TryExecuteTask(task);
        else new Task(RunTurn, work).RunSynchronously(this);
    }

    void Enqueue(object work)
    {
        lock (gate)
        {
            if (count == ring.Length) Grow();
            ring[(head + count) & (ring.Length - 1)] = work;
            count++;
        }
        Wake();
    }

    void Wake()
    {
        if (Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Schedule(this);
    }

    object Dequeue()
    {
        lock (gate)
        {
            var work = ring[head]!;
            ring[head] = null;
            head = (head + 1) & (ring.Length - 1);
            if (--count == 0 && ring.Length > LargestQueueKept) ring = [];
            return work;
        }
    }

    static ExecutionContext BareContext()
    {
        ExecutionContext? bare = null;
        var thread = new Thread(() => bare = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return bare!;
    }

    void Grow()
    {
        var grown = new object?[Math.Max(SmallQueue, ring.Length * 2)];
        for (var i = 0; i < count; i++) grown[i] = ring[(head + i) & (ring.Length - 1)];
        ring = grown;
        head = 0;
    }
}
