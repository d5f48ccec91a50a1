using System.Collections.Immutable;

namespace Labelwise.Domain.Versions;

/// <summary>
/// Cuts a sorted sequence of entries into chunks whose ends depend on the entries alone, so that a change moves no
/// boundary but those beside it, and equal content gives equal chunks wherever it was put together.
/// </summary>
/// <remarks>A chunk ends after an entry whose line's SHA-256 begins with a zero byte: about one in 256.</remarks>
public sealed class ManifestBuilder
{
    /// <summary>A chunk does not end before this many entries, except the last.</summary>
    public const int FewestEntries = 16;

    /// <summary>A chunk ends after this many entries whatever they are.</summary>
    public const int MostEntries = 1024;

    readonly ImmutableArray<ChunkRef>.Builder chunks = ImmutableArray.CreateBuilder<ChunkRef>();
    readonly List<byte> open = [];
    int entries;
    ManifestEntry? last;

    /// <param name="entry">Not before the last one; equal entries are kept, each.</param>
    /// <returns>The chunk that this entry ends, to be stored; else null.</returns>
    /// <exception cref="ArgumentException">An entry that sorts before the last one.</exception>
    public Chunk? Add(ManifestEntry entry)
    {
        if (last is not null && entry.CompareTo(last) < 0)
            throw new ArgumentException("entries must come sorted", nameof(entry));
        last = entry;
        var line = entry.ToLine();
        open.AddRange(line);
        entries++;
        return EndsChunk(line, entries) ? Cut() : null;
    }

    /// <returns>The manifest, and the chunk left open, if any.</returns>
    public (Manifest Manifest, Chunk? Last) Finish()
    {
        var rest = entries > 0 ? Cut() : null;
        return (Manifest.Of(chunks), rest);
    }

    /// <summary>Everything at once, for what fits in memory.</summary>
    /// <param name="unsorted">In any order.</param>
    public static (Manifest Manifest, ImmutableArray<Chunk> Chunks) Build(IEnumerable<ManifestEntry> unsorted)
    {
        var builder = new ManifestBuilder();
        var cut = unsorted.Order().Select(builder.Add).OfType<Chunk>().ToList();
        var (manifest, last) = builder.Finish();
        return (manifest, last is null ? [.. cut] : [.. cut, last]);
    }

    internal static bool EndsChunk(ReadOnlySpan<byte> line, int entries) =>
        entries >= MostEntries || (entries >= FewestEntries && ContentHash.Of(line).A >> 56 == 0);

    Chunk Cut()
    {
        var content = open.ToImmutableArray();
        var chunk = new Chunk(new(ContentHash.Of(content.AsSpan()), entries), content);
        chunks.Add(chunk.Ref);
        open.Clear();
        entries = 0;
        return chunk;
    }
}
