using System.Collections.Immutable;

namespace Labelwise.Domain.Versions;

/// <summary>A chunk as a manifest lists it.</summary>
/// <param name="Hash">SHA-256 of its bytes, by which it is stored and fetched.</param>
/// <param name="Entries">Lines in it.</param>
[GenerateSerializer, Immutable, Alias("chunk-ref")]
public sealed record ChunkRef([property: Id(0)] ContentHash Hash, [property: Id(1)] int Entries);

/// <summary>A chunk with its bytes: the lines of its entries, sorted.</summary>
public sealed record Chunk(ChunkRef Ref, ImmutableArray<byte> Content);

/// <summary>The content of a sealed version: its chunks in order, under one root.</summary>
/// <param name="Root">Merkle root over the chunks' hashes; see <see cref="RootOf"/>.</param>
[GenerateSerializer, Immutable, Alias("manifest")]
public sealed record Manifest([property: Id(0)] ContentHash Root, [property: Id(1)] ImmutableArray<ChunkRef> Chunks)
{
    public static Manifest Empty { get; } = Of([]);

    public int Entries => Chunks.Sum(c => c.Entries);

    public static Manifest Of(IEnumerable<ChunkRef> chunks)
    {
        var all = chunks.ToImmutableArray();
        return new(RootOf(all), all);
    }

    /// <summary>A leaf of the <see cref="MerkleTree"/> is the 32 bytes of a chunk's hash.</summary>
    public static ContentHash RootOf(ImmutableArray<ChunkRef> chunks)
    {
        Span<byte> hash = stackalloc byte[ContentHash.Bytes];
        var leaves = new ContentHash[chunks.Length];
        for (var i = 0; i < leaves.Length; i++)
        {
            chunks[i].Hash.CopyTo(hash);
            leaves[i] = MerkleTree.Leaf(hash);
        }
        return MerkleTree.Root(leaves);
    }
}
