using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Samples;

/// <summary>Which samples a project has: a hash alone opens nothing. Remembers where each is in some 45 bytes; the sample itself
/// its block knows. What was just shown to somebody is known without looking through the project; for anything else its blocks
/// are read once.</summary>
public sealed class SampleIndex(IGrainFactory grains)
{
    readonly ConcurrentDictionary<ProjectId, Places> projects = new();

    /// <summary>A task is about to be shown, and its sample will be asked for.</summary>
    public void Shown(TaskId task, Sample sample) => PlacesOf(task.Project).Put(sample.Hash, task.Index);

    /// <returns>Null when the project has no such sample.</returns>
    public async ValueTask<Sample?> Find(ProjectSettings project, ContentHash hash)
    {
        var places = PlacesOf(project.Id);
        if (await At(project.Id, places.Find(hash), hash) is { } known) return known;
        for (var block = 0; block < project.Blocks; block++)
        {
            if (places.IsRead(block)) continue;
            var samples = await Block(project.Id, block).Samples();
            for (var row = 0; row < samples.Length; row++) places.Put(samples[row].Hash, block * TaskBlock.Size + row);
            if (samples.Length == TaskBlock.Size) places.Read(block);  // it never changes
        }
        return await At(project.Id, places.Find(hash), hash);
    }

    async ValueTask<Sample?> At(ProjectId project, int? task, ContentHash hash) =>
        task is { } index && await Block(project, TaskBlock.Of(index)).SampleOf(TaskBlock.Row(index)) is { } sample && sample.Hash == hash ? sample : null;

    Places PlacesOf(ProjectId project) => projects.GetOrAdd(project, static _ => new());

    ITaskBlockGrain Block(ProjectId project, int block) => grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project, block));

    /// <summary>From sample to task by half of the hash; one that shares the first 64 bits with an earlier one is kept in full.</summary>
    sealed class Places
    {
        readonly Lock gate = new();
        readonly Dictionary<ulong, (ulong B, int Task)> byHash = [];
        readonly Dictionary<ContentHash, int> inFull = [];
        readonly HashSet<int> read = [];

        public int? Find(ContentHash hash)
        {
            lock (gate)
                return inFull.TryGetValue(hash, out var sure) ? sure
                    : byHash.TryGetValue(hash.A, out var likely) && likely.B == hash.B ? likely.Task : null;
        }

        public void Put(ContentHash hash, int task)
        {
            lock (gate)
                if (!byHash.TryAdd(hash.A, (hash.B, task)) && byHash[hash.A].B != hash.B) inFull[hash] = task;
        }

        public bool IsRead(int block)
        {
            lock (gate) return read.Contains(block);
        }

        public void Read(int block)
        {
            lock (gate) read.Add(block);
        }
    }
}
