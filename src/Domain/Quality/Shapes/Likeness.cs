using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Quality.Shapes;

/// <summary>How alike two shapes are, from 0, nothing in common, to 1, the same place.</summary>
public static class Likeness
{
    /// <summary>Lines across two regions along which their common area is measured; exact for boxes whatever their number.</summary>
    const int Lines = 256;

    /// <summary>Points this share of the object's size apart are alike to exp(-½).</summary>
    /// <remarks>COCO's object keypoint similarity, with one constant of 0.1 for all points.</remarks>
    const double PointSpread = 0.1;

    /// <summary>Intersection over union of boxes, rotated boxes and polygons; of spans likewise; of points, COCO's keypoint
    /// similarity; of polylines, the same between their vertices and the other line. Of different kinds of shape, where both
    /// are regions, IoU too; else 0.</summary>
    public static double Of(Shape? one, Shape? other) => (one, other) switch
    {
        (null, null) => 1,
        (Box a, Box b) => OfBoxes(a, b),
        (TextSpan a, TextSpan b) => Ratio(Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start), a.End - a.Start, b.End - b.Start),
        (Points a, Points b) => OfPoints(a, b),
        (Polyline a, Polyline b) => OfLines(a, b),
        _ => Edges(one) is { } a && Edges(other) is { } b ? OfRegions(a, b) : 0,
    };

    static double OfBoxes(Box a, Box b)
    {
        var across = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var down = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        return Ratio(Math.Max(0, across) * Math.Max(0, down), a.Width * a.Height, b.Width * b.Height);
    }

    static double Ratio(double common, double one, double other) =>
        common <= 0 ? 0 : Math.Min(1, common / (one + other - common));

    /// <summary>Areas by lines across, each in the middle of its strip; strips end at every vertex, so that only where edges
    /// cross within a strip is anything rounded.</summary>
    static double OfRegions(ImmutableArray<Edge> a, ImmutableArray<Edge> b)
    {
        if (a.IsEmpty || b.IsEmpty || Apart(a, b) || Apart(b, a)) return 0;
        var ys = a.Concat(b).SelectMany(e => new[] { e.FromY, e.ToY }).Distinct().Order().ToArray();
        if (ys.Length < 2) return 0;
        var (height, common, areaA, areaB) = (ys[^1] - ys[0], 0.0, 0.0, 0.0);
        for (var i = 0; i + 1 < ys.Length; i++)
        {
            var strips = Math.Max(1, (int)Math.Ceiling((ys[i + 1] - ys[i]) / height * Lines));
            var thick = (ys[i + 1] - ys[i]) / strips;
            for (var s = 0; s < strips; s++)
            {
                var y = ys[i] + (s + 0.5) * thick;
                var (ofA, ofB) = (Crossings(a, y), Crossings(b, y));
                areaA += Inside(ofA) * thick;
                areaB += Inside(ofB) * thick;
                common += InBoth(ofA, ofB) * thick;
            }
        }
        return Ratio(common, areaA, areaB);
    }

    /// <summary>Whether all of one lies above or left of all of the other: most pairs of an image's objects do.</summary>
    static bool Apart(ImmutableArray<Edge> a, ImmutableArray<Edge> b) =>
        a.Max(e => e.FromX) <= b.Min(e => e.FromX) || a.Max(e => e.FromY) <= b.Min(e => e.FromY);

    /// <summary>Where a line across enters and leaves a region, ascending: by turns, so that holes are outside.</summary>
    static double[] Crossings(ImmutableArray<Edge> edges, double y) =>
        [.. edges.Where(e => e.FromY > y != e.ToY > y).Select(e => e.FromX + (y - e.FromY) * (e.ToX - e.FromX) / (e.ToY - e.FromY)).Order()];

    static double Inside(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < x.Length; i += 2) sum += x[i + 1] - x[i];
        return sum;
    }

    static double InBoth(double[] a, double[] b)
    {
        var (sum, i, j) = (0.0, 0, 0);
        while (i + 1 < a.Length && j + 1 < b.Length)
        {
            sum += Math.Max(0, Math.Min(a[i + 1], b[j + 1]) - Math.Max(a[i], b[j]));
            if (a[i + 1] < b[j + 1]) i += 2;
            else j += 2;
        }
        return sum;
    }

    readonly record struct Edge(double FromX, double FromY, double ToX, double ToY);

    /// <returns>Null of what is no region.</returns>
    static ImmutableArray<Edge>? Edges(Shape? shape) => shape switch
    {
        Box or RotatedBox => Ring([.. Geometry.Vertices(shape)]),
        Polygon polygon => [.. polygon.Parts.SelectMany(p => p.Holes.Prepend(p.Outer)).SelectMany(r => Ring(r))],
        _ => null,
    };

    static ImmutableArray<Edge> Ring(ImmutableArray<PointPx> ring) =>
        [.. ring.Select((p, i) => (From: p, To: ring[(i + 1) % ring.Length])).Select(e => new Edge(e.From.X, e.From.Y, e.To.X, e.To.Y))];

    /// <summary>Points of one name are held against each other; nameless ones in their order.</summary>
    static double OfPoints(Points a, Points b)
    {
        var named = b.Keypoints.Index().ToLookup(k => k.Item.Name ?? $"#{k.Index}", k => k.Item, StringComparer.Ordinal);
        var size = SizePx([.. Geometry.Vertices(a), .. Geometry.Vertices(b)]);
        var sum = a.Keypoints.Index().Sum(k => named[k.Item.Name ?? $"#{k.Index}"].Take(1).Sum(other => Near(DistancePx(k.Item.At, other.At), size)));
        return sum / Math.Max(a.Keypoints.Length, b.Keypoints.Length);
    }

    static double OfLines(Polyline a, Polyline b)
    {
        var size = SizePx([.. a.Vertices, .. b.Vertices]);
        return Math.Min(a.Vertices.Average(v => Near(FromLinePx(b, v), size)), b.Vertices.Average(v => Near(FromLinePx(a, v), size)));
    }

    static double Near(double apartPx, double sizePx) => Math.Exp(-Math.Pow(apartPx / (PointSpread * sizePx), 2) / 2);

    /// <summary>Diagonal of what holds all of them; one pixel at least, as a lone point has no size.</summary>
    static double SizePx(ImmutableArray<PointPx> points) => Math.Max(1, DistancePx(
        new(points.Min(p => p.X), points.Min(p => p.Y)), new(points.Max(p => p.X), points.Max(p => p.Y))));

    static double DistancePx(PointPx a, PointPx b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    static double FromLinePx(Polyline line, PointPx at)
    {
        var least = line.Vertices.Min(v => DistancePx(v, at));
        for (var i = 0; i + 1 < line.Vertices.Length; i++)
        {
            var (a, b) = (line.Vertices[i], line.Vertices[i + 1]);
            var (dx, dy) = (b.X - a.X, b.Y - a.Y);
            var along = dx * dx + dy * dy is > 0 and var length ? Math.Clamp(((at.X - a.X) * dx + (at.Y - a.Y) * dy) / length, 0, 1) : 0;
            least = Math.Min(least, DistancePx(new(a.X + along * dx, a.Y + along * dy), at));
        }
        return least;
    }
}
