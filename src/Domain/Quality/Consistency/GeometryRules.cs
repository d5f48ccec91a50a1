using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;

namespace Labelwise.Domain.Quality.Consistency;

/// <summary>What is odd about the places of objects in one document.</summary>
/// <param name="Value">By how much; see <see cref="GeometryRules"/>.</param>
public readonly record struct OddPlace(string Kind, string Class, double Value);

/// <summary>Finds shapes that are seldom meant.</summary>
public static class GeometryRules
{
    /// <summary>An object less wide or high than this is a slip of the hand, in pixels.</summary>
    const double TinyPx = 3;

    /// <summary>Two objects of one class more alike than this are one drawn twice.</summary>
    const double Twice = 0.85;

    /// <summary>Objects of a document looked at for pairs.</summary>
    const int MostPaired = 200;

    /// <returns>Kinds <c>tiny</c> (its lesser side in pixels), <c>outside</c> (pixels beyond the edge) and <c>drawn-twice</c> (IoU).</returns>
    public static IEnumerable<OddPlace> Of(LabelDocument labels, int widthPx, int heightPx)
    {
        foreach (var thing in labels.Objects)
            if (thing.Shape is not (null or TextSpan or Points) && Extent(thing.Shape) is var (left, top, right, bottom))
            {
                if (thing.Shape is not Polyline && Math.Min(right - left, bottom - top) is < TinyPx and var side) yield return new("tiny", thing.Class, side);
                if (widthPx > 0 && Math.Max(Math.Max(-left, right - widthPx), Math.Max(-top, bottom - heightPx)) is > 1 and var beyond)
                    yield return new("outside", thing.Class, beyond);
            }
        foreach (var same in labels.Objects.Take(MostPaired).Where(o => o.Shape is not null).GroupBy(o => o.Class, StringComparer.Ordinal))
        {
            var all = same.ToImmutableArray();
            for (var i = 0; i < all.Length; i++)
                for (var j = i + 1; j < all.Length; j++)
                    if (Likeness.Of(all[i].Shape, all[j].Shape) is > Twice and var alike) yield return new("drawn-twice", same.Key, alike);
        }
    }

    /// <returns>Null of what has no area.</returns>
    public static double? AreaPx(Shape? shape)
    {
        var area = shape switch
        {
            Box box => box.Width * box.Height,
            RotatedBox box => box.Width * box.Height,
            Polygon polygon => polygon.Parts.Sum(p => Math.Abs(Geometry.SignedAreaPx(p.Outer)) - p.Holes.Sum(h => Math.Abs(Geometry.SignedAreaPx(h)))),
            _ => 0,
        };
        return area > 0 ? area : null;
    }

    static (double Left, double Top, double Right, double Bottom) Extent(Shape shape)
    {
        var at = Geometry.Vertices(shape).ToArray();
        return (at.Min(p => p.X), at.Min(p => p.Y), at.Max(p => p.X), at.Max(p => p.Y));
    }
}
