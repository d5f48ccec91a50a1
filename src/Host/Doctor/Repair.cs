using Labelwise.Grains.Tasks;
using Labelwise.Storage;
using Labelwise.Storage.Sqlite;
using Orleans.Runtime;

namespace Labelwise.Host.Doctor;

/// <summary>Makes blocks and queues ask anew at the next start: the truth of tasks lies in tasks, and what is added up over
/// them heals by itself once it knows that it must.</summary>
sealed class Repair(DataDirectory directory) : IDisposable
{
    /// <summary>Whatever is stored.</summary>
    const string AnyEtag = "*";

    readonly SqliteStore store = SqliteStore.Open(directory);

    /// <param name="block">The grain, as the database names it.</param>
    public Task AskTasks(string block) =>
        Write("noted", GrainId.Parse(block), new BlockNoted { Slices = ushort.MaxValue, Clean = false });

    /// <param name="queue">The grain, as the database names it.</param>
    public Task CountAnew(string queue, QueueSnapshot counters) => Write("queue", GrainId.Parse(queue), counters with { Clean = false });

    public void Dispose() => store.Dispose();

    Task Write<T>(string name, GrainId grain, T state) =>
        new SqliteGrainStorage(store, new StateJson()).WriteStateAsync(name, grain, new GrainState<T> { State = state, ETag = AnyEtag });
}
