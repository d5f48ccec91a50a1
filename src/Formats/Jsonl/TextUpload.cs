using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Jsonl;

/// <summary>Texts, one a line: <c>{externalId, text, group?, licence?, source?, metadata?, labels?}</c>. Members of
/// other names, such as other tools' columns, are passed over.</summary>
sealed class TextUpload : IUpload
{
    const int ScanBytes = 1 << 16;

    readonly Stream jsonl;
    readonly string fileName;
    readonly List<long> starts;

    TextUpload(Stream jsonl, string fileName, List<long> starts) =>
        (this.jsonl, this.fileName, this.starts) = (jsonl, fileName, starts);

    /// <summary>Lines; the last start is the end of the file.</summary>
    public int Count => starts.Count - 1;

    public ImmutableArray<RecordFault> Faults => [];

    public static UploadOpening Open(Stream jsonl, string fileName)
    {
        var found = new List<long> { SkipByteOrderMark(jsonl) };
        var buffer = ArrayPool<byte>.Shared.Rent(ScanBytes);
        try
        {
            jsonl.Position = found[0];
            for (var position = found[0]; jsonl.Read(buffer) is > 0 and var read; position += read)
                for (var at = 0; at < read && buffer.AsSpan(at, read - at).IndexOf((byte)'\n') is >= 0 and var end; at += end + 1)
                {
                    if (found.Count > UploadLimits.Lines)
                        return new UploadRefused(UploadRefusals.TooLarge, $"This file has more than {UploadLimits.Lines} lines, which is the limit. Split it.");
                    found.Add(position + at + end + 1);
                }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (found[^1] != jsonl.Length) found.Add(jsonl.Length);
        return found.Count is 1 ? new UploadRefused(UploadRefusals.Empty, "There is nothing in this file.")
            : new UploadOpening(new TextUpload(jsonl, fileName, found), null);
    }

    public UploadItem Read(int index)
    {
        var (start, bytes, line) = (starts[index], starts[index + 1] - starts[index], index + 1);
        if (bytes > UploadLimits.LineBytes)
            return new RecordFault(fileName, line, RecordFaults.LineTooLong, $"This line has {bytes} bytes; {UploadLimits.LineBytes} are allowed at most.");
        var utf8 = new byte[bytes];
        jsonl.Position = start;
        jsonl.ReadExactly(utf8);
        if (utf8.AsSpan().Trim(" \t\r\n"u8).IsEmpty) return UploadItem.Nothing;
        var record = new LineReader(fileName, line).Read(utf8, (document, reader) => ReadRecord(document, reader, line), out var faults);
        return new(record, faults);
    }

    public void Dispose() => jsonl.Dispose();

    UploadRecord? ReadRecord(JsonElement document, DocumentReader reader, int line)
    {
        string? text = null;
        var facts = new FactsReader(reader);
        foreach (var (name, value) in reader.Members(document))
            if (name is "text") text = reader.Text(value);
            else facts.Takes(name, value);
        if (!reader.IsClean) return null;
        if (facts.ExternalId is null) reader.RefuseMissing("externalId");
        if (text is null) reader.RefuseMissing("text");
        if (facts.ExternalId is null || text is null) return null;
        var content = Encoding.UTF8.GetBytes(text);
        if (text.AsSpan().Trim().IsEmpty) reader.RefuseAt("text", RecordFaults.EmptyText, "There is nothing to read in this text.");
        if (content.Length > UploadLimits.TextBytes)
            reader.RefuseAt("text", RecordFaults.TextTooLong, $"This text has {content.Length} bytes; {UploadLimits.TextBytes} are allowed at most.");
        return new(facts.ExternalId, fileName, line, content, text.EnumerateRunes().Count(), facts.Facts,
            facts.Labels is { } labels ? new JsonLabels(labels, fileName, line) : null);
    }

    static long SkipByteOrderMark(Stream jsonl)
    {
        Span<byte> mark = stackalloc byte[3];
        jsonl.Position = 0;
        return jsonl.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) is 3 && mark.SequenceEqual("\uFEFF"u8) ? mark.Length : 0;
    }
}
