using System.Text.Encodings.Web;
using System.Text.Json;
using Labelwise.Formats.Exports;

namespace Labelwise.Formats.Jsonl;

/// <summary>A sealed version as one line a sample:
/// <c>{externalId, sample, labels, split, group, confidence, licence, decidedBy}</c>.</summary>
public static class JsonlExport
{
    const int FlushBytes = 1 << 16;

    static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // never part of a page
        SkipValidation = true,
    };

    /// <summary>Writes as it reads: memory does not grow with the version.</summary>
    public static async Task Write(IAsyncEnumerable<ExportedSample> samples, Stream to, CancellationToken cancellation = default)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(FlushBytes);
        await using var writer = new Utf8JsonWriter(buffer, Options);
        await foreach (var sample in samples.WithCancellation(cancellation))
        {
            Write(sample, writer);
            writer.Flush();
            writer.Reset();
            buffer.GetSpan(1)[0] = (byte)'\n';
            buffer.Advance(1);
            if (buffer.WrittenCount < FlushBytes) continue;
            await to.WriteAsync(buffer.WrittenMemory, cancellation);
            buffer.ResetWrittenCount();
        }
        await to.WriteAsync(buffer.WrittenMemory, cancellation);
        await to.FlushAsync(cancellation);
    }

    static void Write(ExportedSample sample, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("externalId", sample.ExternalId);
        writer.WriteString("sample", sample.Sample.ToString());
        writer.WritePropertyName("labels");
        writer.WriteRawValue(sample.Labels.ToCanonicalJson().Span, skipInputValidation: true);
        writer.WriteString("split", sample.Split);
        writer.WriteString("group", sample.Group);
        writer.WriteNumber("confidence", sample.Confidence);
        writer.WriteString("licence", sample.Licence);
        writer.WriteStartObject("decidedBy");
        writer.WriteString("kind", sample.DecidedBy.Kind.ToString().ToLowerInvariant());
        writer.WriteStartArray("users");
        foreach (var user in sample.DecidedBy.Users) writer.WriteStringValue(user.Value);
        writer.WriteEndArray();
        if (sample.DecidedBy.Model is { } model) writer.WriteString("model", $"{model.Model} v{model.Version}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
