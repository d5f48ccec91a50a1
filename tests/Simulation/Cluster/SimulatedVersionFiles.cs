using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Splits;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.Versions;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;
using Labelwise.Storage;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>Versions as files of the simulated disk: a part is its samples as JSON, a manifest its entries as lines.</summary>
sealed class SimulatedVersionFiles(SimulatedDisk disk, DiskFiles files, SimulatedProcess process) : IVersionFiles
{
    public async Task<VersionPart> WritePart(ImmutableArray<SealedSample> samples, DataSpec spec, CancellationToken cancellation = default) =>
        samples.IsEmpty ? new(default, 0)
            : new(await files.Put(process, JsonSerializer.SerializeToUtf8Bytes(samples, StateJson.Options)), samples.Length);

    public async Task<VersionContent> Seal(ImmutableArray<VersionPart> parts, SplitPlan? split, CancellationToken cancellation = default)
    {
        var samples = await disk.Read("parts of a version", () => parts.SelectMany(p =>
            JsonSerializer.Deserialize<ImmutableArray<SealedSample>>(files.Find(p.Blob)!.Value.Span, StateJson.Options)).ToArray());
        var (manifest, chunks) = ManifestBuilder.Build(samples.Select(s => new ManifestEntry(s.Sample, s.Label, s.Split, s.Group)));
        var lines = chunks.SelectMany(c => c.Content).ToArray();
        var statistics = VersionStatistics.Of(samples.Select(s => new CountedEntry([], s.Split, s.DecidedBy, s.Licence)));
        return new(await files.Put(process, lines), manifest.Root, samples.Length, statistics, samples.Average(s => s.Confidence),
            samples.Where(s => s.DecidedBy is not DeciderKind.Model).Sum(s => s.Confidence));
    }
}
