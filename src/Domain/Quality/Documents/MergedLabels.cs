using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;

namespace Labelwise.Domain.Quality.Documents;

/// <summary>What one person says of a sample.</summary>
/// <param name="Labels">As it is at rest.</param>
/// <param name="Accuracy">How often the person is right about a property, in (0, 1).</param>
public sealed record DocumentOpinion(LabelDocument Labels, DrawingSkill Drawing, double Accuracy);

/// <summary>A property whose answer is inferred elsewhere, as the class of a classification is.</summary>
public sealed record SettledProperty(string Id, PropertyValue Value, double Confidence);

/// <summary>What several label documents on one sample amount to.</summary>
/// <param name="Labels">At rest. Where all are equal it is theirs; else its objects carry their confidence.</param>
/// <param name="Confidence">Chance that its least sure part is right.</param>
/// <param name="Contradicted">Whether anybody's document differs in more than the last pixels.</param>
/// <param name="Objects">Also those that are more likely not there, which <paramref name="Labels"/> leaves out.</param>
/// <param name="Properties">Of the sample as a whole.</param>
[GenerateSerializer, Immutable, Alias("merged-labels")]
public sealed record MergedLabels(
    [property: Id(0)] LabelDocument Labels, [property: Id(1)] double Confidence, [property: Id(2)] bool Contradicted,
    [property: Id(3)] ImmutableArray<ObjectConfidence> Objects, [property: Id(4)] ImmutableArray<PropertyConfidence> Properties);

/// <summary>How sure one object is.</summary>
/// <param name="Id">In the merged document; null where it was left out.</param>
/// <param name="Class">Its id.</param>
/// <param name="Existence">Posterior that there is such an object.</param>
/// <param name="Named">Posterior of its class.</param>
/// <param name="Placed">Chance that its place is right, to <see cref="DocumentConsensus.WellPlaced"/>.</param>
/// <param name="Members">In the order of opinions, the object's id in each; null where somebody has none.</param>
[GenerateSerializer, Immutable, Alias("object-confidence")]
public sealed record ObjectConfidence(
    [property: Id(0)] string? Id, [property: Id(1)] string Class, [property: Id(2)] double Existence, [property: Id(3)] double Named,
    [property: Id(4)] double Placed, [property: Id(5)] ImmutableArray<PropertyConfidence> Properties, [property: Id(6)] ImmutableArray<string?> Members)
{
    /// <summary>Chance that it is there, of this class, and in its place.</summary>
    public double Whole => Existence * Named * Placed;
}

/// <param name="Property">Its id.</param>
/// <param name="Confidence">Posterior of the answer.</param>
/// <param name="Alike">Of a text, the mean likeness of the others' to it, 1 less the normalised edit distance; else null.</param>
[GenerateSerializer, Immutable, Alias("property-confidence")]
public sealed record PropertyConfidence([property: Id(0)] string Property, [property: Id(1)] double Confidence, [property: Id(2)] double? Alike);
