using System.Collections.Frozen;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>The words of the data spec document and what they mean.</summary>
static class SpecWords
{
    public static readonly IReadOnlyDictionary<string, MediaKind> Media = Of<MediaKind>();
    public static readonly IReadOnlyDictionary<string, ShapeKind> Shape = Of<ShapeKind>();
    public static readonly IReadOnlyDictionary<string, PropertyType> Type = Of<PropertyType>();
    public static readonly IReadOnlyDictionary<string, Normalisation> Normalise = Of<Normalisation>();
    public static readonly IReadOnlyDictionary<string, OutsideRule> Outside = Of<OutsideRule>();

    public static string Of<T>(T value) where T : struct, Enum => Camel(value.ToString());

    static FrozenDictionary<string, T> Of<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(value => Camel(value.ToString()), StringComparer.Ordinal);

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
