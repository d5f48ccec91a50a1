using Labelwise.Engine.Activations;

namespace Labelwise.Engine.Simulation;

/// <summary>Runs every turn of a silo on one thread, in an order that the seed decides and nothing else.</summary>
public sealed class SeededTurnScheduler(ulong seed) : ITurnScheduler
{
    readonly List<(ITurns Turns, SimulatedProcess? Of)> ready = [];
    readonly Draws draws = new(seed);
    volatile string? intruder;

    /// <summary>One, so that any two queues may alternate in any way.</summary>
    public int TurnsAtOnce => 1;

    public bool MayBeginHere => Thread == Environment.CurrentManagedThreadId && draws.Below(2) == 0;

    /// <summary>The thread that everything happens on; 0 until it is known.</summary>
    internal int Thread { get; set; }

    public void Schedule(ITurns turns) => Schedule(turns, null);

    internal void Schedule(ITurns turns, SimulatedProcess? of)
    {
        // Whatever comes from another thread came at a moment that no seed decides.
        if (Thread != 0 && Thread != Environment.CurrentManagedThreadId) intruder = $"{turns.Name}: {Environment.StackTrace}";
        else ready.Add((turns, of));
    }

    /// <summary>A dead process takes no turns any more.</summary>
    internal void Forget(SimulatedProcess dead) => ready.RemoveAll(turn => turn.Of == dead);

    /// <summary>Runs one turn.</summary>
    /// <returns>Whose it was; null where none is ready.</returns>
    /// <exception cref="InvalidOperationException">A turn was scheduled from a thread that is not the simulation's.</exception>
    internal ITurns? RunOne()
    {
        if (intruder is { } outside) throw new InvalidOperationException($"A turn came from outside of the simulation, {outside}");
        if (ready.Count == 0) return null;
        var drawn = draws.Below(ready.Count);
        var turns = ready[drawn].Turns;
        ready[drawn] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        turns.Execute();
        return turns;
    }
}
