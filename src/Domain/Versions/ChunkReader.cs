using System.Collections.Immutable;

namespace Labelwise.Domain.Versions;

public static class ChunkReader
{
    /// <returns>The entries of a chunk, or null where a line is not canonical or the last has no line feed.</returns>
    public static ImmutableArray<ManifestEntry>? Read(ReadOnlySpan<byte> content)
    {
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            if (end < 0 || ManifestEntry.Parse(content[..(end + 1)]) is not { } entry) return null;
            entries.Add(entry);
            content = content[(end + 1)..];
        }
        return entries.ToImmutable();
    }
}
