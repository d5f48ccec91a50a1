using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Tasks;

sealed class TaskOrderGrain : Grain, ITaskOrderGrain
{
    /// <summary>Blocks read at once.</summary>
    const int BlocksAtOnce = 16;

    readonly TasksByConfidence order = new();
    readonly HashSet<int> held = [];
    long revision;

    public async Task<ImmutableArray<OrderedTask>> Page(RowFilter filter, bool descending, OrderedTask? after, int count, int skip)
    {
        await CatchUp();
        return [.. order.From(filter, descending, after).Skip(skip).Take(count)];
    }

    /// <summary>Reads the blocks that changed since, and those never read.</summary>
    async Task CatchUp()
    {
        if (await GrainFactory.GetGrain<IProjectGrain>(this.GetPrimaryKeyString()).Settings() is not { } settings) return;
        var changed = await GrainFactory.GetGrain<IQueueGrain>(this.GetPrimaryKeyString()).ChangedSince(revision);
        var due = held.Count < settings.Blocks
            ? changed.Blocks.Union(Enumerable.Range(0, settings.Blocks).Where(b => !held.Contains(b))) : changed.Blocks;
        foreach (var some in due.Chunk(BlocksAtOnce))
            foreach (var (block, keys) in some.Zip(await Task.WhenAll(some.Select(b => Block(b).Keys()))))
            {
                order.Put(block, keys);
                held.Add(block);
            }
        revision = changed.Revision;
    }

    ITaskBlockGrain Block(int block) =>
        GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(ProjectId.Parse(this.GetPrimaryKeyString()), block));
}
