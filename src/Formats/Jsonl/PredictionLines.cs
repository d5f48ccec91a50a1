using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Jsonl;

/// <summary>Predictions made elsewhere, one a line: <c>{externalId, labels, confidence, probabilities?, embedding?}</c>.</summary>
public static class PredictionLines
{
    const string File = "predictions";

    /// <summary>Reads as it arrives; empty lines are passed over, unreadable ones are named.</summary>
    public static async IAsyncEnumerable<PredictionLine> Read(
        Stream jsonl, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = System.IO.Pipelines.PipeReader.Create(jsonl);
        var (line, from) = (0, 0L);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (System.Buffers.BuffersExtensions.PositionOf(buffer, (byte)'\n') is { } end)
            {
                var utf8 = System.Buffers.BuffersExtensions.ToArray(buffer.Slice(0, end));
                if (ReadLine(utf8, ++line) is { } one) yield return one with { From = from };
                from += utf8.Length + 1;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }
            if (buffer.Length > UploadLimits.LineBytes)
            {
                yield return new(null, [new(File, line + 1, RecordFaults.LineTooLong, $"A line may have {UploadLimits.LineBytes} bytes at most; nothing after it was read.")]);
                yield break;
            }
            if (read.IsCompleted && !buffer.IsEmpty && ReadLine(System.Buffers.BuffersExtensions.ToArray(buffer), ++line) is { } last) yield return last with { From = from };
            reader.AdvanceTo(read.IsCompleted ? read.Buffer.End : buffer.Start, read.Buffer.End);
            if (read.IsCompleted) yield break;
        }
    }

    /// <returns>Null of an empty line.</returns>
    internal static PredictionLine? ReadLine(byte[] utf8, int line)
    {
        if (utf8.AsSpan().Trim(" \t\r"u8).IsEmpty) return null;
        var prediction = new LineReader(File, line).Read(utf8, (document, reader) => ReadLine(document, reader, line), out var faults);
        return new(prediction, faults) { Bytes = utf8.Length };
    }

    static BroughtLine? ReadLine(JsonElement document, DocumentReader reader, int line)
    {
        var (externalId, labels, confidence, probabilities, embedding) =
            ((string?)null, (LabelDocument?)null, (double?)null, ImmutableArray<KeyValuePair<string, double>>.Empty, ImmutableArray<sbyte>.Empty);
        foreach (var (name, value) in reader.Members(document))
            switch (name)
            {
                case "externalId": externalId = reader.Name(value, UploadLimits.IdLength); break;
                case "labels": labels = ReadLabels(value, reader); break;
                case "confidence": confidence = Share(value, reader); break;
                case "probabilities":
                    probabilities = [.. reader.Members(value).Select(m => KeyValuePair.Create(m.Name, Share(m.Value, reader) ?? 0))];
                    break;
                case "embedding": embedding = ReadEmbedding(value, reader); break;
                default: reader.RefuseUnknown("externalId, labels, confidence, probabilities, embedding"); break;
            }
        if (!reader.IsClean) return null;
        if (externalId is null) reader.RefuseMissing("externalId");
        if (labels is null) reader.RefuseMissing("labels");
        if (confidence is null) reader.RefuseMissing("confidence");
        return reader.IsClean ? new(line, externalId!, labels!, confidence!.Value, probabilities, embedding) : null;
    }

    static ImmutableArray<sbyte> ReadEmbedding(JsonElement value, DocumentReader reader)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is < 1 or > Embedding.MostGiven)
        {
            reader.Refuse("wrong-type", $"An embedding is an array of 1 to {Embedding.MostGiven} numbers.");
            return [];
        }
        var numbers = new float[value.GetArrayLength()];
        foreach (var (at, number) in value.EnumerateArray().Index())
        {
            numbers[at] = (float)(reader.Number(number) ?? 0);
            if (!float.IsFinite(numbers[at])) reader.Refuse("out-of-range", "A number of an embedding is beyond what a float32 holds.");
        }
        return reader.IsClean ? Embedding.Of(numbers) : [];
    }

    static LabelDocument? ReadLabels(JsonElement value, DocumentReader reader)
    {
        var (labels, violations) = LabelDocument.Parse(Encoding.UTF8.GetBytes(value.GetRawText()));
        foreach (var violation in violations) reader.Refuse(violation.Code, $"{violation.Pointer}: {violation.Message}");
        return labels;
    }

    static double? Share(JsonElement value, DocumentReader reader)
    {
        if (reader.Number(value) is not { } number) return null;
        if (number is >= 0 and <= 1) return number;
        reader.Refuse("out-of-range", "A probability lies from 0 to 1.");
        return null;
    }
}

/// <summary>A line, or why it cannot be taken.</summary>
public readonly record struct PredictionLine(BroughtLine? Prediction, ImmutableArray<RecordFault> Faults)
{
    /// <summary>Where it begins in the file, in bytes.</summary>
    public long From { get; init; }

    /// <summary>Its length without the end of the line.</summary>
    public int Bytes { get; init; }
}

/// <param name="Labels">In names.</param>
/// <param name="Embedding">As by <see cref="Domain.Quality.Neighbours.Embedding.Of"/>; empty where the line has none.</param>
public sealed record BroughtLine(
    int Line, string ExternalId, LabelDocument Labels, double Confidence, ImmutableArray<KeyValuePair<string, double>> Probabilities,
    ImmutableArray<sbyte> Embedding);
