using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Evaluations;

/// <summary>The version has no sample in this split.</summary>
[GenerateSerializer, Immutable, Alias("no-such-split")]
public sealed record NoSuchSplit([property: Id(0)] string Split, [property: Id(1)] ImmutableArray<string> Known) : Refusal("no-such-split",
    Known.IsEmpty ? $"This version has no splits, and so none that is '{Split}'." : $"This version has no split '{Split}'; it has {string.Join(", ", Known.Select(k => $"'{k}'"))}.");
