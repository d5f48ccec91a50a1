using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Exports;

namespace Labelwise.Formats.Coco;

/// <summary>A sealed version as one COCO file. Categories are the spec's classes in its order, all ids count from 1, and
/// images without objects stay. Image-level answers are each image's <c>attributes</c>.</summary>
/// <remarks>cocodataset.org/#format-data. Ids follow the order of samples, so the same version gives the same ids.</remarks>
public static class CocoExport
{
    const int FlushBytes = 1 << 16;

    static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // never part of a page
        SkipValidation = true,
    };

    /// <param name="samples">Read twice, once for images and once for annotations, so that memory does not grow.</param>
    /// <param name="licences">All that occur, in the order that gives them their ids.</param>
    public static async Task Write(
        Func<IAsyncEnumerable<ExportedSample>> samples, DataSpec spec, string description, ImmutableArray<string> licences,
        Stream to, CancellationToken cancellation = default)
    {
        await using var writer = new Utf8JsonWriter(to, Options);
        writer.WriteStartObject();
        WriteHead(spec, description, licences, writer);

        var image = 0;
        writer.WriteStartArray("images");
        await foreach (var sample in samples().WithCancellation(cancellation))
        {
            WriteImage(sample, ++image, licences, writer);
            await Flush(writer, cancellation);
        }
        writer.WriteEndArray();

        var (of, annotation) = (0, 0);
        var annotations = new CocoAnnotations(spec, writer);
        writer.WriteStartArray("annotations");
        await foreach (var sample in samples().WithCancellation(cancellation))
        {
            of++;
            foreach (var item in sample.Labels.Objects)
                if (annotations.Write(item, sample, of, annotation + 1)) annotation++;
            await Flush(writer, cancellation);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
    }

    static void WriteHead(DataSpec spec, string description, ImmutableArray<string> licences, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("info");
        writer.WriteString("description", description);
        writer.WriteString("version", "1.0");
        writer.WriteEndObject();

        writer.WriteStartArray("licenses");
        for (var i = 0; i < licences.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", i + 1);
            writer.WriteString("name", licences[i]);
            writer.WriteString("url", "");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();

        writer.WriteStartArray("categories");
        for (var i = 0; i < spec.Classes.Length; i++) WriteCategory(spec.Classes[i], i + 1, writer);
        writer.WriteEndArray();
    }

    static void WriteCategory(ClassRule rule, int id, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteString("name", rule.Name);
        writer.WriteString("supercategory", "");
        if (rule.Shape is ShapeKind.Points)
        {
            writer.WriteStartArray("keypoints");
            foreach (var name in rule.PointNames) writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteStartArray("skeleton");
            foreach (var edge in rule.Skeleton)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(rule.PointNames.IndexOf(edge.From) + 1);
                writer.WriteNumberValue(rule.PointNames.IndexOf(edge.To) + 1);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    static void WriteImage(ExportedSample sample, int id, ImmutableArray<string> licences, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteString("file_name", FileNames.Of(sample.ExternalId, sample.ContentType));
        writer.WriteNumber("width", sample.Width);
        writer.WriteNumber("height", sample.Height);
        if (sample.Licence is { } licence) writer.WriteNumber("license", licences.IndexOf(licence) + 1);
        writer.WriteString("external_id", sample.ExternalId);
        writer.WriteString("sha256", sample.Sample.ToString());
        if (sample.Split is { } split) writer.WriteString("split", split);
        if (sample.Labels.Properties.Count > 0) CocoAnnotations.WriteAttributes(sample.Labels.Properties, writer);
        writer.WriteEndObject();
    }

    static async ValueTask Flush(Utf8JsonWriter writer, CancellationToken cancellation)
    {
        if (writer.BytesPending >= FlushBytes) await writer.FlushAsync(cancellation);
    }
}
