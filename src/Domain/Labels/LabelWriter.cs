using System.Collections.Immutable;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Labels;

/// <summary>Writes a label document's canonical form. Members stand in canonical order; <c>shape</c>,
/// <c>properties</c>, <c>holes</c> and <c>visible</c> are always written, so that leaving them out means the same.</summary>
static class LabelWriter
{
    public static void Write(LabelDocument document, CanonicalWriter writer)
    {
        writer.Raw("{\"objects\":"u8);
        WriteArray(document.Objects, writer, Write);
        writer.Raw(",\"properties\":"u8);
        Write(document.Properties, writer);
        writer.Raw("}"u8);
    }

    static void Write(LabeledObject item, CanonicalWriter writer)
    {
        writer.Raw("{\"class\":"u8);
        writer.Text(item.Class);
        if (item.Confidence is { } confidence)
        {
            writer.Raw(",\"confidence\":"u8);
            writer.Number(confidence);
        }
        writer.Raw(",\"id\":"u8);
        writer.Text(item.Id);
        writer.Raw(",\"properties\":"u8);
        Write(item.Properties, writer);
        writer.Raw(",\"shape\":"u8);
        Write(item.Shape, writer);
        writer.Raw("}"u8);
    }

    static void Write(PropertyValues values, CanonicalWriter writer)
    {
        writer.Raw("{"u8);
        var first = true;
        foreach (var (name, value) in values)
        {
            if (!first) writer.Raw(","u8);
            first = false;
            writer.Text(name);
            writer.Raw(":"u8);
            Write(value, writer);
        }
        writer.Raw("}"u8);
    }

    public static void Write(PropertyValue value, CanonicalWriter writer)
    {
        switch (value)
        {
            case TextValue text: writer.Text(text.Text); break;
            case NumberValue number: writer.Number(number.Number); break;
            case FlagValue flag: writer.Raw(flag.Flag ? "true"u8 : "false"u8); break;
            case OptionsValue options: WriteArray(options.Options, writer, static (option, to) => to.Text(option)); break;
            default: throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    public static void Write(Shape? shape, CanonicalWriter writer)
    {
        switch (shape)
        {
            case null: writer.Raw("null"u8); return;
            case Box box:
                writer.Raw("{\"box\":"u8);
                WriteNumbers(writer, box.X, box.Y, box.Width, box.Height);
                break;
            case RotatedBox box:
                writer.Raw("{\"rotatedBox\":"u8);
                WriteNumbers(writer, box.CenterX, box.CenterY, box.Width, box.Height, box.Degrees);
                break;
            case Polygon polygon:
                writer.Raw("{\"polygon\":"u8);
                WriteArray(polygon.Parts, writer, Write);
                break;
            case Polyline polyline:
                writer.Raw("{\"polyline\":"u8);
                WriteRing(polyline.Vertices, writer);
                break;
            case Points points:
                writer.Raw("{\"points\":"u8);
                WriteArray(points.Keypoints, writer, Write);
                break;
            case TextSpan span:
                writer.Raw("{\"span\":"u8);
                WriteNumbers(writer, span.Start, span.End);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(shape));
        }
        writer.Raw("}"u8);
    }

    static void Write(PolygonPart part, CanonicalWriter writer)
    {
        writer.Raw("{\"holes\":"u8);
        WriteArray(part.Holes, writer, WriteRing);
        writer.Raw(",\"outer\":"u8);
        WriteRing(part.Outer, writer);
        writer.Raw("}"u8);
    }

    static void Write(Keypoint point, CanonicalWriter writer)
    {
        writer.Raw("{\"at\":"u8);
        Write(point.At, writer);
        if (point.Name is not null)
        {
            writer.Raw(",\"name\":"u8);
            writer.Text(point.Name);
        }
        writer.Raw(point.Visible ? ",\"visible\":true}"u8 : ",\"visible\":false}"u8);
    }

    static void WriteRing(ImmutableArray<PointPx> ring, CanonicalWriter writer) => WriteArray(ring, writer, Write);

    static void Write(PointPx point, CanonicalWriter writer) => WriteNumbers(writer, point.X, point.Y);

    static void WriteNumbers(CanonicalWriter writer, params ReadOnlySpan<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            writer.Raw(i is 0 ? "["u8 : ","u8);
            writer.Number(numbers[i]);
        }
        writer.Raw("]"u8);
    }

    static void WriteArray<T>(ImmutableArray<T> items, CanonicalWriter writer, Action<T, CanonicalWriter> write)
    {
        writer.Raw("["u8);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) writer.Raw(","u8);
            write(items[i], writer);
        }
        writer.Raw("]"u8);
    }
}
