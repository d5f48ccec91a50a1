namespace Labelwise.Engine.Simulation;

/// <summary>A stream of draws that its seed decides.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".</remarks>
public sealed class Draws(ulong seed)
{
    ulong state = seed;

    public ulong Next() => Mix(state += Step);

    /// <summary>A whole number in [0, <paramref name="below"/>).</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>True with this chance.</summary>
    public bool Happens(double chance) => Share() < chance;

    /// <summary>A number in [0, 1).</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T OneOf<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>The stream of one matter among many: what is drawn for it does not depend on what else is drawn.</summary>
    public static Draws For(ulong seed, string matter, long number) => new(Mix(Mix(seed ^ Hash(matter)) + (ulong)number * Step));

    const ulong Step = 0x9e3779b97f4a7c15;

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// <summary>FNV-1a, which unlike string.GetHashCode is the same in every process.</summary>
    static ulong Hash(string text)
    {
        var hash = 14695981039346656037;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211;
        return hash;
    }
}
