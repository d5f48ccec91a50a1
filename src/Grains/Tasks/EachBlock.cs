using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>Goes over the blocks of a project in order, some at once.</summary>
static class EachBlock
{
    /// <param name="blocks">Their numbers; of a whole project, <see cref="All"/>.</param>
    /// <param name="atOnce">Blocks spoken to at once; what they said is not kept longer.</param>
    public static async IAsyncEnumerable<(int Block, T Said)> Ask<T>(
        IGrainFactory grains, ProjectId project, IEnumerable<int> blocks, int atOnce, Func<ITaskBlockGrain, Task<T>> ask)
    {
        foreach (var some in blocks.Chunk(atOnce))
            foreach (var said in await Task.WhenAll(some.Select(async b => (b, await ask(Of(grains, project, b))))))
                yield return said;
    }

    /// <returns>Once all of them have it.</returns>
    public static async Task Tell(IGrainFactory grains, ProjectId project, IEnumerable<int> blocks, int atOnce, Func<ITaskBlockGrain, Task> tell)
    {
        foreach (var some in blocks.Chunk(atOnce)) await Task.WhenAll(some.Select(b => tell(Of(grains, project, b))));
    }

    public static IEnumerable<int> All(int count) => Enumerable.Range(0, count);

    static ITaskBlockGrain Of(IGrainFactory grains, ProjectId project, int block) => grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project, block));
}
