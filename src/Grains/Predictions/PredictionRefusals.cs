using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Predictions;

/// <summary>Classes of a model that the data spec has no option for.</summary>
[GenerateSerializer, Immutable, Alias("classes-not-in-spec")]
public sealed record ClassesNotInSpec([property: Id(0)] ImmutableArray<string> Classes, [property: Id(1)] string Property)
    : Refusal("classes-not-in-spec", $"The property '{Property}' has no option of these names: {string.Join(", ", Classes.Select(c => $"'{c}'"))}. Classes are matched by name.");

/// <summary>Classes of a model that the data spec does not draw as boxes.</summary>
[GenerateSerializer, Immutable, Alias("box-classes-not-in-spec")]
public sealed record BoxClassesNotInSpec([property: Id(0)] ImmutableArray<string> Classes)
    : Refusal("classes-not-in-spec", $"The data spec has no class drawn as a box of these names: {string.Join(", ", Classes.Select(c => $"'{c}'"))}. Classes are matched by name.");

/// <summary>The model answers something else than this project asks.</summary>
[GenerateSerializer, Immutable, Alias("model-does-not-fit")]
public sealed record ModelDoesNotFit(string Message) : Refusal("model-does-not-fit", Message);
