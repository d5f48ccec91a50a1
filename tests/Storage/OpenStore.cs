using Labelwise.Storage;
using Labelwise.Storage.Sqlite;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Tests.Storage;

/// <summary>A store as a server opens it, in a folder that outlives it.</summary>
sealed class OpenStore : IDisposable
{
    private readonly DataDirectory directory;

    public OpenStore(string folder)
    {
        directory = DataDirectory.Take(folder);
        try
        {
            Store = SqliteStore.Open(directory);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
        States = new(Store, new StateJson());
    }

    public SqliteStore Store { get; }

    public SqliteGrainStorage States { get; }

    public string File => directory.DatabaseFile;

    public static GrainId Grain(int number) => GrainId.Create("task", $"p-{number:d6}");

    public async Task<GrainState<T>> Read<T>(GrainId grain, string name = "state")
    {
        var state = new GrainState<T>();
        await States.ReadStateAsync(name, grain, state);
        return state;
    }

    /// <summary>Writes as an activation does that has just read.</summary>
    public async Task<GrainState<T>> Write<T>(GrainId grain, T value, string name = "state")
    {
        var state = await Read<T>(grain, name);
        state.State = value;
        await States.WriteStateAsync(name, grain, state);
        return state;
    }

    public void Dispose()
    {
        Store.Dispose();
        directory.Dispose();
    }
}
