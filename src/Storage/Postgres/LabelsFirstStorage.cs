using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Storage.Postgres;

/// <summary>Grain storage in which no state names a label document that is not on disk: a write waits for the documents
/// its caller is putting, and fails with them.</summary>
public sealed class LabelsFirstStorage(IGrainStorage states, PostgresLabelStore labels) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        states.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await labels.PutOfThisCaller();
        await states.WriteStateAsync(stateName, grainId, grainState);
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        states.ClearStateAsync(stateName, grainId, grainState);
}
