using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Ports;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>Label documents that share the fate of the state their caller writes next.</summary>
sealed class SimulatedLabels(SimulatedDisk disk, DiskFiles files, SimulatedProcess process) : ILabelStore
{
    public ValueTask Put(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents)
    {
        var unknown = documents.RemoveAll(d => files.Has(d.Hash));
        return unknown.IsEmpty ? default : new(disk.Write(process, "labels", () =>
        {
            foreach (var (hash, json) in unknown) files.Keep(hash, json);
        }, withNext: true));
    }

    public async ValueTask<ImmutableArray<ReadOnlyMemory<byte>?>> Get(ImmutableArray<ContentHash> hashes, CancellationToken cancellation = default) =>
        await disk.Read("labels", () => hashes.Select(files.Find).ToImmutableArray());
}
