using System.Collections.Immutable;

namespace Labelwise.Domain.Versions;

/// <summary>One thing wrong with a copy of a version.</summary>
/// <param name="Chunk">Hash of the chunk concerned; none where it is the manifest itself.</param>
public sealed record ManifestFault(string Code, string Message, ContentHash Chunk = default);

/// <summary>Checks a copy against its manifest, chunk by chunk, in order.</summary>
public sealed class ManifestCheck(Manifest manifest)
{
    readonly ImmutableArray<ManifestFault>.Builder faults = ImmutableArray.CreateBuilder<ManifestFault>();
    ManifestEntry? last;
    int at;

    /// <param name="content">The bytes of the next chunk of the manifest; null where the copy lacks it.</param>
    public void Next(byte[]? content)
    {
        var expected = manifest.Chunks[at++];
        if (content is null) Fault("chunk-missing", "is not there", expected);
        else if (ContentHash.Of(content) != expected.Hash) Fault("chunk-altered", "has other bytes than when it was sealed", expected);
        else if (ChunkReader.Read(content) is not { } entries) Fault("chunk-malformed", "has a line that is not canonical", expected);
        else Check(entries, expected);
    }

    /// <param name="root">The root that the copy is expected to have, from a source that is trusted.</param>
    /// <returns>Everything wrong, in order; none for a good copy of which every chunk was given.</returns>
    public ImmutableArray<ManifestFault> Finish(ContentHash root)
    {
        if (Manifest.RootOf(manifest.Chunks) != manifest.Root || manifest.Root != root)
            faults.Insert(0, new("root-mismatch", $"the chunks add up to another root than {root}"));
        if (at < manifest.Chunks.Length)
            faults.Add(new("chunks-unchecked", $"{manifest.Chunks.Length - at} chunks were not checked"));
        return faults.ToImmutable();
    }

    void Check(ImmutableArray<ManifestEntry> entries, ChunkRef expected)
    {
        if (entries.Length != expected.Entries)
            Fault("chunk-count", $"has {entries.Length} entries, not {expected.Entries}", expected);
        foreach (var entry in entries)
        {
            if (last is not null && entry.CompareTo(last) < 0)
            {
                Fault("chunk-unsorted", "is out of order", expected);
                return;
            }
            last = entry;
        }
        for (var i = 1; i <= entries.Length; i++)
            if (ManifestBuilder.EndsChunk(entries[i - 1].ToLine(), i) != (i == entries.Length) && !(i == entries.Length && at == manifest.Chunks.Length))
            {
                Fault("chunk-boundary", "is cut elsewhere than its entries say", expected);
                return;
            }
    }

    void Fault(string code, string what, ChunkRef chunk) => faults.Add(new(code, $"chunk {chunk.Hash} {what}", chunk.Hash));
}
