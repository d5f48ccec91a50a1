using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Formats.Coco;

/// <summary>Which pixels an object covers, as runs of uncovered and covered pixels in turn, column by column from the
/// left, each from the top; the first run is uncovered and may be 0.</summary>
/// <param name="AreaPx">Covered pixels.</param>
/// <remarks>Uncompressed RLE of cocodataset.org/#format-data.</remarks>
sealed record CocoMask(int Width, int Height, ImmutableArray<int> Runs, int AreaPx)
{
    /// <summary>A pixel is covered when its centre is inside: in some part, and in none of that part's holes.</summary>
    public static CocoMask Of(Polygon polygon, int width, int height)
    {
        var runs = ImmutableArray.CreateBuilder<int>();
        var column = new bool[height];
        var (run, covered, area) = (0, false, 0);
        for (var x = 0; x < width; x++)
        {
            Array.Clear(column);
            foreach (var part in polygon.Parts) Fill(part, x + 0.5, column);
            foreach (var pixel in column)
            {
                if (pixel) area++;
                if (pixel == covered)
                {
                    run++;
                    continue;
                }
                runs.Add(run);
                (run, covered) = (1, pixel);
            }
        }
        runs.Add(run);
        return new(width, height, runs.ToImmutable(), area);
    }

    /// <remarks>Crossings of the column's centre line, in pairs from the top (even-odd rule).</remarks>
    static void Fill(PolygonPart part, double x, bool[] column)
    {
        var crossings = new List<double>();
        Cross(part.Outer, x, crossings);
        foreach (var hole in part.Holes) Cross(hole, x, crossings);
        crossings.Sort();
        for (var i = 0; i + 1 < crossings.Count; i += 2)
        {
            var from = Math.Max(0, (int)Math.Ceiling(crossings[i] - 0.5));
            var to = Math.Min(column.Length, (int)Math.Ceiling(crossings[i + 1] - 0.5));
            for (var y = from; y < to; y++) column[y] = true;
        }
    }

    static void Cross(ImmutableArray<PointPx> ring, double x, List<double> crossings)
    {
        for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++)
        {
            var (a, b) = (ring[j], ring[i]);
            if (a.X > x != b.X > x) crossings.Add(a.Y + (x - a.X) * (b.Y - a.Y) / (b.X - a.X));
        }
    }
}
