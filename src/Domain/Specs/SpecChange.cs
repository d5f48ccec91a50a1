using System.Collections.Immutable;

namespace Labelwise.Domain.Specs;

/// <summary>What differs between two versions of a spec, rule by rule; colours, keys and order are not rules.</summary>
[GenerateSerializer, Immutable, Alias("spec-change")]
public sealed record SpecChange([property: Id(0)] ImmutableArray<RuleChange> Rules)
{
    /// <summary>Whether some label may no longer conform, so that labels must be checked.</summary>
    public bool MayBreakLabels => Rules.Any(rule => rule.MayBreakLabels);

    internal static SpecChange Between(DataSpec old, DataSpec @new) => new([.. SpecComparison.Compare(old, @new)]);
}

/// <summary>One rule that differs.</summary>
/// <param name="Id">Of the class, property or option.</param>
/// <param name="Within">Id of the class or property it belongs to; null at the top.</param>
/// <param name="Name">Today's name; of what was removed, its last one.</param>
[GenerateSerializer, Immutable, Alias("rule-change")]
public sealed record RuleChange(
    [property: Id(0)] RuleKind Rule, [property: Id(1)] ChangeKind Change, [property: Id(2)] string Id,
    [property: Id(3)] string? Within, [property: Id(4)] string Name)
{
    /// <summary>Whether labels made before may violate the rule as it is now.</summary>
    public bool MayBreakLabels => Change is ChangeKind.Removed or ChangeKind.Tightened;
}

/// <summary>Sample stands for what holds for every label: the media and the region of interest.</summary>
public enum RuleKind { Sample, Class, Property, Option }

/// <summary>Tightened: something allowed before may be refused now, as when a property becomes required, a bound
/// narrows, a condition or shape changes, or a required property is added. Loosened: nothing is refused that was
/// allowed before.</summary>
public enum ChangeKind { Added, Removed, Renamed, Tightened, Loosened }
