namespace Labelwise.Engine.Activations;

/// <summary>Turns on the thread pool, the queues side by side on all processors.</summary>
sealed class ThreadPoolTurnScheduler : ITurnScheduler
{
    public int TurnsAtOnce => 64;

    // Most calls end at once: to bring them to another thread and their replies back costs more than they do.
    public bool MayBeginHere => true;

    // To the end of the common queue, not first on this thread's own: while a busy grain's turns wait there, more calls
    // come for it, and one turn then starts them all.
    public void Schedule(ITurns turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false);
}
