using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Splits;
using Labelwise.Domain.Versions;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Versions;

/// <summary>Writes the blobs of versions.</summary>
public sealed class VersionFiles(IBlobStore blobs, ILabelStore labels) : IVersionFiles
{
    public Task<VersionPart> WritePart(ImmutableArray<SealedSample> samples, DataSpec spec, CancellationToken cancellation = default) =>
        Task.Run(async () =>
        {
            if (samples.IsEmpty) return new(default, 0);
            var classes = await ReadClasses([.. samples.Select(s => s.Label).Distinct()], spec, cancellation);
            var blob = await blobs.Put(SampleLines.Write(samples.Select(s => s with { Classes = classes[s.Label] })), cancellation);
            return new VersionPart(blob.Hash, samples.Length);
        }, cancellation);

    public Task<VersionContent> Seal(ImmutableArray<VersionPart> parts, SplitPlan? split, CancellationToken cancellation = default) =>
        Task.Run(async () =>
        {
            ImmutableArray<string>? splits = split is FoldSplit { Stratify: true } ? await AssignAll(parts, split, cancellation) : null;
            var content = new VersionSum();
            var details = ImmutableArray.CreateBuilder<DetailsFile>(parts.Length);
            await using var batch = blobs.Batch();
            foreach (var part in parts)
            {
                var samples = await ReadPart(part.Blob, cancellation);
                var assigned = split is null ? samples : Assign(samples, split, splits, content.Entries.Count);
                content.Add(assigned);
                var kept = await batch.Add(SampleLines.Write(assigned), cancellation);
                details.Add(new(kept.Hash, part.Samples, kept.SizeBytes));
            }
            var (root, chunks) = await Cut(content.Entries, batch, cancellation);
            var manifest = await batch.Add(new VersionManifest(root, chunks, details.ToImmutable()).ToJson(), cancellation);
            await batch.Commit(cancellation);
            return new VersionContent(manifest.Hash, root, content.Entries.Count, content.Statistics, content.Confidence, content.ConfidenceOfPeople);
        }, cancellation);

    async Task<ImmutableArray<string>> AssignAll(ImmutableArray<VersionPart> parts, SplitPlan split, CancellationToken cancellation)
    {
        var items = new List<SplitItem>(parts.Sum(p => p.Samples));
        foreach (var part in parts)
            items.AddRange((await ReadPart(part.Blob, cancellation)).Select(ItemOf));
        return SplitRules.Assign(split, items);
    }

    static ImmutableArray<SealedSample> Assign(
        ImmutableArray<SealedSample> samples, SplitPlan split, ImmutableArray<string>? all, int from)
    {
        var assigned = all is { } known ? known.AsSpan().Slice(from, samples.Length).ToArray()
            : [.. SplitRules.Assign(split, [.. samples.Select(ItemOf)])];
        return [.. samples.Select((sample, at) => sample with { Split = assigned[at] })];
    }

    static async Task<(ContentHash Root, ImmutableArray<ChunkFile> Chunks)> Cut(
        List<ManifestEntry> entries, IBlobBatch batch, CancellationToken cancellation)
    {
        entries.Sort();
        var builder = new ManifestBuilder();
        var chunks = ImmutableArray.CreateBuilder<ChunkFile>();
        var first = 0;
        foreach (var entry in entries)
            if (builder.Add(entry) is { } chunk) await Keep(chunk);
        var (manifest, last) = builder.Finish();
        if (last is not null) await Keep(last);
        return (manifest.Root, chunks.ToImmutable());

        async Task Keep(Chunk chunk)
        {
            await batch.Add(chunk.Content.AsMemory(), cancellation);
            chunks.Add(new(chunk.Ref.Hash, chunk.Ref.Entries, chunk.Content.Length, entries[first].Sample));
            first += chunk.Ref.Entries;
        }
    }

    async Task<ImmutableArray<SealedSample>> ReadPart(ContentHash blob, CancellationToken cancellation) =>
        await SampleLines.Read(blobs, blob, cancellation);

    /// <summary>The class names in each label: the option of a classification, and every object's class.</summary>
    async Task<Dictionary<ContentHash, ImmutableArray<string>>> ReadClasses(
        ImmutableArray<ContentHash> hashes, DataSpec spec, CancellationToken cancellation)
    {
        var documents = await labels.Get(hashes, cancellation);
        var target = spec.ClassificationTarget is { } found ? spec.Properties.First(p => p.Id == found.PropertyId) : null;
        var classes = new Dictionary<ContentHash, ImmutableArray<string>>();
        for (var i = 0; i < hashes.Length; i++)
        {
            var json = documents[i] ?? throw new InvalidOperationException($"The label document {hashes[i]} is not in the store.");
            var named = spec.Named(LabelDocument.Parse(json).Labels ?? throw new InvalidOperationException($"The label document {hashes[i]} cannot be read."));
            var option = target is not null && named.Properties[target.Name] is TextValue chosen ? chosen.Text : null;
            classes[hashes[i]] = [.. option is null ? [] : new[] { option }, .. named.Objects.Select(o => o.Class)];
        }
        return classes;
    }

    static SplitItem ItemOf(SealedSample sample) => new(sample.Sample, sample.Group, sample.Classes is [var first, ..] ? first : null);
}
