using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Images;

/// <summary>What a zip's <c>manifest.jsonl</c> says of its files, a line a file:
/// <c>{file, externalId, group, licence, source, metadata, labels?}</c>.</summary>
/// <param name="Lines">By entry name.</param>
/// <param name="Refused">Entries whose line cannot be taken: neither can they.</param>
sealed record Manifest(
    IReadOnlyDictionary<string, ManifestLine> Lines, IReadOnlySet<string> Refused, ImmutableArray<RecordFault> Faults)
{
    public const string FileName = "manifest.jsonl";

    public static Manifest None { get; } =
        new(ImmutableDictionary<string, ManifestLine>.Empty, ImmutableHashSet<string>.Empty, []);

    /// <param name="folder">The manifest's own, to which its files are relative.</param>
    /// <param name="has">Whether the zip has such an entry. A file that it has not is named and never looked for elsewhere.</param>
    public static Manifest Read(ReadOnlyMemory<byte> utf8, string file, string folder, Func<string, bool> has)
    {
        var lines = new Dictionary<string, ManifestLine>(StringComparer.Ordinal);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var faults = ImmutableArray.CreateBuilder<RecordFault>();
        var number = 0;
        foreach (var bytes in Split(utf8))
        {
            number++;
            if (bytes.Span.Trim(" \t\r"u8).IsEmpty) continue;
            string? name = null;
            var line = new LineReader(file, number).Read(bytes, (document, reader) => ReadLine(document, reader, number, out name), out var wrong);
            faults.AddRange(wrong);
            var entry = name is null ? null : folder + name;
            if (entry is not null && !has(entry))
                faults.Add(new(file, number, RecordFaults.NotInZip, $"The zip has no entry '{entry}'; nothing is fetched from elsewhere."));
            else if (entry is not null && line is null)
                refused.Add(entry);
            else if (entry is not null && !lines.TryAdd(entry, line!))
                faults.Add(new(file, number, RecordFaults.DuplicateName, $"Line {lines[entry].Line} speaks of '{entry}' already; this line is passed over."));
        }
        return new(lines, refused, faults.ToImmutable());
    }

    static ManifestLine? ReadLine(JsonElement document, DocumentReader reader, int line, out string? file)
    {
        file = null;
        var facts = new FactsReader(reader);
        foreach (var (name, value) in reader.Members(document))
            if (name is "file") file = reader.Text(value, UploadLimits.IdLength);
            else facts.Takes(name, value);
        if (file is null && document.ValueKind is JsonValueKind.Object) reader.RefuseMissing("file");
        return new(line, facts.ExternalId, facts.Facts, facts.Labels);
    }

    static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        while (!utf8.IsEmpty)
        {
            var end = utf8.Span.IndexOf((byte)'\n');
            yield return end < 0 ? utf8 : utf8[..end];
            utf8 = end < 0 ? default : utf8[(end + 1)..];
        }
    }
}

/// <param name="ExternalId">Null: the entry's name.</param>
/// <param name="Labels">JSON, or null.</param>
sealed record ManifestLine(int Line, string? ExternalId, RecordFacts Facts, ReadOnlyMemory<byte>? Labels);
