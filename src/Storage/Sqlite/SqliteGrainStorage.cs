using System.Globalization;
using System.Text.Json;
using Labelwise.Grains.Ports;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Storage.Sqlite;

/// <summary>Grain state in the database file. Writes of all grains share transactions; each is conditional on its own
/// etag, and a conflict of one never fails its neighbours.</summary>
public sealed class SqliteGrainStorage(SqliteStore store, IStateSerializer serializer) : IGrainStorage
{
    /// <inheritdoc/>
    /// <remarks>Reads on the caller's thread: a point read out of the page cache takes microseconds.</remarks>
    /// <exception cref="StoreException">It cannot be read; <paramref name="grainState"/> is unchanged.</exception>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            var key = new StateKey(stateName, grainId.ToString());
            var (etag, state) = store.Read(
                (key, serializer), Find<T>, static asked => $"The {asked.key} cannot be read");
            grainState.State = etag is null ? EmptyState<T>.New() : state;
            grainState.ETag = etag;
            grainState.RecordExists = etag is not null;
            return Task.CompletedTask;
        }
        catch (StoreDamagedException) when (typeof(T).IsAssignableTo(typeof(IRebuilt)))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (EmptyState<T>.New(), null, false);
            return Task.CompletedTask;
        }
        catch (StoreException e)
        {
            return Task.FromException(e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Somebody else has written it; nothing happened.</exception>
    /// <exception cref="StoreException">It is not known to be on disk.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var value = serializer.Serialize(grainState.State); // before any await: the grain may change it afterwards
        if (value.Length > StoreLimits.StateBytes)
        {
            throw new ArgumentException(
                $"State '{stateName}' of {grainId} has {value.Length} bytes, over {StoreLimits.StateBytes}.",
                nameof(grainState));
        }
        grainState.ETag = await Write(stateName, grainId, grainState.ETag, value);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Somebody else has written it; nothing happened.</exception>
    /// <exception cref="StoreException">It is not known to be cleared on disk.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await Write(stateName, grainId, grainState.ETag, value: null);
        grainState.RecordExists = false;
        grainState.State = EmptyState<T>.New();
    }

    private async Task<string?> Write(string name, GrainId grain, string? etag, ReadOnlyMemory<byte>? value)
    {
        var labels = store.LabelsInFlight.OfThisCaller;
        if (labels is not null) await labels.Enqueued;
        var write = new StateWrite(new(name, grain.ToString()), etag, value) { After = labels };
        await store.Enqueue(write);
        return write.NewEtag;
    }

    private static (string? Etag, T? State) Find<T>(Reader reader, (StateKey Key, IStateSerializer Serializer) asked)
    {
        if (!reader.State.Bind(1, asked.Key.Name).Bind(2, asked.Key.Grain).Step())
        {
            reader.State.Reset();
            return default;
        }
        try
        {
            var etag = reader.State.Number(0).ToString(CultureInfo.InvariantCulture);
            return (etag, asked.Serializer.Deserialize<T>(reader.State.Bytes(1)));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Its number lets the one that is made anew take its place.
            if (typeof(T).IsAssignableTo(typeof(IRebuilt))) return (reader.State.Number(0).ToString(CultureInfo.InvariantCulture), EmptyState<T>.New());
            throw new StoreDamagedException($"The {asked.Key} does not read as {typeof(T).Name}: {e.Message}", e);
        }
        finally
        {
            reader.State.Reset();
        }
    }
}
