using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Imports;

sealed class CatalogGrain : Grain, ICatalogGrain
{
    /// <summary>Blocks asked for their samples at once.</summary>
    const int BlocksAtOnce = 16;

    readonly ExternalIds ids = new();
    ProjectId project;
    int tasks;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        project = ProjectId.Parse(this.GetPrimaryKeyString());
        var settings = await ProjectOf(project).Settings();
        foreach (var some in Enumerable.Range(0, settings?.Blocks ?? 0).Chunk(BlocksAtOnce))
            foreach (var samples in await Task.WhenAll(some.Select(b => Block(b).Samples())))
                foreach (var sample in samples) ids.Add(sample.ExternalId, tasks++);
    }

    public Task<int> Count() => Task.FromResult(tasks);

    public async Task<ImmutableArray<int>> Find(ImmutableArray<string> externalIds)
    {
        var known = new KnownBlocks(Block);
        var found = ImmutableArray.CreateBuilder<int>(externalIds.Length);
        foreach (var externalId in externalIds) found.Add(await Find(externalId, known));
        return found.MoveToImmutable();
    }

    public async Task<Catalogued> Add(string import, ImmutableArray<Sample> samples)
    {
        var known = new KnownBlocks(Block);
        var places = ImmutableArray.CreateBuilder<CatalogPlace>(samples.Length);
        var news = ImmutableArray.CreateBuilder<Sample>();
        var arriving = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var sample in samples)
            if (arriving.TryGetValue(sample.ExternalId, out var at))
                places.Add(new(news[at].Hash == sample.Hash ? CatalogVerdict.Unchanged : CatalogVerdict.Taken, tasks + at, import));
            else if (await Find(sample.ExternalId, known) is >= 0 and var task)
                places.Add(new((await known.Sample(task)).Hash == sample.Hash ? CatalogVerdict.Unchanged : CatalogVerdict.Taken, task, await known.Import(task)));
            else
            {
                arriving.Add(sample.ExternalId, news.Count);
                places.Add(new(CatalogVerdict.Added, tasks + news.Count, import));
                news.Add(sample);
            }
        try { await Append(import, news.ToImmutable()); }
        catch { DeactivateOnIdle(); throw; }  // what came in before it failed, only the blocks know
        return new(places.MoveToImmutable(), tasks);
    }

    async Task Append(string import, ImmutableArray<Sample> samples)
    {
        while (!samples.IsEmpty)
        {
            var (block, rows) = (TaskBlock.Of(tasks), TaskBlock.Row(tasks));
            await ProjectOf(project).GrowTo(block + 1);
            var room = Math.Min(samples.Length, TaskBlock.Size - rows);
            var appended = await Block(block).Append(samples[..room], import, rows);
            if (appended.Taken is 0) throw new InvalidOperationException($"Block {block} has {appended.Rows} rows, not the {rows} known of.");
            foreach (var sample in samples.AsSpan()[..appended.Taken]) ids.Add(sample.ExternalId, tasks++);
            samples = samples[appended.Taken..];
        }
    }

    async ValueTask<int> Find(string externalId, KnownBlocks known)
    {
        foreach (var task in ids.Candidates(externalId))
            if ((await known.Sample(task)).ExternalId == externalId) return task;
        return -1;
    }

    ITaskBlockGrain Block(int block) => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project, block));

    IProjectGrain ProjectOf(ProjectId id) => GrainFactory.GetGrain<IProjectGrain>(id.Value);

    /// <summary>The samples of blocks, asked for once during one call.</summary>
    sealed class KnownBlocks(Func<int, ITaskBlockGrain> blocks)
    {
        readonly Dictionary<int, ImmutableArray<Sample>> samples = [];
        readonly Dictionary<int, ImmutableArray<string>> imports = [];

        public async ValueTask<Sample> Sample(int task)
        {
            if (!samples.TryGetValue(TaskBlock.Of(task), out var known))
                samples[TaskBlock.Of(task)] = known = await blocks(TaskBlock.Of(task)).Samples();
            return known[TaskBlock.Row(task)];
        }

        public async ValueTask<string> Import(int task)
        {
            if (!imports.TryGetValue(TaskBlock.Of(task), out var known))
                imports[TaskBlock.Of(task)] = known = await blocks(TaskBlock.Of(task)).Imports();
            return known[TaskBlock.Row(task)];
        }
    }
}
