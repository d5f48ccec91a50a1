using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains;
using Labelwise.Grains.Ports;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>Uploads that people sent, read a few records at a time so that an import has many steps.</summary>
sealed class SimulatedUploads
{
    const int RecordsAtOnce = 4;

    readonly Dictionary<ContentHash, ImmutableArray<Sample>> uploads = [];

    /// <summary>Every external id that was ever sent.</summary>
    public IEnumerable<string> ExternalIds => uploads.Values.SelectMany(u => u).Select(s => s.ExternalId).Distinct();

    /// <param name="numbers">Each a sample; one number twice is the same sample.</param>
    /// <param name="otherBytes">Whether the samples' bytes are others than they were when these numbers first came.</param>
    public ContentHash Send(string name, IEnumerable<int> numbers, bool otherBytes)
    {
        var hash = ContentHash.Of(Encoding.UTF8.GetBytes(name));
        uploads[hash] = [.. numbers.Select(n => new Sample(
            ContentHash.Of(Encoding.UTF8.GetBytes($"{n}{(otherBytes ? " anew" : "")}")), $"s{n}.png", "image/png", 8, 8, 0, Licence: "CC0-1.0"))];
        return hash;
    }

    public IImportSource Over(SimulatedDisk disk) => new Source(this, disk);

    sealed class Source(SimulatedUploads sent, SimulatedDisk disk) : IImportSource
    {
        public Task<Outcome<UploadFacts>> Inspect(Upload upload, CancellationToken cancellation = default) =>
            disk.Read<Outcome<UploadFacts>>("an upload", () => new UploadFacts(sent.uploads[upload.Blob].Length, []));

        public Task<ImportSlice> Read(Upload upload, DataSpec spec, int from, int count, CancellationToken cancellation = default) =>
            disk.Read("an upload", () =>
            {
                var some = sent.uploads[upload.Blob].Skip(from).Take(Math.Min(count, RecordsAtOnce)).ToArray();
                return new ImportSlice(some.Length, [.. some.Select(s => new ImportedRecord(s, s.ExternalId, null, null, null))], [], 0);
            });
    }
}
