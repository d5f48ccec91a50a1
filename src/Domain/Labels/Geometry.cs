using System.Collections.Immutable;

namespace Labelwise.Domain.Labels;

/// <summary>Areas and places of shapes, in pixels of the upright image.</summary>
public static class Geometry
{
    /// <summary>How far float noise may carry a vertex over an edge, in pixels.</summary>
    public const double TolerancePx = 1e-6;

    /// <summary>Least area of anything that has one, in square pixels.</summary>
    public const double LeastAreaPx = 1e-6;

    /// <returns>What makes the shape no shape, in words; null where nothing does.</returns>
    public static string? Flaw(Shape shape) => shape switch
    {
        Box { Width: > 0, Height: > 0 } box => Area(box.Width * box.Height),
        RotatedBox { Width: > 0, Height: > 0 } box => Area(box.Width * box.Height),
        Box or RotatedBox => "A box has a width and a height greater than 0.",
        Polygon { Parts.IsEmpty: true } => "A polygon has one part at least.",
        Polygon polygon => Rings(polygon).Select(RingFlaw).FirstOrDefault(flaw => flaw is not null),
        Polyline line => line.Vertices.Distinct().Take(2).Count() < 2 ? "A polyline has two different vertices at least." : null,
        Points { Keypoints.IsEmpty: true } => "There must be one point at least.",
        TextSpan span when span.End <= span.Start => $"A span ends after it starts; this one is [{span.Start}, {span.End}].",
        _ => null,
    };

    /// <summary>Every vertex that decides whether a shape lies within something.</summary>
    public static IEnumerable<PointPx> Vertices(Shape shape) => shape switch
    {
        Box box => Corners(box),
        RotatedBox box => box.Corners,
        Polygon polygon => Rings(polygon).SelectMany(ring => ring),
        Polyline line => line.Vertices,
        Points points => points.Keypoints.Select(point => point.At),
        _ => [],
    };

    /// <summary>Signed area of a ring: positive when it runs clockwise on the screen, where y grows downwards.</summary>
    /// <remarks>The shoelace formula; about the first vertex, to keep digits far from the origin.</remarks>
    public static double SignedAreaPx(ImmutableArray<PointPx> ring)
    {
        var twice = 0.0;
        for (var i = 1; i + 1 < ring.Length; i++)
        {
            var (ax, ay) = (ring[i].X - ring[0].X, ring[i].Y - ring[0].Y);
            var (bx, by) = (ring[i + 1].X - ring[0].X, ring[i + 1].Y - ring[0].Y);
            twice += ax * by - ay * bx;
        }
        return twice / 2;
    }

    /// <summary>Whether a place lies in a region, its edge included.</summary>
    /// <param name="region">A box, rotated box or polygon.</param>
    public static bool Contains(Shape region, PointPx at) => region switch
    {
        Box box => at.X >= box.X - TolerancePx && at.X <= box.X + box.Width + TolerancePx
            && at.Y >= box.Y - TolerancePx && at.Y <= box.Y + box.Height + TolerancePx,
        RotatedBox box => Contains(box.Corners, at),
        Polygon polygon => Contains(polygon, at),
        _ => throw new ArgumentOutOfRangeException(nameof(region)),
    };

    static IEnumerable<ImmutableArray<PointPx>> Rings(Polygon polygon) =>
        polygon.Parts.SelectMany(part => part.Holes.Prepend(part.Outer));

    static ImmutableArray<PointPx> Corners(Box box)
    {
        var (right, bottom) = (box.X + box.Width, box.Y + box.Height);
        return [new(box.X, box.Y), new(right, box.Y), new(right, bottom), new(box.X, bottom)];
    }

    static string? RingFlaw(ImmutableArray<PointPx> ring) =>
        ring.Distinct().Take(3).Count() < 3 ? "A ring of a polygon has three different vertices at least."
        : Area(Math.Abs(SignedAreaPx(ring)));

    static string? Area(double areaPx) => areaPx >= LeastAreaPx ? null : "This shape has no area.";

    static bool Contains(Polygon polygon, PointPx at) => polygon.Parts.Any(part => Contains(part.Outer, at)
        && !part.Holes.Any(hole => Contains(hole, at) && !OnEdge(hole, at)));

    /// <remarks>Crossing number along a ray to the right, the edge itself counted as inside.</remarks>
    static bool Contains(ImmutableArray<PointPx> ring, PointPx at)
    {
        if (OnEdge(ring, at)) return true;
        var inside = false;
        for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++)
        {
            var (a, b) = (ring[i], ring[j]);
            if (a.Y > at.Y != b.Y > at.Y && at.X < (b.X - a.X) * (at.Y - a.Y) / (b.Y - a.Y) + a.X) inside = !inside;
        }
        return inside;
    }

    static bool OnEdge(ImmutableArray<PointPx> ring, PointPx at)
    {
        for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++)
            if (DistancePx(ring[j], ring[i], at) <= TolerancePx) return true;
        return false;
    }

    static double DistancePx(PointPx a, PointPx b, PointPx at)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = dx * dx + dy * dy;
        var along = length > 0 ? Math.Clamp(((at.X - a.X) * dx + (at.Y - a.Y) * dy) / length, 0, 1) : 0;
        return Math.Sqrt(Math.Pow(a.X + along * dx - at.X, 2) + Math.Pow(a.Y + along * dy - at.Y, 2));
    }
}
