using System.Security.Cryptography;

namespace Labelwise.Domain.Versions;

/// <summary>One hash over a list, such that any part of the list can be checked against it.</summary>
/// <remarks>The tree hash of RFC 6962 section 2.1: leaves and nodes are told apart by a first byte of 0 or 1.</remarks>
public static class MerkleTree
{
    public static ContentHash Leaf(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(content);
        return Finish(hash);
    }

    /// <param name="leaves">Hashes by <see cref="Leaf"/>, in order; of none, the root is the hash of nothing.</param>
    public static ContentHash Root(ReadOnlySpan<ContentHash> leaves)
    {
        if (leaves.IsEmpty) return ContentHash.Of([]);
        if (leaves.Length == 1) return leaves[0];
        var left = 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)(leaves.Length - 1)));
        return Node(Root(leaves[..left]), Root(leaves[left..]));
    }

    static ContentHash Node(ContentHash left, ContentHash right)
    {
        Span<byte> content = stackalloc byte[1 + 2 * ContentHash.Bytes];
        content[0] = 1;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + ContentHash.Bytes)..]);
        return ContentHash.Of(content);
    }

    static ContentHash Finish(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Bytes];
        hash.GetHashAndReset(bytes);
        return ContentHash.From(bytes);
    }
}
