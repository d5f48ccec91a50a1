namespace Labelwise.Domain.Labels;

/// <summary>What one label document may hold at most.</summary>
public static class LabelLimits
{
    public const int Objects = 10_000;

    /// <summary>Its JSON as it is sent or kept as a draft, in bytes: some 10,000 polygons of 20 vertices.</summary>
    public const int JsonBytes = 8 << 20;

    /// <summary>Vertices and points of all objects together.</summary>
    public const int Vertices = 500_000;

    /// <summary>Properties of the sample, or of one object.</summary>
    public const int Properties = 200;

    /// <summary>Options chosen in one property.</summary>
    public const int Options = 1_000;

    /// <summary>An object's id, and the name or id of a class, property, option or point, in UTF-16 code units.</summary>
    public const int NameLength = 200;

    /// <summary>A property's text, in UTF-16 code units.</summary>
    public const int TextLength = 100_000;
}
