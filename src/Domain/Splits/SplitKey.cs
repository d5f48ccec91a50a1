using System.Text;

namespace Labelwise.Domain.Splits;

/// <summary>The hash that stands for a group, or for a sample without one.</summary>
static class SplitKey
{
    /// <summary>SHA-256 of seed, a zero byte, and either "group" or "sample" with the group key or the sample's hash.</summary>
    public static ContentHash Of(string seed, ContentHash sample, string? group) =>
        ContentHash.Of(Encoding.UTF8.GetBytes(group is null ? $"{seed}\0sample\0{sample}" : $"{seed}\0group\0{group}"));
}
