using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

public enum MediaKind { Image, Text, TextPair }

/// <summary>The part of every image that is labeled, and what happens to geometry that leaves it.</summary>
/// <param name="Shape">A <see cref="Box"/>, <see cref="RotatedBox"/> or <see cref="Polygon"/>.</param>
[GenerateSerializer, Immutable, Alias("region-of-interest")]
public sealed record RegionOfInterest([property: Id(0)] Shape Shape, [property: Id(1)] OutsideRule Outside);

/// <summary>Clip cuts boxes and polygons at the edge of a region that is a box; all else is refused.</summary>
public enum OutsideRule { Refuse, Clip }

/// <param name="Color">A CSS colour, #rrggbb or a name.</param>
/// <param name="Key">The key that chooses it on the canvas, such as 1 or Shift+1.</param>
/// <param name="PointNames">Names of the points of one object; empty where its points have none.</param>
/// <param name="Skeleton">Pairs of point names that are drawn connected.</param>
[GenerateSerializer, Immutable, Alias("class-rule")]
public sealed record ClassRule(
    [property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] ShapeKind Shape,
    [property: Id(3)] string Color, [property: Id(4)] string? Key, [property: Id(5)] ImmutableArray<string> PointNames,
    [property: Id(6)] ImmutableArray<SkeletonEdge> Skeleton, [property: Id(7)] ImmutableArray<PropertyRule> Properties);

[GenerateSerializer, Immutable, Alias("skeleton-edge")]
public readonly record struct SkeletonEdge([property: Id(0)] string From, [property: Id(1)] string To);

/// <param name="Options">In spec order; empty unless the type is option or options.</param>
/// <param name="Min">Least number, least code points of a text, or fewest options.</param>
/// <param name="Max">Largest number, most code points, or most options.</param>
/// <param name="When">All must hold for the property to be asked at all; none: always asked.</param>
[GenerateSerializer, Immutable, Alias("property-rule")]
public sealed record PropertyRule(
    [property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] PropertyType Type,
    [property: Id(3)] ImmutableArray<OptionRule> Options, [property: Id(4)] double? Min, [property: Id(5)] double? Max,
    [property: Id(6)] Normalisation Normalise, [property: Id(7)] bool Required, [property: Id(8)] ImmutableArray<Condition> When);

public enum PropertyType { Option, Options, Text, Number, Boolean, Reference }

/// <param name="Key">The key that chooses it, such as 1.</param>
/// <param name="Color">A CSS colour, where it has one.</param>
[GenerateSerializer, Immutable, Alias("option-rule")]
public sealed record OptionRule(
    [property: Id(0)] string Id, [property: Id(1)] string Name,
    [property: Id(2)] string? Key = null, [property: Id(3)] string? Color = null);

/// <summary>Which differences of a text don't matter; a text is kept without them, so that equal answers are equal.</summary>
public enum Normalisation { None, Space, Case, Latex }

/// <summary>Something that must hold for a property to be asked.</summary>
[GenerateSerializer, Immutable, Alias("condition")]
public abstract record Condition
{
    private protected Condition() { }
}

/// <summary>Of an object's property: the object is of one of these classes. Of a sample's: some object is.</summary>
[GenerateSerializer, Immutable, Alias("class-is")]
public sealed record ClassIs([property: Id(0)] ImmutableArray<string> ClassIds) : Condition;

/// <summary>Another property of the object, or of the sample, has one of these values.</summary>
/// <param name="AnyOf">Options by id. Of a property with several options, one of those chosen is enough.</param>
[GenerateSerializer, Immutable, Alias("property-is")]
public sealed record PropertyIs(
    [property: Id(0)] string PropertyId, [property: Id(1)] ImmutableArray<PropertyValue> AnyOf) : Condition
{
    /// <param name="answer">Of that property; null where there is none.</param>
    public bool IsMetBy(PropertyValue? answer)
    {
        if (answer is not OptionsValue chosen) return answer is not null && AnyOf.Contains(answer);
        var anyOf = AnyOf;
        return chosen.Options.Any(option => anyOf.Contains(new TextValue(option)));
    }
}
