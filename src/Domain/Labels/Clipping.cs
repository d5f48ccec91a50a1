using System.Collections.Immutable;

namespace Labelwise.Domain.Labels;

/// <summary>Cuts shapes at the edges of a box.</summary>
public static class Clipping
{
    /// <returns>The part of a box or polygon inside the region, null where there is none; any other shape as it is.</returns>
    public static Shape? Clip(Shape shape, Box region) => shape switch
    {
        Box box => Clip(box, region),
        Polygon polygon => Clip(polygon, region),
        _ => shape,
    };

    static Box? Clip(Box box, Box region)
    {
        var (left, top) = (Math.Max(box.X, region.X), Math.Max(box.Y, region.Y));
        var width = Math.Min(box.X + box.Width, region.X + region.Width) - left;
        var height = Math.Min(box.Y + box.Height, region.Y + region.Height) - top;
        return width > 0 && height > 0 ? new(left, top, width, height) : null;
    }

    static Polygon? Clip(Polygon polygon, Box region)
    {
        var parts = polygon.Parts
            .Select(part => new PolygonPart(
                Clip(part.Outer, region), [.. part.Holes.Select(hole => Clip(hole, region)).Where(HasArea)]))
            .Where(part => HasArea(part.Outer)).ToImmutableArray();
        return parts.IsEmpty ? null : new(parts);
    }

    static bool HasArea(ImmutableArray<PointPx> ring) => Math.Abs(Geometry.SignedAreaPx(ring)) >= Geometry.LeastAreaPx;

    /// <remarks>Sutherland and Hodgman 1974, doi:10.1145/360767.360802: one edge of the region after the other. A
    /// ring that falls apart stays one ring, joined along the edge.</remarks>
    static ImmutableArray<PointPx> Clip(ImmutableArray<PointPx> ring, Box region)
    {
        var (right, bottom) = (region.X + region.Width, region.Y + region.Height);
        ring = Cut(ring, p => p.X - region.X, p => p with { X = region.X });
        ring = Cut(ring, p => right - p.X, p => p with { X = right });
        ring = Cut(ring, p => p.Y - region.Y, p => p with { Y = region.Y });
        return Cut(ring, p => bottom - p.Y, p => p with { Y = bottom });
    }

    /// <param name="inside">How far inside the edge a place is, negative outside.</param>
    /// <param name="snap">Moves a place that was computed to be on the edge onto it exactly.</param>
    static ImmutableArray<PointPx> Cut(ImmutableArray<PointPx> ring, Func<PointPx, double> inside, Func<PointPx, PointPx> snap)
    {
        var kept = ImmutableArray.CreateBuilder<PointPx>(ring.Length);
        for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++)
        {
            var (a, b) = (inside(ring[j]), inside(ring[i]));
            if (a >= 0 != b >= 0)
            {
                var along = a / (a - b);
                kept.Add(snap(new(ring[j].X + along * (ring[i].X - ring[j].X), ring[j].Y + along * (ring[i].Y - ring[j].Y))));
            }
            if (b >= 0) kept.Add(ring[i]);
        }
        return kept.ToImmutable();
    }
}
