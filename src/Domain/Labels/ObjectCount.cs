using System.Collections.Immutable;

namespace Labelwise.Domain.Labels;

/// <summary>How many objects of a class a label document holds.</summary>
/// <param name="Class">Its id.</param>
[GenerateSerializer, Immutable, Alias("object-count")]
public readonly record struct ObjectCount([property: Id(0)] string Class, [property: Id(1)] int Count)
{
    /// <summary>Each class that the document names, in the order in which it first does; spans of text are objects too.</summary>
    /// <param name="atRest">A document in ids.</param>
    public static ImmutableArray<ObjectCount> Of(LabelDocument atRest) =>
        [.. atRest.Objects.GroupBy(o => o.Class, StringComparer.Ordinal).Select(g => new ObjectCount(g.Key, g.Count()))];
}

/// <summary>What a label document holds, so far as tasks are found by it.</summary>
/// <param name="Label">The document's hash.</param>
/// <param name="Objects">As <see cref="ObjectCount.Of"/>; empty where nothing is drawn.</param>
[GenerateSerializer, Immutable, Alias("label-objects")]
public sealed record LabelObjects([property: Id(0)] ContentHash Label, [property: Id(1)] ImmutableArray<ObjectCount> Objects)
{
    public static LabelObjects Of(LabelDocument atRest) => new(atRest.Hash, ObjectCount.Of(atRest));

    /// <summary>A hash says all that a document holds.</summary>
    public bool Equals(LabelObjects? other) => other is not null && Label == other.Label;

    public override int GetHashCode() => Label.GetHashCode();
}

/// <summary>How many objects a label must hold to be found.</summary>
/// <param name="Class">Id of the class whose objects count; null: all do.</param>
/// <param name="Least">Where neither bound is given, 1.</param>
/// <param name="Most">0 finds what holds none.</param>
[GenerateSerializer, Immutable, Alias("objects-wanted")]
public sealed record ObjectsWanted([property: Id(0)] string? Class = null, [property: Id(1)] int? Least = null, [property: Id(2)] int? Most = null)
{
    /// <param name="count">Of the objects that count.</param>
    public bool Holds(int count) => count >= (Least ?? (Most is null ? 1 : 0)) && !(count > Most);
}
