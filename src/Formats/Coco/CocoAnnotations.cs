using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Exports;

namespace Labelwise.Formats.Coco;

/// <summary>Writes an object as a COCO annotation. COCO polygons cannot have holes, so an object with holes becomes a
/// run-length mask, which COCO marks by <c>iscrowd</c> 1.</summary>
sealed class CocoAnnotations(DataSpec spec, Utf8JsonWriter writer)
{
    readonly Dictionary<string, (int Id, ClassRule Rule)> categories =
        spec.Classes.Select((rule, at) => (Id: at + 1, Rule: rule)).ToDictionary(c => c.Rule.Name, StringComparer.Ordinal);

    /// <returns>False for an object that COCO has no form for: one without a place in an image.</returns>
    public bool Write(LabeledObject item, ExportedSample sample, int image, int id)
    {
        if (item.Shape is null or TextSpan || !categories.TryGetValue(item.Class, out var category)) return false;
        var mask = item.Shape is Polygon polygon && polygon.Parts.Any(part => !part.Holes.IsEmpty)
            ? CocoMask.Of(polygon, sample.Width, sample.Height) : null;
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteNumber("image_id", image);
        writer.WriteNumber("category_id", category.Id);
        WriteBounds(item.Shape);
        writer.WriteNumber("area", mask?.AreaPx ?? Area(item.Shape));
        writer.WriteNumber("iscrowd", mask is null ? 0 : 1);
        WriteSegmentation(item.Shape, mask);
        if (item.Shape is Points points) WriteKeypoints(points, category.Rule);
        if (item.Confidence is { } confidence) writer.WriteNumber("score", confidence);
        if (item.Properties.Count > 0) WriteAttributes(item.Properties, writer);
        writer.WriteEndObject();
        return true;
    }

    public static void WriteAttributes(PropertyValues properties, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("attributes");
        foreach (var (name, value) in properties)
            switch (value)
            {
                case TextValue text: writer.WriteString(name, text.Text); break;
                case NumberValue number: writer.WriteNumber(name, number.Number); break;
                case FlagValue flag: writer.WriteBoolean(name, flag.Flag); break;
                case OptionsValue options:
                    writer.WriteStartArray(name);
                    foreach (var option in options.Options) writer.WriteStringValue(option);
                    writer.WriteEndArray();
                    break;
            }
        writer.WriteEndObject();
    }

    void WriteBounds(Shape shape)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var (x, y) in Geometry.Vertices(shape))
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        writer.WriteStartArray("bbox");
        var numbers = shape is Box box ? (box.X, box.Y, box.Width, box.Height) : (left, top, right - left, bottom - top);
        foreach (var number in (ReadOnlySpan<double>)[numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4]) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    void WriteSegmentation(Shape shape, CocoMask? mask)
    {
        if (mask is not null)
        {
            writer.WriteStartObject("segmentation");
            writer.WriteStartArray("counts");
            foreach (var run in mask.Runs) writer.WriteNumberValue(run);
            writer.WriteEndArray();
            writer.WriteStartArray("size");
            writer.WriteNumberValue(mask.Height);
            writer.WriteNumberValue(mask.Width);
            writer.WriteEndArray();
            writer.WriteEndObject();
            return;
        }
        writer.WriteStartArray("segmentation");
        ImmutableArray<ImmutableArray<PointPx>> rings = shape switch
        {
            Polygon polygon => [.. polygon.Parts.Select(part => part.Outer)],
            RotatedBox box => [box.Corners],
            _ => [],
        };
        foreach (var ring in rings)
        {
            writer.WriteStartArray();
            foreach (var (x, y) in ring)
            {
                writer.WriteNumberValue(x);
                writer.WriteNumberValue(y);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    void WriteKeypoints(Points points, ClassRule rule)
    {
        const int notLabeled = 0, hidden = 1, visible = 2;
        writer.WriteStartArray("keypoints");
        var named = rule.PointNames.IsEmpty ? points.Keypoints.Select(p => (Keypoint?)p)
            : rule.PointNames.Select(name => points.Keypoints.FirstOrDefault(p => p.Name == name));
        foreach (var point in named)
        {
            writer.WriteNumberValue(point?.At.X ?? 0);
            writer.WriteNumberValue(point?.At.Y ?? 0);
            writer.WriteNumberValue(point is null ? notLabeled : point.Visible ? visible : hidden);
        }
        writer.WriteEndArray();
        writer.WriteNumber("num_keypoints", points.Keypoints.Length);
    }

    static double Area(Shape shape) => shape switch
    {
        Box box => box.Width * box.Height,
        RotatedBox box => box.Width * box.Height,
        Polygon polygon => polygon.Parts.Sum(part =>
            Math.Abs(Geometry.SignedAreaPx(part.Outer)) - part.Holes.Sum(hole => Math.Abs(Geometry.SignedAreaPx(hole)))),
        _ => 0,
    };
}
