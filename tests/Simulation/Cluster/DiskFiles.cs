using Labelwise.Domain;
using Labelwise.Engine.Simulation;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>What is on the disk beside grain states, by the hash of its bytes.</summary>
sealed class DiskFiles(SimulatedDisk disk)
{
    readonly Dictionary<ContentHash, ReadOnlyMemory<byte>> files = [];

    public bool Has(ContentHash hash) => files.ContainsKey(hash);

    public ReadOnlyMemory<byte>? Find(ContentHash hash) => files.TryGetValue(hash, out var found) ? found : null;

    public void Keep(ContentHash hash, ReadOnlyMemory<byte> bytes) => files.TryAdd(hash, bytes);

    public async Task<ContentHash> Put(SimulatedProcess process, byte[] bytes)
    {
        var hash = ContentHash.Of(bytes);
        await disk.Write(process, "a file", () => Keep(hash, bytes));
        return hash;
    }
}
