using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Host.Versions;
using Labelwise.Storage.Backups;

namespace Labelwise.Host.Doctor;

/// <summary>Compares what the blocks of a project tell with its tasks, and both with the counters; and looks whether the
/// bytes that they name are there.</summary>
/// <param name="known">Every blob there is.</param>
/// <param name="referred">Receives what versions refer to.</param>
sealed class ProjectExamination(GrainsOnCopy copy, IBlobStore blobs, HashSet<ContentHash> known, ISet<ContentHash> referred)
{
    /// <summary>Tasks asked at once.</summary>
    const int AskedAtOnce = 64;

    public List<Finding> Findings { get; } = [];

    /// <summary>Keys of blocks that are to ask their tasks for the truth.</summary>
    public List<string> BlocksBehind { get; } = [];

    public long Tasks { get; private set; }

    /// <param name="begun">Numbers of the tasks that have a state of their own.</param>
    /// <param name="counters">As saved; null where none are.</param>
    public async Task<bool> CountersAgree(ProjectId project, IEnumerable<int> begun, QueueSnapshot? counters)
    {
        if (await copy.Grains.GetGrain<IProjectGrain>(project.Value).Settings() is not { } settings) return true;
        var byBlock = begun.ToLookup(TaskBlock.Of);
        var recount = new Recount();
        for (var block = 0; block < settings.Blocks; block++) await Look(TaskBlock.Key(project, block), byBlock[block], project, recount);
        foreach (var version in await copy.Grains.GetGrain<IDatasetGrain>(project.Value).Versions()) await Look(version, project);
        // What the next start counts anew is off for a moment at most: blocks that stopped beside the queue may have had no last word.
        if (counters is null || counters.IsCountedAnew(settings.Blocks) || recount.Against(counters) is not { Length: > 0 } differences) return true;
        Findings.Add(new(Finding.CountersOff, $"project {project}", $"The counters saved for the next start are wrong ({differences})."));
        return false;
    }

    async Task Look(string block, IEnumerable<int> begun, ProjectId project, Recount recount)
    {
        var listed = (await copy.Grains.GetGrain<ITaskBlockGrain>(block).Rows(new(), 0, TaskBlock.Size)).Items;
        var truths = new Dictionary<TaskId, TaskRow>();
        foreach (var some in begun.Chunk(AskedAtOnce))
            foreach (var truth in await Task.WhenAll(some.Select(n => copy.Grains.GetGrain<ITaskGrain>(new TaskId(project, n).Value).Row())))
                if (truth is not null) truths.Add(truth.Id, truth);
        var behind = false;
        foreach (var (row, sample, _, _) in listed)
        {
            var truth = truths.GetValueOrDefault(row.Id);
            recount.Add(truth ?? row);
            behind |= truth is not null && Differs(row, truth);
            if (!known.Contains(sample.Hash)) Findings.Add(new(Finding.MissingBlob, $"sample {sample.Hash}", $"The bytes of the sample of task {row.Id} are gone; import them again."));
        }
        Tasks += listed.Length;
        if (behind) BlocksBehind.Add(block);
        await LookForLabels([.. listed.Select(l => truths.GetValueOrDefault(l.Row.Id) ?? l.Row)]);
    }

    bool Differs(TaskRow row, TaskRow truth)
    {
        if (row.Version > truth.Version)
            Findings.Add(new(Finding.TaskBehindRow, $"task {row.Id}", $"Its block knows of {row.Version} commands, the task of {truth.Version}: restore a backup."));
        else if (row.Version < truth.Version || row.State != truth.State || row.Label != truth.Label)
            Findings.Add(new(Finding.RowBehindTask, $"task {row.Id}", $"Its block takes it for {row.State}, it is {truth.State}."));
        else return false;
        return row.Version <= truth.Version;
    }

    async Task LookForLabels(TaskRow[] rows)
    {
        ContentHash[] named = [.. rows.SelectMany(r => r.Opinions.Select(o => o.Label).Append(r.Label)).Where(l => l != default).Distinct()];
        var found = await copy.Labels.Get([.. named]);
        for (var i = 0; i < named.Length; i++)
            if (found[i] is null) Findings.Add(new(Finding.MissingLabel, $"label {named[i]}", "A task names this label document, which is gone: restore a backup."));
    }

    async Task Look(SealedVersion version, ProjectId project)
    {
        var what = $"version {version.Number} of project {project}";
        if (!known.Contains(version.Manifest))
        {
            Findings.Add(new(Finding.MissingBlob, what, $"Its manifest {version.Manifest} is gone: restore a backup."));
            return;
        }
        var json = await VersionBlobs.Read(blobs, version.Manifest, default);
        var named = new HashSet<ContentHash>();
        HashScan.AddTo(named, json);
        referred.UnionWith(named);
        var manifest = System.Text.Json.JsonSerializer.Deserialize<VersionManifest>(json, VersionJson.Options)!;
        foreach (var hash in manifest.Chunks.Select(c => c.Hash).Concat(manifest.Details.Select(d => d.Hash)).Distinct())
            if (!known.Contains(hash)) Findings.Add(new(Finding.MissingBlob, what, $"Its part {hash} is gone: restore a backup."));
        foreach (var details in manifest.Details.Select(d => d.Hash).Where(known.Contains)) HashScan.AddTo(referred, await VersionBlobs.Read(blobs, details, default));
    }
}
