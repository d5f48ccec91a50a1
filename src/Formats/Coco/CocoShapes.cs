using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Coco;

/// <summary>The shape of an annotation, as the class that it belongs to asks.</summary>
static class CocoShapes
{
    /// <summary>Tools that round, or count pixels from 1, leave the image by up to a pixel; that much is cut off.</summary>
    const double EdgePx = 1;

    public static Shape? Read(JsonElement annotation, ClassRule rule, CocoCategory category, out (string Code, string Reason)? flaw)
    {
        flaw = null;
        switch (rule.Shape)
        {
            case ShapeKind.None: return null;
            case ShapeKind.Box: return Box(annotation, out flaw);
            case ShapeKind.Polygon: return Polygon(annotation, out flaw);
            case ShapeKind.Points: return Points(annotation, category, out flaw);
            default:
                flaw = (RecordFaults.NoShape, "whose shape in the data spec COCO has no form for.");
                return null;
        }
    }

    /// <summary>The shape, cut at the image's edge where it leaves by a rounding error.</summary>
    public static Shape AtEdge(Shape shape, SampleFacts sample)
    {
        var outside = Geometry.Vertices(shape).Max(v =>
            (double?)Math.Max(Math.Max(-v.X, -v.Y), Math.Max(v.X - sample.Width, v.Y - sample.Height)));
        return outside is > 0 and <= EdgePx ? Clipping.Clip(shape, new Box(0, 0, sample.Width, sample.Height)) ?? shape : shape;
    }

    static Box? Box(JsonElement annotation, out (string, string)? flaw)
    {
        flaw = (RecordFaults.NoShape, "without a 'bbox' of four numbers [x, y, width, height].");
        if (CocoValue.List(annotation, "bbox") is not { } list || CocoValue.Numbers(list) is not [var x, var y, var width, var height]) return null;
        flaw = null;
        return new(x, y, width, height);
    }

    static Polygon? Polygon(JsonElement annotation, out (string, string)? flaw)
    {
        flaw = null;
        if (!annotation.TryGetProperty("segmentation", out var segmentation) || segmentation is { ValueKind: JsonValueKind.Array } && segmentation.GetArrayLength() is 0)
            flaw = (RecordFaults.NoShape, "without a 'segmentation', and the data spec asks for a polygon.");
        else if (segmentation.ValueKind is not JsonValueKind.Array)
            flaw = (RecordFaults.CrowdMask, "whose 'segmentation' is a run-length mask; polygons are read.");
        if (flaw is not null) return null;
        var parts = ImmutableArray.CreateBuilder<PolygonPart>();
        foreach (var ring in segmentation.EnumerateArray())
        {
            if (ring.ValueKind is not JsonValueKind.Array || CocoValue.Numbers(ring) is not { Length: >= 6 } numbers || numbers.Length % 2 is not 0)
            {
                flaw = (RecordFaults.NoShape, "whose 'segmentation' is not lists of at least six numbers, x and y in turn.");
                return null;
            }
            parts.Add(new(Ring(numbers), []));
        }
        return new(parts.ToImmutable());
    }

    static ImmutableArray<PointPx> Ring(double[] numbers)
    {
        var ring = ImmutableArray.CreateBuilder<PointPx>(numbers.Length / 2);
        for (var i = 0; i < numbers.Length; i += 2) ring.Add(new(numbers[i], numbers[i + 1]));
        if (ring.Count > 3 && ring[^1] == ring[0]) ring.RemoveAt(ring.Count - 1);  // some tools close the ring
        return ring.ToImmutable();
    }

    static Points? Points(JsonElement annotation, CocoCategory category, out (string, string)? flaw)
    {
        const int notLabeled = 0, visible = 2;
        flaw = (RecordFaults.NoShape, "without 'keypoints': three numbers a point.");
        if (CocoValue.List(annotation, "keypoints") is not { } list || CocoValue.Numbers(list) is not { Length: > 0 } numbers || numbers.Length % 3 is not 0)
            return null;
        flaw = null;
        var points = ImmutableArray.CreateBuilder<Keypoint>();
        for (var i = 0; i < numbers.Length; i += 3)
            if ((int)numbers[i + 2] is not notLabeled)
                points.Add(new(i / 3 < category.Keypoints.Length ? category.Keypoints[i / 3] : null,
                    new(numbers[i], numbers[i + 1]), (int)numbers[i + 2] is visible));
        return new(points.ToImmutable());
    }
}
