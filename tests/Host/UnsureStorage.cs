using Labelwise.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Tests.Host;

/// <summary>A store that now and then fails: before it wrote, or after, when the caller cannot know.</summary>
sealed class UnsureStorage(IGrainStorage inner) : IGrainStorage
{
    Random? chance;
    double rate;

    public int Failures { get; private set; }

    /// <summary>Name of the states for which there is no room on the disk; null while there is for all.</summary>
    public string? FullFor { get; set; }

    /// <summary>Writes that were asked for.</summary>
    public int Writes { get; private set; }

    int? diesAt;
    bool wroteBefore, dead;

    /// <summary>The process dies at a write, counted from now: nothing is written from then on until it is started anew.</summary>
    /// <param name="write">From 1.</param>
    /// <param name="after">Whether that write still reaches the disk.</param>
    public void Die(int write, bool after)
    {
        lock (inner) (Writes, diesAt, wroteBefore) = (0, write, after);
    }

    /// <summary>Whether it did.</summary>
    public bool IsDead { get { lock (inner) return dead; } }

    /// <summary>Where it has not died by now it lives on, whatever writes come later by themselves.</summary>
    /// <returns>False where it died.</returns>
    public bool Spare()
    {
        lock (inner)
        {
            diesAt = null;
            return !dead;
        }
    }

    public void Fail(int seed, double share) => (chance, rate) = (new(seed), share);

    public void Mend() => chance = null;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Dies(out var wrote))
        {
            if (wrote) await inner.WriteStateAsync(stateName, grainId, grainState);
            throw new IOException("Nobody is there any more.");
        }
        if (stateName == FullFor) throw new StoreFullException("There is no room.");
        if (Strikes()) throw new IOException("The disk said no.");
        await inner.WriteStateAsync(stateName, grainId, grainState);
        if (Strikes()) throw new IOException("The disk said nothing.");
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    bool Dies(out bool wrote)
    {
        lock (inner)
        {
            wrote = !dead && ++Writes == diesAt && wroteBefore;
            return dead |= Writes == diesAt;
        }
    }

    bool Strikes()
    {
        if (chance is not { } dice) return false;
        lock (dice)
        {
            if (dice.NextDouble() >= rate) return false;
            Failures++;
            return true;
        }
    }
}
