namespace Labelwise.Cli.Demo;

/// <summary>Chance that the same seed throws alike on every machine and runtime.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.</remarks>
sealed class Dice(ulong seed)
{
    ulong state = seed;

    /// <summary>Dice of their own for one purpose, so that a throw more there changes nothing elsewhere.</summary>
    public static Dice For(ulong seed, string purpose) => new(purpose.Aggregate(Mix(seed + Step), static (sum, c) => Mix(sum ^ c)));

    public ulong Next() => Mix(state += Step);

    /// <summary>In [0, 1).</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>In [from, to).</summary>
    public double Between(double from, double to) => from + (to - from) * Share();

    /// <summary>In [from, to].</summary>
    public int Whole(int from, int to) => from + (int)(Share() * (to - from + 1));

    public bool Chance(double probability) => Share() < probability;

    public T Of<T>(ReadOnlySpan<T> choices) => choices[Whole(0, choices.Length - 1)];

    /// <summary>Standard normal.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());

    /// <summary>Puts the items into a random order.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Whole(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    const ulong Step = 0x9E3779B97F4A7C15;

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
