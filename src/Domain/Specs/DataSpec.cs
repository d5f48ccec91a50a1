using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>What annotators say about a sample: classes with their shapes, and properties with their conditions.
/// Valid by construction when it comes from <see cref="Parse(ReadOnlyMemory{byte}, Func{string}, DataSpec)"/>.
/// The id of a class, property or option never changes, so a rename keeps every label.</summary>
/// <param name="DerivedFrom">The spec this one was made from, in its owner's words.</param>
/// <param name="Classes">In spec order, which exports keep.</param>
/// <param name="Properties">Of the sample as a whole.</param>
[GenerateSerializer, Immutable, Alias("data-spec"), JsonConverter(typeof(DataSpecConverter))]
public sealed record DataSpec(
    [property: Id(0)] MediaKind Media, [property: Id(1)] string? DerivedFrom, [property: Id(2)] RegionOfInterest? Roi,
    [property: Id(3)] ImmutableArray<ClassRule> Classes, [property: Id(4)] ImmutableArray<PropertyRule> Properties)
{
    [NonSerialized] SpecIndex? index;  // computed; a copy made by 'with' has its own

    DataSpec(DataSpec other) =>
        (Media, DerivedFrom, Roi, Classes, Properties) = (other.Media, other.DerivedFrom, other.Roi, other.Classes, other.Properties);

    internal SpecIndex Index => index ??= new(this);

    /// <summary>Reads a data spec document, names every violation, and gives ids where there are none.</summary>
    /// <param name="newId">Gives ids never used before, such as eight random letters.</param>
    /// <param name="previous">The version this one follows: what has the same name and no id keeps its id.</param>
    public static SpecReading Parse(ReadOnlyMemory<byte> utf8, Func<string> newId, DataSpec? previous = null) =>
        SpecReader.Read(utf8, newId, previous);

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, Func{string}, DataSpec)"/>
    public static SpecReading Parse(JsonElement document, Func<string> newId, DataSpec? previous = null) =>
        SpecReader.Read(document, newId, previous);

    /// <summary>The document with every id and every default written out; reading it gives this spec again.</summary>
    public byte[] ToJson() => SpecWriter.Write(this);

    /// <summary>SHA-256 of the canonical form of <see cref="ToJson"/>; specs are equal when it is.</summary>
    public ContentHash Hash => Index.Hash;

    /// <summary>Turns what a client sent, in names, into what is kept, in ids, if it conforms to this spec.</summary>
    public Resolution Resolve(LabelDocument named, SampleFacts sample) => new Resolver(this, sample).Resolve(named);

    /// <summary>What keeps a document at rest, perhaps made under an older version, from conforming to this one.</summary>
    public ImmutableArray<Violation> Check(LabelDocument atRest, SampleFacts sample) => new Resolver(this, sample).Check(atRest);

    /// <summary>The document in today's names. An id that this spec no longer knows stays as it is.</summary>
    public LabelDocument Named(LabelDocument atRest) => Naming.Of(this, atRest);

    /// <returns>The property of the whole sample that has this name, or null.</returns>
    public PropertyRule? ImageProperty(string name) => Index.Sample.ByName(name)?.Rule;

    /// <returns>The class that has this name, or null.</returns>
    public ClassRule? Class(string name) => Index.ClassByName(name)?.Rule;

    /// <returns>The class that has this id, or null.</returns>
    public ClassRule? ClassOf(string id) => Index.ClassById(id)?.Rule;

    /// <summary>What image classification is about: the first required option property of the sample, else the
    /// first option property; null when there is none.</summary>
    public ClassificationTarget? ClassificationTarget => Index.Target;

    /// <summary>Which rules differ, and which of the changes may leave labels that no longer conform.</summary>
    public static SpecChange Change(DataSpec old, DataSpec @new) => SpecChange.Between(old, @new);

    public bool Equals(DataSpec? other) => other is not null && (ReferenceEquals(this, other) || Hash == other.Hash);

    public override int GetHashCode() => Hash.GetHashCode();
}

/// <summary>What reading a data spec document gave: the spec, or everything that is wrong with it.</summary>
/// <param name="Spec">Null exactly when there are violations.</param>
public readonly record struct SpecReading(DataSpec? Spec, ImmutableArray<Violation> Violations);

/// <summary>A label document turned from names to ids, or everything in it that does not conform.</summary>
/// <param name="AtRest">Null exactly when there are violations.</param>
public readonly record struct Resolution(LabelDocument? AtRest, ImmutableArray<Violation> Violations);

/// <summary>The option property that a classification fills.</summary>
/// <param name="OptionIds">In spec order.</param>
[GenerateSerializer, Immutable, Alias("classification-target")]
public sealed record ClassificationTarget(
    [property: Id(0)] string PropertyId, [property: Id(1)] ImmutableArray<string> OptionIds);

/// <summary>What a spec must know of a sample to judge its labels.</summary>
/// <param name="Width">Of the upright image, in pixels; 0 for text.</param>
/// <param name="Height">Likewise.</param>
/// <param name="TextLength">In Unicode code points; 0 for images.</param>
[GenerateSerializer, Immutable, Alias("sample-facts")]
public readonly record struct SampleFacts(
    [property: Id(0)] MediaKind Media, [property: Id(1)] int Width, [property: Id(2)] int Height, [property: Id(3)] int TextLength)
{
    public static SampleFacts Image(int widthPx, int heightPx) => new(MediaKind.Image, widthPx, heightPx, 0);

    public static SampleFacts Text(int codePoints) => new(MediaKind.Text, 0, 0, codePoints);
}
