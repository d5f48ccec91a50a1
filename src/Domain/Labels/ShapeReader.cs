using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Labels;

/// <summary>Reads shapes and counts the vertices of a whole document. Whether a shape lies in its image and has an
/// area is asked by the data spec, which knows the image.</summary>
sealed class ShapeReader(DocumentReader reader)
{
    const string Known = "box, rotatedBox, polygon, polyline, points, span";
    int vertices;

    /// <returns>Null when refused.</returns>
    public Shape? Read(JsonElement value)
    {
        var (shape, members) = ((Shape?)null, 0);
        foreach (var (name, body) in reader.Members(value))
        {
            members++;
            shape = name switch
            {
                "box" => Numbers(body, 4) is [var x, var y, var w, var h] ? new Box(x, y, w, h) : null,
                "rotatedBox" => Numbers(body, 5) is [var x, var y, var w, var h, var d] ? new RotatedBox(x, y, w, h, d) : null,
                "polygon" => ReadPolygon(body),
                "polyline" => new Polyline(Vertices(body)),
                "points" => ReadPoints(body),
                "span" => ReadSpan(body),
                _ => Unknown(),
            };
        }
        if (value.ValueKind is JsonValueKind.Object && members is not 1)
            reader.Refuse("bad-shape", $"A shape has exactly one member, one of {Known}.");
        return shape;
    }

    Shape? Unknown()
    {
        reader.RefuseUnknown(Known);
        return null;
    }

    Polygon ReadPolygon(JsonElement body)
    {
        var parts = ImmutableArray.CreateBuilder<PolygonPart>();
        foreach (var (_, item) in reader.Items(body, LabelLimits.Vertices))
            parts.Add(ReadPart(item));
        return new(parts.ToImmutable());
    }

    PolygonPart ReadPart(JsonElement item)
    {
        var (outer, hasOuter) = (ImmutableArray<PointPx>.Empty, false);
        var holes = ImmutableArray.CreateBuilder<ImmutableArray<PointPx>>();
        foreach (var (name, value) in reader.Members(item))
            switch (name)
            {
                case "outer": (outer, hasOuter) = (Vertices(value), true); break;
                case "holes":
                    foreach (var (_, hole) in reader.Items(value, LabelLimits.Vertices)) holes.Add(Vertices(hole));
                    break;
                default: reader.RefuseUnknown("outer, holes"); break;
            }
        if (item.ValueKind is JsonValueKind.Object && !hasOuter) reader.RefuseMissing("outer");
        return new(outer, holes.ToImmutable());
    }

    Points ReadPoints(JsonElement body)
    {
        var points = ImmutableArray.CreateBuilder<Keypoint>();
        foreach (var (_, item) in reader.Items(body, LabelLimits.Vertices))
            points.Add(ReadPoint(item));
        return new(points.ToImmutable());
    }

    Keypoint ReadPoint(JsonElement item)
    {
        var (label, at, visible) = ((string?)null, (PointPx?)null, true);
        var hasAt = false;
        foreach (var (name, value) in reader.Members(item))
            switch (name)
            {
                case "name": label = reader.Name(value, LabelLimits.NameLength); break;
                case "at": (hasAt, at) = (true, Vertex(value)); break;
                case "visible": visible = reader.Truth(value) ?? true; break;
                default: reader.RefuseUnknown("name, at, visible"); break;
            }
        if (item.ValueKind is JsonValueKind.Object && !hasAt) reader.RefuseMissing("at");
        return new(label, at ?? default, visible);
    }

    TextSpan? ReadSpan(JsonElement body)
    {
        var ends = new List<int>(2);
        foreach (var (_, item) in reader.Items(body, 2))
            if (reader.Whole(item, 0, int.MaxValue) is { } end) ends.Add(end);
        if (ends is [var start, var stop]) return new(start, stop);
        if (body.ValueKind is JsonValueKind.Array && body.GetArrayLength() < 2)
            reader.Refuse("bad-shape", "A span is [start, end] in Unicode code points.");
        return null;
    }

    ImmutableArray<PointPx> Vertices(JsonElement value)
    {
        var ring = ImmutableArray.CreateBuilder<PointPx>();
        foreach (var (_, item) in reader.Items(value, LabelLimits.Vertices))
            if (Vertex(item) is { } vertex) ring.Add(vertex);
        return ring.ToImmutable();
    }

    PointPx? Vertex(JsonElement value)
    {
        if (++vertices == LabelLimits.Vertices + 1)
            reader.Refuse("too-many", $"A document may have {LabelLimits.Vertices} vertices at most.");
        if (IsPair(value, out var vertex)) return vertex;
        return Numbers(value, 2) is [var x, var y] ? new PointPx(x, y) : null;  // names what is wrong
    }

    /// <summary>The way nearly all vertices go, of which there may be very many.</summary>
    static bool IsPair(JsonElement value, out PointPx vertex)
    {
        vertex = default;
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is not 2) return false;
        var (first, second) = (value[0], value[1]);
        if (first.ValueKind is not JsonValueKind.Number || !first.TryGetDouble(out var x) || !double.IsFinite(x)) return false;
        if (second.ValueKind is not JsonValueKind.Number || !second.TryGetDouble(out var y) || !double.IsFinite(y)) return false;
        vertex = new(x, y);
        return true;
    }

    double[]? Numbers(JsonElement value, int count)
    {
        var (numbers, read) = (new double[count], 0);
        foreach (var (_, item) in reader.Items(value, count))
            if (reader.Number(item) is { } number) numbers[read++] = number;
        if (read == count) return numbers;
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() < count)
            reader.Refuse("bad-shape", $"There must be {count} numbers here.");
        return null;
    }
}
