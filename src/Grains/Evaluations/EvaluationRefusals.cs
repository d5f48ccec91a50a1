using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Evaluations;

/// <summary>The version has no sample in this split.</summary>
[GenerateSerializer, Immutable, Alias("no-such-split")]
public sealed record NoSuchSplit([property: Id(0)] string Split, [property: Id(1)] ImmutableArray<string> Known) : Refusal("no-such-split",
    Known.IsEmpty ? $"This version has no splits, and so none that is '{Split}'." : $"This version has no split '{Split}'; it has {string.Join(", ", Known.Select(k => $"'{k}'"))}.");

/// <summary>The version's spec does not ask for what is to be measured.</summary>
[GenerateSerializer, Immutable, Alias("nothing-to-measure")]
public sealed record NothingToMeasure([property: Id(0)] string? Property) : Refusal("nothing-to-measure", Property is null
    ? "The version's spec has no boxes, no choice and no text of the whole sample: there is nothing that predictions could be measured on."
    : $"The version's spec has no choice or text of the whole sample that is called '{Property}'.");
