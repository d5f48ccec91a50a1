using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Storage;

/// <summary>A store that forgets when the process ends. It keeps bytes, so that state which was changed and not written
/// is not kept.</summary>
sealed class MemoryGrainStorage : IGrainStorage
{
    readonly ConcurrentDictionary<(string State, GrainId Grain), (byte[] Bytes, string ETag)> records = new();
    long lastETag;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = records.TryGetValue((stateName, grainId), out var record);
        grainState.ETag = grainState.RecordExists ? record.ETag : null;
        grainState.State = grainState.RecordExists ? JsonSerializer.Deserialize<T>(record.Bytes) : Empty<T>.New();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = (JsonSerializer.SerializeToUtf8Bytes(grainState.State),
            Interlocked.Increment(ref lastETag).ToString(CultureInfo.InvariantCulture));
        if (!TryReplace((stateName, grainId), grainState.ETag, record, out var stored)) throw Stale("write", grainId, stored, grainState.ETag);
        grainState.ETag = record.Item2;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (records.TryGetValue(key, out var record)
            && (record.ETag != grainState.ETag || !records.TryRemove(new(key, record))))
            throw Stale("clear", grainId, record.ETag, grainState.ETag);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Empty<T>.New();
        return Task.CompletedTask;
    }

    bool TryReplace((string, GrainId) key, string? expected, (byte[], string) fresh, out string? stored)
    {
        stored = null;
        if (!records.TryGetValue(key, out var old)) return expected is null && records.TryAdd(key, fresh);
        stored = old.ETag;
        return old.ETag == expected && records.TryUpdate(key, fresh, old);
    }

    static InconsistentStateException Stale(string operation, GrainId id, string? stored, string? held) =>
        new($"Could not {operation} the state of {id}: it was changed by another.", stored, held);
}
