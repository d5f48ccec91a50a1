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
