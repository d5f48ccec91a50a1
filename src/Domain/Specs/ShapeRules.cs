using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Whether a shape is the kind its class asks for, is one at all, and lies where it may. The findings stand
/// at the object.</summary>
sealed class ShapeRules(DataSpec spec, SampleFacts sample, Findings findings)
{
    /// <returns>The shape to keep: the one given, or clipped where the spec says so.</returns>
    public Shape? Check(ClassRule rule, Shape? shape)
    {
        using var _ = findings.At("shape");
        var kind = shape?.Kind ?? ShapeKind.None;
        if (kind != rule.Shape)
        {
            findings.Refuse("wrong-shape",
                $"Class '{rule.Name}' asks for shape {SpecWords.Of(rule.Shape)}; this object has {SpecWords.Of(kind)}.");
            return shape;
        }
        if (shape is null) return null;
        using var __ = findings.At(SpecWords.Of(kind));
        if (Geometry.Flaw(shape) is { } flaw)
        {
            findings.Refuse("degenerate", flaw);
            return shape;
        }
        if (shape is TextSpan span) CheckSpan(span);
        else CheckInside(shape);
        if (shape is Points points) CheckNames(points, rule);
        return Confine(shape);
    }

    void CheckSpan(TextSpan span)
    {
        if (span.Start < 0 || span.End > sample.TextLength)
            findings.Refuse("outside-text",
                $"The span [{span.Start}, {span.End}] leaves the text, which has {sample.TextLength} code points.");
    }

    void CheckInside(Shape shape)
    {
        var image = new Box(0, 0, sample.Width, sample.Height);
        if (shape is Box box && Geometry.Contains(image, new(box.X, box.Y)) && Geometry.Contains(image, new(box.X + box.Width, box.Y + box.Height)))
            return;
        foreach (var vertex in Geometry.Vertices(shape))
            if (!Geometry.Contains(image, vertex))
            {
                RefuseOutside(vertex);
                return;
            }
    }

    void RefuseOutside(PointPx vertex) => findings.Refuse("outside-image",
        $"({Number(vertex.X)}, {Number(vertex.Y)}) is outside the image, which is {sample.Width} × {sample.Height} pixels.");

    Shape Confine(Shape shape)
    {
        if (spec.Roi is not { } roi || shape is TextSpan) return shape;
        var confined = roi is { Outside: OutsideRule.Clip, Shape: Box region } ? Clipping.Clip(shape, region) : shape;
        if (confined is null)
            findings.Refuse("outside-roi", "This shape is outside the region of interest.");
        else if (Geometry.Vertices(confined).FirstOrDefault(vertex => !Geometry.Contains(roi.Shape, vertex), Nowhere) is var vertex
                 && vertex != Nowhere)
            findings.Refuse("outside-roi", $"({Number(vertex.X)}, {Number(vertex.Y)}) is outside the region of interest.");
        return confined ?? shape;
    }

    void CheckNames(Points points, ClassRule rule)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < points.Keypoints.Length; i++)
        {
            using var _ = findings.At(i);
            var name = points.Keypoints[i].Name;
            if (name is null && !rule.PointNames.IsEmpty)
                findings.RefuseAt("name", "missing-member", $"Points of class '{rule.Name}' are named: {Some(rule.PointNames)}.");
            else if (name is not null && !rule.PointNames.Contains(name))
                findings.RefuseAt("name", "unknown-point", $"Class '{rule.Name}' has no point '{name}'.");
            else if (name is not null && !seen.Add(name))
                findings.RefuseAt("name", "duplicate-name", $"There is a point '{name}' in this object already.");
        }
    }

    static readonly PointPx Nowhere = new(double.NegativeInfinity, double.NegativeInfinity);

    static string Number(double value) => Math.Round(value, 6).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first few of many names.</summary>
    internal static string Some(IEnumerable<string> names, int most = 12)
    {
        var first = names.Take(most + 1).ToList();
        return first.Count <= most ? string.Join(", ", first) : string.Join(", ", first.Take(most)) + ", …";
    }
}
