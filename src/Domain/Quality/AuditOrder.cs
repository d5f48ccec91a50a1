namespace Labelwise.Domain.Quality;

/// <summary>
/// The seeded random order in which confident tasks are audited. A task's rank depends on nothing but the seed and its
/// number, so that every block knows it without asking, and the tasks under a cutoff are a uniform sample of any set
/// that was chosen without looking at ranks.
/// </summary>
/// <remarks>SplitMix64: Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195.</remarks>
public static class AuditOrder
{
    /// <summary>Rank of a task, uniform over all of uint; lower ranks are audited first.</summary>
    public static uint Rank(ulong seed, int task) => (uint)(Mix(Mix(seed) + 0x9E3779B97F4A7C15UL * (ulong)(uint)task) >> 32);

    /// <summary>The rank under which a share of all tasks lies.</summary>
    /// <param name="share">Clipped to [0, 1].</param>
    public static uint Cutoff(double share) => (uint)Math.Min(uint.MaxValue, Math.Max(0, share) * 4294967296.0);

    /// <summary>The finalizer of SplitMix64 after one step of its counter.</summary>
    public static ulong Mix(ulong value)
    {
        var z = value + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
