using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Versions;
using Labelwise.Formats.Exports;

namespace Labelwise.Cli.Pulling;

/// <summary>One sample of a version, as the server tells it beside the manifest.</summary>
sealed record PulledSample(
    string ExternalId, ContentHash Sample, ContentHash Label, string? Split, string? Group, string ContentType, int Width, int Height, int TextLength)
{
    /// <summary>Where its file lies in the copy, whatever the external id says.</summary>
    public string File => $"{(ContentType.StartsWith("text/", StringComparison.Ordinal) ? "texts" : "images")}/{FileNames.Of(ExternalId, ContentType)}";

    public ManifestEntry Entry => new(Sample, Label, Split, Group);
}

/// <summary>What a version is made of, held against its root.</summary>
sealed record PulledVersion(Manifest Manifest, ImmutableArray<ContentHash> Details)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="manifest">As the API gives it.</param>
    public static PulledVersion Read(JsonElement manifest) => new(
        new(Hash(manifest, "root"), [.. manifest.GetProperty("chunks").EnumerateArray().Select(c => new ChunkRef(Hash(c, "hash"), c.GetProperty("count").GetInt32()))]),
        [.. manifest.GetProperty("details").EnumerateArray().Select(d => Hash(d, "hash"))]);

    /// <exception cref="TamperedException">Chunks or root are not what was sealed.</exception>
    public async Task<ImmutableArray<ManifestEntry>> Check(ContentHash root, Func<ContentHash, Task<byte[]>> chunk)
    {
        var check = new ManifestCheck(Manifest);
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        foreach (var part in Manifest.Chunks)
        {
            var content = await chunk(part.Hash);
            check.Next(content);
            entries.AddRange(ChunkReader.Read(content) ?? []);
        }
        var faults = check.Finish(root);
        return faults.IsEmpty ? entries.ToImmutable()
            : throw new TamperedException([.. faults.Select(f => new Fault(f.Chunk.IsNone ? "manifest" : $"chunk {f.Chunk}", f.Message))]);
    }

    /// <summary>The samples, which must be those of the manifest and no others.</summary>
    public static ImmutableArray<PulledSample> Samples(IEnumerable<byte[]> details, ImmutableArray<ManifestEntry> entries)
    {
        var samples = details.SelectMany(Lines).ToImmutableArray();
        if (samples.Select(s => s.Entry).Order().SequenceEqual(entries)) return samples;
        throw new TamperedException([new("details", "they tell of other samples, labels or splits than the manifest")]);
    }

    static IEnumerable<PulledSample> Lines(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content));
        while (reader.ReadLine() is { } line) yield return JsonSerializer.Deserialize<PulledSample>(line, Options)!;
    }

    static ContentHash Hash(JsonElement of, string name) => ContentHash.Parse(of.GetProperty(name).GetString()!);
}
