using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Versions;
using Labelwise.Formats.Coco;
using Labelwise.Formats.Exports;
using Labelwise.Formats.Jsonl;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Versions;

/// <summary>The formats that a version is exported in.</summary>
public enum ExportFormat { Jsonl, Coco }

/// <summary>Reads sealed versions: what they hold, exports, and what changed between two. Memory does not grow with the
/// version.</summary>
public sealed class VersionReader(IBlobStore blobs, ILabelStore labels)
{
    public async Task<VersionManifest> Manifest(SealedVersion version, CancellationToken cancellation = default) =>
        JsonSerializer.Deserialize<VersionManifest>(await VersionBlobs.Read(blobs, version.Manifest, cancellation), VersionJson.Options)!;

    /// <summary>The same version and spec give the same bytes for ever.</summary>
    /// <param name="spec">The version's.</param>
    public async Task Export(SealedVersion version, DataSpec spec, ExportFormat format, Stream to, CancellationToken cancellation = default)
    {
        var manifest = await Manifest(version, cancellation);
        if (format is ExportFormat.Jsonl)
            await JsonlExport.Write(Samples(manifest, spec, cancellation), to, cancellation);
        else
            await CocoExport.Write(() => Samples(manifest, spec, cancellation), spec, $"{version.Name}, version {version.Number}",
                [.. version.Statistics.ByLicence.Keys.Where(l => l.Length > 0)], to, cancellation);
    }

    /// <summary>All samples in order of tasks, with their labels in the spec's names.</summary>
    public async IAsyncEnumerable<ExportedSample> Samples(
        VersionManifest manifest, DataSpec spec, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var file in manifest.Details)
        {
            var samples = await SampleLines.Read(blobs, file.Hash, cancellation);
            var documents = await Documents([.. samples.Select(s => s.Label).Distinct()], spec, cancellation);
            foreach (var sample in samples)
                yield return new(sample.ExternalId, sample.Sample, sample.ContentType, sample.Width, sample.Height, documents[sample.Label],
                    sample.Split, sample.Group, sample.Confidence, sample.Licence, new(sample.DecidedBy, sample.Users, sample.Model));
        }
    }

    /// <summary>Whether a sample is in a version: a hash alone is no authority.</summary>
    public async Task<bool> Holds(VersionManifest manifest, ContentHash sample, CancellationToken cancellation = default)
    {
        // Entries of one sample may lie on both sides of a chunk's end.
        var from = manifest.Chunks.Count(c => c.First.CompareTo(sample) < 0) - 1;
        for (var at = Math.Max(0, from); at < manifest.Chunks.Length && manifest.Chunks[at].First.CompareTo(sample) <= 0; at++)
            if ((await Entries(manifest.Chunks[at].Hash, cancellation)).Any(e => e.Sample == sample)) return true;
        return false;
    }

    /// <summary>What changed between two versions; reads only the chunks that they do not share.</summary>
    public async Task<VersionDiff> Diff(SealedVersion from, SealedVersion to, CancellationToken cancellation = default)
    {
        var (gone, come) = VersionDiff.Differing(Chunks(await Manifest(from, cancellation)), Chunks(await Manifest(to, cancellation)));
        return VersionDiff.Of(await AllEntries(gone, cancellation), await AllEntries(come, cancellation));
    }

    static Manifest Chunks(VersionManifest manifest) =>
        new(manifest.Root, [.. manifest.Chunks.Select(c => new ChunkRef(c.Hash, c.Count))]);

    async Task<List<ManifestEntry>> AllEntries(ImmutableArray<ChunkRef> chunks, CancellationToken cancellation)
    {
        var entries = new List<ManifestEntry>();
        foreach (var chunk in chunks) entries.AddRange(await Entries(chunk.Hash, cancellation));
        return entries;
    }

    async Task<ImmutableArray<ManifestEntry>> Entries(ContentHash chunk, CancellationToken cancellation) =>
        ChunkReader.Read(await VersionBlobs.Read(blobs, chunk, cancellation)) ?? throw new InvalidDataException($"The chunk {chunk} is damaged.");

    /// <summary>Label documents in the names of a spec.</summary>
    public async Task<Dictionary<ContentHash, LabelDocument>> Documents(ImmutableArray<ContentHash> hashes, DataSpec spec, CancellationToken cancellation)
    {
        var found = await labels.Get(hashes, cancellation);
        return hashes.Zip(found).ToDictionary(d => d.First, d => spec.Named(
            LabelDocument.Parse(d.Second ?? throw new InvalidOperationException($"The label document {d.First} is not in the store.")).Labels
            ?? throw new InvalidDataException($"The label document {d.First} is damaged.")));
    }
}
