using System.Collections.Immutable;

namespace Labelwise.Domain.Labels;

/// <summary>Where an object is. Image coordinates are in pixels of the upright image, origin at the top left corner
/// of the top left pixel. Shapes compare by reference of their arrays; compare documents, which compare by hash.</summary>
[GenerateSerializer, Immutable, Alias("shape")]
public abstract record Shape
{
    private protected Shape() { }

    public abstract ShapeKind Kind { get; }
}

/// <summary>The kinds of shape a class may ask for; none is an object without a place.</summary>
public enum ShapeKind { None, Box, RotatedBox, Polygon, Polyline, Points, Span }

/// <summary>A place in the upright image, in pixels.</summary>
[GenerateSerializer, Immutable, Alias("point-px")]
public readonly record struct PointPx([property: Id(0)] double X, [property: Id(1)] double Y);

/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
[GenerateSerializer, Immutable, Alias("box")]
public sealed record Box(
    [property: Id(0)] double X, [property: Id(1)] double Y,
    [property: Id(2)] double Width, [property: Id(3)] double Height) : Shape
{
    public override ShapeKind Kind => ShapeKind.Box;
}

/// <param name="Degrees">Clockwise about the centre.</param>
[GenerateSerializer, Immutable, Alias("rotated-box")]
public sealed record RotatedBox(
    [property: Id(0)] double CenterX, [property: Id(1)] double CenterY,
    [property: Id(2)] double Width, [property: Id(3)] double Height, [property: Id(4)] double Degrees) : Shape
{
    public override ShapeKind Kind => ShapeKind.RotatedBox;

    /// <summary>The four corners clockwise, from the one that is top left before it turns.</summary>
    public ImmutableArray<PointPx> Corners
    {
        get
        {
            var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
            PointPx Corner(double dx, double dy) => new(CenterX + dx * cos - dy * sin, CenterY + dx * sin + dy * cos);
            var (dx, dy) = (Width / 2, Height / 2);
            return [Corner(-dx, -dy), Corner(dx, -dy), Corner(dx, dy), Corner(-dx, dy)];
        }
    }
}

/// <summary>Several parts are one object, as when something in front cuts it in two.</summary>
[GenerateSerializer, Immutable, Alias("polygon")]
public sealed record Polygon([property: Id(0)] ImmutableArray<PolygonPart> Parts) : Shape
{
    public override ShapeKind Kind => ShapeKind.Polygon;
}

/// <summary>A closed ring, its first vertex not repeated, and the rings cut out of it.</summary>
[GenerateSerializer, Immutable, Alias("polygon-part")]
public sealed record PolygonPart(
    [property: Id(0)] ImmutableArray<PointPx> Outer, [property: Id(1)] ImmutableArray<ImmutableArray<PointPx>> Holes);

[GenerateSerializer, Immutable, Alias("polyline")]
public sealed record Polyline([property: Id(0)] ImmutableArray<PointPx> Vertices) : Shape
{
    public override ShapeKind Kind => ShapeKind.Polyline;
}

[GenerateSerializer, Immutable, Alias("points")]
public sealed record Points([property: Id(0)] ImmutableArray<Keypoint> Keypoints) : Shape
{
    public override ShapeKind Kind => ShapeKind.Points;
}

/// <param name="Name">One of the class's point names; null where the class names none.</param>
/// <param name="Visible">False for a point whose place is known although something hides it.</param>
[GenerateSerializer, Immutable, Alias("keypoint")]
public sealed record Keypoint(
    [property: Id(0)] string? Name, [property: Id(1)] PointPx At, [property: Id(2)] bool Visible = true);

/// <summary>A stretch of text, in Unicode code points.</summary>
/// <param name="Start">The first code point.</param>
/// <param name="End">The one after the last.</param>
[GenerateSerializer, Immutable, Alias("text-span")]
public sealed record TextSpan([property: Id(0)] int Start, [property: Id(1)] int End) : Shape
{
    public override ShapeKind Kind => ShapeKind.Span;
}
