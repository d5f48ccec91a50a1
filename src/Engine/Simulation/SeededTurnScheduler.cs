using Labelwise.Engine.Activations;

namespace Labelwise.Engine.Simulation;

/// <summary>Runs every turn of a silo on one thread, in an order that the seed decides and nothing else.</summary>
public sealed class SeededTurnScheduler(ulong seed) : ITurnScheduler
{
    readonly List<ITurns> ready = [];
    SplitMix chance = new(seed);

    /// <summary>One, so that any two queues may alternate in any way.</summary>
    public int TurnsAtOnce => 1;

    public void Schedule(ITurns turns) => ready.Add(turns);

    /// <summary>Runs one turn.</summary>
    /// <returns>Whose it was; null where none is ready.</returns>
    internal string? RunOne()
    {
        if (ready.Count == 0) return null;
        var drawn = (int)(chance.Next() % (ulong)ready.Count);
        var turns = ready[drawn];
        ready[drawn] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        turns.Execute();
        return turns.Name;
    }

    /// <summary>Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".</summary>
    struct SplitMix(ulong seed)
    {
        ulong state = seed;

        internal ulong Next()
        {
            var z = state += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }
}
