using Labelwise.Engine.Activations;
using Labelwise.Engine.Diagnostics;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Storage;

/// <summary>One state of one activation. Its operations run in the order they were asked for, one at a time; writes
/// that are asked for while another operation runs become one write.</summary>
sealed class PersistentState<T>(Activation owner, string name, IGrainStorage storage) : IPersistentState<T>, IStoredState
{
    readonly GrainState<T> held = new(Empty<T>.New());
    bool loaded;
    Task last = Task.CompletedTask;

    /// <summary>A write that has not begun; those who ask for one now mean this one.</summary>
    Task? writeToCome;

    public T State
    {
        get => held.State!;
        set => held.State = value;
    }

    public string? Etag => held.ETag;

    public bool RecordExists => loaded ? held.RecordExists : throw new InvalidOperationException($"State \"{name}\" was not read yet.");

    public Task ReadStateAsync() => last = Read(last);

    public Task WriteStateAsync()
    {
        if (writeToCome is { } same) return same;
        var before = last;
        var write = Write(before);
        if (!before.IsCompleted) writeToCome = write;
        return last = write;
    }

    public Task ClearStateAsync() => last = Clear(last);

    async Task Read(Task before)
    {
        await Ended(before);
        await Do("read", () => storage.ReadStateAsync(name, owner.GrainId, held));
        loaded = true;
        // A store that finds nothing may leave nothing.
        if (!held.RecordExists) held.State ??= Empty<T>.New();
    }

    async Task Write(Task before)
    {
        await Ended(before);
        writeToCome = null;
        await Do("write", () => storage.WriteStateAsync(name, owner.GrainId, held));
    }

    async Task Clear(Task before)
    {
        await Ended(before);
        await Do("clear", () => storage.ClearStateAsync(name, owner.GrainId, held));
        held.State ??= Empty<T>.New();
    }

    /// <summary>Whatever the store throws reaches the grain as an <see cref="OrleansException"/>: its own kind where it
    /// is one, wrapped where not.</summary>
    async Task Do(string operation, Func<Task> act)
    {
        using var trace = EngineTraces.Storage(operation, name);
        var startedAt = owner.Silo.Clock.GetTimestamp();
        var failed = true;
        try
        {
            await act();
            failed = false;
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException(
                $"The store failed to {operation} state \"{name}\" of {owner.GrainId}: {exception.Message}", exception);
        }
        finally
        {
            owner.Silo.Metrics.StorageEnded(operation, name, startedAt, failed);
        }
    }

    static async Task Ended(Task before)
    {
        if (!before.IsCompleted)
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
