using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using Labelwise.Domain;
using Labelwise.Domain.Json;

namespace Labelwise.Formats.Uploads;

/// <summary>What a line of JSON says, or everything wrong with it.</summary>
/// <param name="file">For the faults.</param>
sealed class LineReader(string file, int line)
{
    /// <summary>A record with many faults names these, then how many more there are.</summary>
    const int MostFaults = 5;

    readonly DocumentReader reader = new();

    /// <param name="read">Called with the document, in which it may refuse what it does not like.</param>
    /// <returns>Null with faults.</returns>
    public T? Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, DocumentReader, T?> read, out ImmutableArray<RecordFault> faults)
        where T : class
    {
        if (Refused(utf8) is { } fault)
        {
            faults = [fault];
            return null;
        }
        using var document = reader.Parse(utf8);
        var value = document is null ? null : read(document.RootElement, reader);
        faults = FaultsOf(reader.Violations, file, line);
        return faults.IsEmpty ? value : null;
    }

    public static ImmutableArray<RecordFault> FaultsOf(ImmutableArray<Violation> violations, string file, int? line)
    {
        var named = violations.Take(MostFaults).Select(v =>
            new RecordFault(file, line, v.Code, v.Pointer is "" ? v.Message : $"{v.Pointer}: {v.Message}"));
        return violations.Length <= MostFaults ? [.. named]
            : [.. named, new(file, line, "more-violations", $"{violations.Length - MostFaults} more things are wrong with this record.")];
    }

    RecordFault? Refused(ReadOnlyMemory<byte> utf8) =>
        utf8.Length > UploadLimits.LineBytes
            ? new(file, line, RecordFaults.LineTooLong, $"This line has {utf8.Length} bytes; {UploadLimits.LineBytes} are allowed at most.")
            : Utf8.IsValid(utf8.Span) ? null
            : new(file, line, RecordFaults.NotUtf8, "This line is not UTF-8.");
}

/// <summary>Reads the members that every kind of record may have.</summary>
sealed class FactsReader(DocumentReader reader)
{
    string? group, licence, source, metadata;

    public string? ExternalId { get; private set; }
    public ReadOnlyMemory<byte>? Labels { get; private set; }
    public RecordFacts Facts => new(group, licence, source, metadata);

    /// <returns>False when the member is none of these; other tools' columns are passed over.</returns>
    public bool Takes(string name, JsonElement value)
    {
        if (name is not ("externalId" or "group" or "licence" or "source" or "metadata" or "labels")) return false;
        if (value.ValueKind is JsonValueKind.Null) return true;
        switch (name)
        {
            case "externalId": ExternalId = reader.Name(value, UploadLimits.IdLength); break;
            case "group": group = reader.Name(value, UploadLimits.IdLength); break;
            case "licence": licence = reader.Name(value, UploadLimits.IdLength); break;
            case "source": source = reader.Text(value, UploadLimits.IdLength); break;
            case "metadata": metadata = ReadMetadata(value); break;
            default: Labels = System.Text.Encoding.UTF8.GetBytes(value.GetRawText()); break;
        }
        return true;
    }

    string? ReadMetadata(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            reader.Refuse("wrong-type", "Metadata is a JSON object.");
            return null;
        }
        var canonical = CanonicalJson.Of(value);
        foreach (var violation in canonical.Violations) reader.Refuse(violation.Code, violation.Message);
        if (canonical.Utf8.Length > UploadLimits.MetadataBytes)
            reader.Refuse("too-long", $"This metadata has {canonical.Utf8.Length} bytes; {UploadLimits.MetadataBytes} are allowed at most.");
        return System.Text.Encoding.UTF8.GetString(canonical.Utf8.Span);
    }
}
