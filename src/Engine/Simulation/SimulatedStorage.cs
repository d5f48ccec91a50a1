using Labelwise.Engine.Storage;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Simulation;

/// <summary>Grain states of one process on the disk that outlives it.</summary>
sealed class SimulatedStorage(SimulatedDisk disk, SimulatedProcess process) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await disk.Read($"{stateName} of {grainId}", () => disk.Find(stateName, grainId));
        grainState.State = found is { } record ? (T)record.Value : Empty<T>.New();
        grainState.ETag = found?.ETag;
        grainState.RecordExists = found is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // Both as of now: the grain may change its state while the write is under way.
        var (value, expected) = (grainState.State, grainState.ETag);
        string? fresh = null;
        await disk.Write(process, $"{stateName} of {grainId}", () => fresh = disk.Replace(stateName, grainId, expected, value));
        grainState.ETag = fresh;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = grainState.ETag;
        await disk.Write(process, $"{stateName} of {grainId}", () => disk.Replace(stateName, grainId, expected, null));
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Empty<T>.New();
    }
}
