using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Labelwise.Domain;

/// <summary>SHA-256 of some bytes (FIPS 180-4), by which samples, label documents and chunks are addressed. 32 bytes,
/// without an allocation of its own; written as 64 lowercase hexadecimal digits. Default is 'no content'.</summary>
[GenerateSerializer, Immutable, Alias("content-hash"), JsonConverter(typeof(ContentHashConverter))]
public readonly record struct ContentHash(
    [property: Id(0)] ulong A, [property: Id(1)] ulong B, [property: Id(2)] ulong C, [property: Id(3)] ulong D)
    : IComparable<ContentHash>, IParsable<ContentHash>
{
    public const int Bytes = 32;

    public bool IsNone => this == default;

    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(content, hash);
        return From(hash);
    }

    /// <param name="hash">The 32 bytes of a SHA-256 computed elsewhere.</param>
    public static ContentHash From(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[16..]), BinaryPrimitives.ReadUInt64BigEndian(hash[24..Bytes]));

    public void CopyTo(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, A);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(hash[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(hash[24..], D);
    }

    /// <summary>Orders as the hexadecimal text and the bytes do.</summary>
    public int CompareTo(ContentHash other) =>
        A != other.A ? A.CompareTo(other.A) : B != other.B ? B.CompareTo(other.B)
        : C != other.C ? C.CompareTo(other.C) : D.CompareTo(other.D);

    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[Bytes];
        CopyTo(hash);
        return Convert.ToHexStringLower(hash);
    }

    public static ContentHash Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var hash) ? hash : throw new FormatException("A content hash is 64 lowercase hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ContentHash result)
    {
        result = default;
        if (s is not { Length: 2 * Bytes } || s.AsSpan().ContainsAnyInRange('A', 'F')) return false;
        Span<byte> hash = stackalloc byte[Bytes];
        if (Convert.FromHexString(s, hash, out _, out _) is not System.Buffers.OperationStatus.Done) return false;
        result = From(hash);
        return true;
    }
}

sealed class ContentHashConverter : JsonConverter<ContentHash>
{
    public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ContentHash.TryParse(reader.GetString(), null, out var hash) ? hash : throw new JsonException("not a content hash");

    public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options)
    {
        Span<byte> hash = stackalloc byte[ContentHash.Bytes];
        Span<char> digits = stackalloc char[2 * ContentHash.Bytes];
        value.CopyTo(hash);
        _ = Convert.TryToHexStringLower(hash, digits, out _);
        writer.WriteStringValue(digits);
    }
}
