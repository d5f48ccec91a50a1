using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Labelwise.Domain.Versions;

/// <summary>What of one sample makes a version the version that it is.</summary>
/// <param name="Sample">Hash of the sample's bytes.</param>
/// <param name="Label">Hash of the canonical label document.</param>
/// <param name="Split">Such as train; null where the version has no splits.</param>
/// <param name="Group">Group key; null where the sample has none.</param>
/// <remarks>Ordered as the bytes of its <see cref="ToLine">line</see> are.</remarks>
[GenerateSerializer, Immutable, Alias("manifest-entry")]
public sealed record ManifestEntry(
    [property: Id(0)] ContentHash Sample, [property: Id(1)] ContentHash Label,
    [property: Id(2)] string? Split = null, [property: Id(3)] string? Group = null) : IComparable<ManifestEntry>
{
    /// <summary>Longest split name or group key, in UTF-16 units.</summary>
    public const int LongestText = 1_000;

    /// <summary>
    /// The line that stands for the entry in a chunk: a JSON array of four, without spaces, escaped as RFC 8785 says,
    /// in UTF-8 and ended by a line feed: ["sample","label","split"|null,"group"|null].
    /// </summary>
    /// <exception cref="EncoderFallbackException">A split or group with a surrogate that has no partner.</exception>
    public byte[] ToLine() => Strict.GetBytes($"[\"{Sample}\",\"{Label}\",{CanonicalText.Of(Split)},{CanonicalText.Of(Group)}]\n");

    /// <param name="line">With its line feed.</param>
    /// <returns>Null where the line is not the canonical one of any entry.</returns>
    public static ManifestEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartArray) return null;
            if (!TryText(ref reader, out var sample) || !ContentHash.TryParse(sample, null, out var sampleHash)) return null;
            if (!TryText(ref reader, out var label) || !ContentHash.TryParse(label, null, out var labelHash)) return null;
            if (!TryText(ref reader, out var split) || !TryText(ref reader, out var group)) return null;
            var entry = new ManifestEntry(sampleHash, labelHash, split, group);
            return entry.ToLine().AsSpan().SequenceEqual(line) ? entry : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or EncoderFallbackException)
        {
            return null;  // not JSON, or text that is no Unicode
        }
    }

    public int CompareTo(ManifestEntry? other)
    {
        if (other is null) return 1;
        var order = Sample.CompareTo(other.Sample);
        if (order == 0) order = Label.CompareTo(other.Label);
        return order != 0 || (Split == other.Split && Group == other.Group) ? order : ToLine().AsSpan().SequenceCompareTo(other.ToLine());
    }

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static bool TryText(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) return false;
        text = reader.GetString();
        return text is not { Length: > LongestText };
    }
}
