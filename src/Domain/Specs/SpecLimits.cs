namespace Labelwise.Domain.Specs;

/// <summary>What one data spec may hold at most.</summary>
public static class SpecLimits
{
    public const int Classes = 2_000;

    /// <summary>Properties of the sample, or of one class.</summary>
    public const int Properties = Labels.LabelLimits.Properties;

    /// <summary>Options of one property.</summary>
    public const int Options = 10_000;

    /// <summary>Values that one condition may list.</summary>
    public const int ConditionValues = 200;

    public const int PointNames = 500;
    public const int SkeletonEdges = 2_000;

    /// <summary>A name, in UTF-16 code units.</summary>
    public const int NameLength = Labels.LabelLimits.NameLength;

    public const int IdLength = 64;
    public const int KeyLength = 20;
}
