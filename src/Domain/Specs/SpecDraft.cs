using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>A spec while it is read: some names and ids may be absent, and conditions are still in names.</summary>
sealed class SpecDraft
{
    public MediaKind Media;
    public string? DerivedFrom;
    public RegionOfInterest? Roi;
    public List<ClassDraft> Classes = [];
    public List<PropertyDraft> Properties = [];

    /// <summary>Only of a draft in which nothing was refused.</summary>
    public DataSpec ToSpec() => new(
        Media, DerivedFrom, Roi, [.. Classes.Select(c => c.ToRule())], [.. Properties.Select(p => p.ToRule())]);
}

sealed class ClassDraft
{
    public string? Id;
    public string? Name;
    public ShapeKind Shape;
    public string Color = "";
    public string? Key;
    public ImmutableArray<string> PointNames = [];
    public ImmutableArray<SkeletonEdge> Skeleton = [];
    public List<PropertyDraft> Properties = [];

    public ClassRule ToRule() => new(Id!, Name!, Shape, Color, Key, PointNames, Skeleton, [.. Properties.Select(p => p.ToRule())]);
}

sealed class PropertyDraft
{
    public string? Id;
    public string? Name;
    public PropertyType Type;
    public List<OptionDraft> Options = [];
    public double? Min;
    public double? Max;
    public Normalisation Normalise;
    public bool Required;
    public JsonElement? WhenDocument;
    public ImmutableArray<Condition> When = [];

    public PropertyRule ToRule() => new(
        Id!, Name!, Type, [.. Options.Select(o => new OptionRule(o.Id!, o.Name!, o.Key, o.Color))],
        Min, Max, Normalise, Required, When);
}

sealed class OptionDraft
{
    /// <summary>Written as its name alone, without a member 'name' to point at.</summary>
    public bool IsBare;

    public string? Id;
    public string? Name;
    public string? Key;
    public string? Color;
}
