using System.Collections.Immutable;

namespace Labelwise.Domain.Versions;

/// <summary>A sample that is in both versions with something else.</summary>
public sealed record EntryChange(ManifestEntry From, ManifestEntry To);

/// <summary>What changed from one version to another.</summary>
/// <param name="Changed">Same sample; other label, split or group.</param>
public sealed record VersionDiff(
    ImmutableArray<ManifestEntry> Added, ImmutableArray<ManifestEntry> Removed, ImmutableArray<EntryChange> Changed)
{
    /// <summary>The chunks that must be read to tell the difference: those that only one of both has.</summary>
    public static (ImmutableArray<ChunkRef> From, ImmutableArray<ChunkRef> To) Differing(Manifest from, Manifest to)
    {
        var (inFrom, inTo) = (from.Chunks.Select(c => c.Hash).ToHashSet(), to.Chunks.Select(c => c.Hash).ToHashSet());
        return ([.. from.Chunks.Where(c => !inTo.Contains(c.Hash))], [.. to.Chunks.Where(c => !inFrom.Contains(c.Hash))]);
    }

    /// <param name="from">Entries of the differing chunks of the older version, sorted.</param>
    /// <param name="to">The same of the newer one.</param>
    public static VersionDiff Of(IEnumerable<ManifestEntry> from, IEnumerable<ManifestEntry> to)
    {
        var (gone, come) = Unequal(from, to);
        var arrived = come.GroupBy(e => e.Sample).ToDictionary(g => g.Key, g => new Queue<ManifestEntry>(g));
        var removed = ImmutableArray.CreateBuilder<ManifestEntry>();
        var changed = ImmutableArray.CreateBuilder<EntryChange>();
        foreach (var entry in gone)
            if (arrived.TryGetValue(entry.Sample, out var others) && others.TryDequeue(out var other)) changed.Add(new(entry, other));
            else removed.Add(entry);
        return new([.. arrived.Values.SelectMany(q => q).Order()], removed.ToImmutable(), changed.ToImmutable());
    }

    /// <summary>A merge of both sorted sequences that drops what is in both.</summary>
    static (List<ManifestEntry> From, List<ManifestEntry> To) Unequal(IEnumerable<ManifestEntry> from, IEnumerable<ManifestEntry> to)
    {
        var (onlyFrom, onlyTo) = (new List<ManifestEntry>(), new List<ManifestEntry>());
        using var left = from.GetEnumerator();
        using var right = to.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : left.Current.CompareTo(right.Current);
            if (order < 0) onlyFrom.Add(left.Current);
            if (order > 0) onlyTo.Add(right.Current);
            if (order <= 0) hasLeft = left.MoveNext();
            if (order >= 0) hasRight = right.MoveNext();
        }
        return (onlyFrom, onlyTo);
    }
}
