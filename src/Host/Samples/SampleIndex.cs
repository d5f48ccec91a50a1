using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Samples;

/// <summary>Which samples a project has: a hash alone opens nothing. Full blocks never change, so each is read once.</summary>
public sealed class SampleIndex(IGrainFactory grains)
{
    readonly ConcurrentDictionary<ProjectId, ProjectSamples> projects = new();

    /// <returns>Null when the project has no such sample.</returns>
    public ValueTask<Sample?> Find(ProjectSettings project, ContentHash hash) =>
        projects.GetOrAdd(project.Id, static _ => new()).Find(project, hash, grains);

    sealed class ProjectSamples
    {
        readonly ConcurrentDictionary<ContentHash, Sample> known = new();
        readonly ConcurrentDictionary<int, bool> full = new();

        public async ValueTask<Sample?> Find(ProjectSettings project, ContentHash hash, IGrainFactory grains)
        {
            if (known.TryGetValue(hash, out var sample)) return sample;
            for (var block = 0; block < project.Blocks; block++)
            {
                if (full.ContainsKey(block)) continue;
                var samples = await grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project.Id, block)).Samples();
                foreach (var each in samples) known.TryAdd(each.Hash, each);
                if (samples.Length >= TaskBlock.Size) full.TryAdd(block, true);
            }
            return known.GetValueOrDefault(hash);
        }
    }
}
