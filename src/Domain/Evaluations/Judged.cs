using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>A box that is there, or that a model found.</summary>
/// <param name="Score">Of a found one, in [0, 1].</param>
/// <remarks>In pixels of the upright image, origin at the top left corner of the top left pixel.</remarks>
public readonly record struct JudgedBox(string Class, double X, double Y, double Width, double Height, double Score = 1)
{
    public double AreaPx => Width * Height;

    /// <summary>Intersection over union; 0 where they do not meet.</summary>
    public double Iou(in JudgedBox other)
    {
        var across = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var down = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        if (across <= 0 || down <= 0) return 0;
        return across * down / (AreaPx + other.AreaPx - across * down);
    }
}

/// <summary>What a sample's label says beside what a candidate says.</summary>
/// <param name="Truth">A class or text; null of boxes.</param>
/// <param name="Said">Null of boxes, and where there is no answer, which counts as a wrong one.</param>
/// <param name="Confidence">Of <paramref name="Said"/>, in [0, 1].</param>
/// <param name="Found">Best score first.</param>
/// <param name="Slices">What the sample is part of, as name and value.</param>
public sealed record Judged(
    string ExternalId, ContentHash Sample, int Width, int Height, string? Truth, string? Said, double Confidence,
    ImmutableArray<JudgedBox> Truths, ImmutableArray<JudgedBox> Found, ImmutableArray<KeyValuePair<string, string>> Slices);

/// <summary>What a version's label is about, and so how candidates are measured on it.</summary>
public enum EvaluationKind : byte { Classification, Detection, Text }
