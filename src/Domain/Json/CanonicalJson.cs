using System.Collections.Immutable;
using System.Text.Json;

namespace Labelwise.Domain.Json;

/// <summary>The canonical bytes of a document, or everything that keeps it from having any.</summary>
/// <param name="Utf8">Empty exactly when there are violations.</param>
public readonly record struct CanonicalReading(ReadOnlyMemory<byte> Utf8, ImmutableArray<Violation> Violations);

/// <summary>One byte sequence for all JSON texts that say the same, so that documents can be compared and
/// addressed by their hash.</summary>
/// <remarks>JSON Canonicalization Scheme, RFC 8785; its input is I-JSON (RFC 7493), so numbers are doubles.</remarks>
public static class CanonicalJson
{
    /// <param name="utf8">One JSON text. Refused are, beside malformed text: member names given twice, numbers
    /// beyond a double, strings that are not Unicode, and nesting beyond <see cref="JsonLimits.Depth"/>.</param>
    /// <param name="depth">Objects and arrays within each other, at most.</param>
    public static CanonicalReading Of(ReadOnlyMemory<byte> utf8, int depth = JsonLimits.Depth)
    {
        var reader = new DocumentReader(depth);
        using var document = reader.Parse(utf8);
        return document is null ? new(default, reader.Violations) : Of(document.RootElement, reader);
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{byte}, int)"/>
    public static CanonicalReading Of(JsonElement value, int depth = JsonLimits.Depth) => Of(value, new DocumentReader(depth));

    static CanonicalReading Of(JsonElement value, DocumentReader reader)
    {
        var writer = new CanonicalWriter();
        Write(value, reader, writer);
        return reader.IsClean ? new(writer.Written.ToArray(), []) : new(default, reader.Violations);
    }

    static void Write(JsonElement value, DocumentReader reader, CanonicalWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !reader.IsTooDeep: WriteObject(value, reader, writer); break;
            case JsonValueKind.Array when !reader.IsTooDeep: WriteArray(value, reader, writer); break;
            case JsonValueKind.String: if (reader.Text(value) is { } text) writer.Text(text); break;
            case JsonValueKind.Number: if (reader.Number(value) is { } number) writer.Number(number); break;
            case JsonValueKind.True: writer.Raw("true"u8); break;
            case JsonValueKind.False: writer.Raw("false"u8); break;
            case JsonValueKind.Null: writer.Raw("null"u8); break;
            default: reader.RefuseDepth(); break;
        }
    }

    static void WriteObject(JsonElement value, DocumentReader reader, CanonicalWriter writer)
    {
        var sorted = new SortedList<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, member) in reader.Members(value)) sorted.Add(name, member);
        var separator = "{"u8;
        foreach (var (name, member) in sorted)
        {
            writer.Raw(separator);
            writer.Text(name);
            writer.Raw(":"u8);
            using (reader.At(name)) Write(member, reader, writer);
            separator = ","u8;
        }
        writer.Raw(sorted.Count is 0 ? "{}"u8 : "}"u8);
    }

    static void WriteArray(JsonElement value, DocumentReader reader, CanonicalWriter writer)
    {
        var separator = "["u8;
        foreach (var (_, item) in reader.Items(value, int.MaxValue))
        {
            writer.Raw(separator);
            Write(item, reader, writer);
            separator = ","u8;
        }
        writer.Raw(value.GetArrayLength() is 0 ? "[]"u8 : "]"u8);
    }
}
