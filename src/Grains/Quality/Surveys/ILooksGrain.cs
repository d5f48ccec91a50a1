using System.Collections.Immutable;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What the pictures of a block look like: perceptual hashes, made once and kept, since samples never change.
/// Key: project/block, as the block's.</summary>
[Alias("looks")]
public interface ILooksGrain : IGrainWithStringKey
{
    /// <summary>A hash for each row, those that are missing made first; 0 for what is no picture or has nothing in it.</summary>
    Task<ImmutableArray<ulong>> Hashes();
}

[GenerateSerializer, Immutable, Alias("looks-state")]
public sealed record LooksState
{
    [Id(0)] public ImmutableArray<ulong> Hashes { get; init; } = [];
}

sealed class LooksGrain([PersistentState("looks")] IPersistentState<LooksState> looks, ISurveyor surveyor) : Grain, ILooksGrain
{
    public async Task<ImmutableArray<ulong>> Hashes()
    {
        var known = looks.State.Hashes;
        var samples = await GrainFactory.GetGrain<ITaskBlockGrain>(this.GetPrimaryKeyString()).Samples();
        if (samples.Length <= known.Length) return known;
        looks.State = new() { Hashes = known.AddRange(await surveyor.Looks(samples.RemoveRange(0, known.Length))) };
        try { await looks.WriteStateAsync(); }
        catch { looks.State = new() { Hashes = known }; DeactivateOnIdle(); throw; }
        return looks.State.Hashes;
    }
}
