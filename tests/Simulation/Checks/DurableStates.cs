using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.Versions;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Storage;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.People;
using Orleans.Runtime;

namespace Labelwise.Tests.Simulation.Checks;

/// <summary>Looks at every state the moment it comes to be on disk.</summary>
sealed class DurableStates(SimulatedWorld world, SimulatedDisk disk, Site site, Witness witness)
{
    readonly List<AcceptanceInForce> acceptances = [];

    /// <summary>How many samples imports had reported when a prediction run was taken on.</summary>
    public Dictionary<string, int> SamplesAtStart { get; } = [];

    /// <summary>Whether the model decided anything under a certificate.</summary>
    public bool ModelDecided { get; private set; }

    public DurableTasks Tasks { get; } = new(world, disk, site, witness);

    /// <summary>When each version came to be on disk, by its job.</summary>
    public Dictionary<string, DateTimeOffset> SealedAt { get; } = [];

    public void Look(string state, GrainId grain, object? before, object? after)
    {
        switch (after)
        {
            case TaskTruth truth: Tasks.Look(before as TaskTruth ?? TaskTruth.Unknown, truth); break;
            case ProjectState project:
                Tasks.Crews.Add([.. project.Settings!.Members.Where(m => m.Value.HasFlag(ProjectRoles.Annotator)).Select(m => m.Key)]);
                Changed((before as ProjectState)?.Settings?.ClassIds ?? [], project.Settings.ClassIds);
                break;
            case QualityState { Acceptance: { } acceptance }: acceptances.Add(acceptance); break;
            case BlockRowsState rows: Decided(grain.Key.ToString()!, before as BlockRowsState ?? new(), rows); break;
            case BlockSamples samples: Appended(before as BlockSamples ?? new(), samples); break;
            case PredictionRunRecord when before is null: SamplesAtStart[grain.Key.ToString()!] = disk.All<ImportRecord>("import").Max(i => i.Tasks); break;
            case DatasetRecord versions: Sealed(before as DatasetRecord ?? new(), versions); break;
            default: break;
        }
    }

    /// <summary>A sealed version's entries, if it is as it was sealed.</summary>
    public ImmutableArray<ManifestEntry> EntriesOf(SealedVersion version)
    {
        var bytes = site.Files.Find(version.Manifest)!.Value;
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        for (var rest = bytes; !rest.IsEmpty;)
        {
            var line = rest[..(rest.Span.IndexOf((byte)'\n') + 1)];
            entries.Add(ManifestEntry.Parse(line.Span)!);
            rest = rest[line.Length..];
        }
        return entries.ToImmutable();
    }

    /// <summary>On disk.</summary>
    public Sample SampleOf(TaskId task) => disk.Find<BlockSamples>(
        "samples", $"taskblock/{TaskBlock.Key(Scene.Project, TaskBlock.Of(task.Index))}")!.Samples[TaskBlock.Row(task.Index)];

    static string Text(SealedVersion version) => JsonSerializer.Serialize(version, StateJson.Options);

    void Decided(string block, BlockRowsState before, BlockRowsState after)
    {
        var known = before.Of(block).Where(r => r.Decision is not null).Select(r => r.Id).ToHashSet();
        foreach (var row in after.Of(block).Where(r => r is { Version: 0, Decision.By: DeciderKind.Model } && !known.Contains(r.Id)))
        {
            ModelDecided = true;
            witness.Hold(Invariant.TheModelNeedsACertificate,
                acceptances.Any(a => a.Model == row.Decision!.Model && a.Truth.Covering(row.Class, row.Confidence) is not null
                    && !a.Truth.IsAudit(AuditOrder.Rank(a.Truth.Seed, row.Id.Index), row.Class, row.Confidence)),
                () => $"{row.Id} was decided by {row.Decision!.Model} as {row.Class} at {row.Confidence}, which no certificate on disk covers");
        }
    }

    void Changed(ImmutableArray<string> before, ImmutableArray<string> after) =>
        witness.Hold(Invariant.AClassKeepsItsNumber, after.AsSpan().StartsWith(before.AsSpan()), () => $"{string.Join(' ', before)} became {string.Join(' ', after)}");

    void Appended(BlockSamples before, BlockSamples after)
    {
        witness.Hold(Invariant.AnImportBringsEachSampleOnce,
            after.Samples.AsSpan()[..before.Samples.Length].SequenceEqual(before.Samples.AsSpan())
            && after.Samples.Select(s => s.ExternalId).Distinct().Count() == after.Samples.Length
            && after.Imports.Sum(i => i.Count) == after.Samples.Length,
            () => string.Join(", ", after.Samples.Select(s => s.ExternalId)));
    }

    void Sealed(DatasetRecord before, DatasetRecord after)
    {
        witness.Hold(Invariant.ASealedVersionNeverChanges,
            after.Versions.Length == before.Versions.Length + 1 && before.Versions.Zip(after.Versions).All(p => Text(p.First) == Text(p.Second)),
            () => "a version was added, and others changed");
        var version = after.Versions[^1];
        witness.Hold(Invariant.ASealedVersionNeverChanges, before.Versions.All(v => v.Job != version.Job), () => $"{version.Job} sealed twice");
        SealedAt[version.Job] = world.Time.GetUtcNow();
        var entries = EntriesOf(version);
        witness.Hold(Invariant.ASealedVersionNeverChanges,
            ManifestBuilder.Build(entries).Manifest.Root == version.Root && entries.Length == version.Samples,
            () => $"the root of version {version.Number} does not follow from its {entries.Length} entries");
    }
}
