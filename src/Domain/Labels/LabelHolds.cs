using System.Collections.Immutable;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Labels;

/// <summary>What a label document holds, so far as tasks are found by it.</summary>
/// <param name="Label">The document's hash.</param>
/// <param name="Objects">As <see cref="ObjectCount.Of"/>; empty where nothing is drawn.</param>
/// <param name="Answers">As <see cref="AnswerCount.Of"/>.</param>
[GenerateSerializer, Immutable, Alias("label-holds")]
public sealed record LabelHolds(
    [property: Id(0)] ContentHash Label, [property: Id(1)] ImmutableArray<ObjectCount> Objects, [property: Id(2)] ImmutableArray<AnswerCount> Answers)
{
    public static LabelHolds Of(LabelDocument atRest, DataSpec spec) => new(atRest.Hash, ObjectCount.Of(atRest), AnswerCount.Of(atRest, spec));

    /// <summary>A hash says all that a document holds.</summary>
    public bool Equals(LabelHolds? other) => other is not null && Label == other.Label;

    public override int GetHashCode() => Label.GetHashCode();
}

/// <summary>How many objects a label must hold to be found.</summary>
/// <param name="Class">Id of the class whose objects count; null: all do.</param>
/// <param name="Least">Where neither bound is given, 1.</param>
/// <param name="Most">0 finds what holds none.</param>
[GenerateSerializer, Immutable, Alias("objects-wanted")]
public sealed record ObjectsWanted([property: Id(0)] string? Class = null, [property: Id(1)] int? Least = null, [property: Id(2)] int? Most = null)
{
    /// <summary>Of those objects, what counts is these answers on them (<see cref="AnswerCount.Key"/>); empty: the objects themselves.</summary>
    [Id(3)] public ImmutableArray<string> Answers { get; init; } = [];

    /// <param name="count">Of the objects that count.</param>
    public bool Holds(int count) => count >= (Least ?? (Most is null ? 1 : 0)) && !(count > Most);
}

/// <summary>What a label must say in one place or another to be found.</summary>
/// <param name="Class">Index of the option that a classification chose; null where none is meant.</param>
/// <param name="Objects">Ids of classes: an object of one of them is enough.</param>
/// <param name="Answers">Keys of answers (<see cref="AnswerCount.Key"/>): one of them is enough.</param>
[GenerateSerializer, Immutable, Alias("label-wanted")]
public sealed record LabelWanted([property: Id(0)] int? Class, [property: Id(1)] ImmutableArray<string> Objects, [property: Id(2)] ImmutableArray<string> Answers);
