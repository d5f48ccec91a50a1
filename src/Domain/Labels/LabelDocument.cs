using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Labels;

/// <summary>What somebody says about one sample: objects in it, and properties of the whole. Two documents are equal
/// when their canonical bytes are.</summary>
/// <param name="Objects">In the order drawn, which is the order shown.</param>
/// <param name="Properties">Of the sample; image classification is one of them.</param>
[GenerateSerializer, Immutable, Alias("label-document"), JsonConverter(typeof(LabelDocumentConverter))]
public sealed record LabelDocument(
    [property: Id(0)] ImmutableArray<LabeledObject> Objects, [property: Id(1)] PropertyValues Properties)
{
    /// <summary>Nothing to see here: a valid answer where nothing is required.</summary>
    public static LabelDocument Empty { get; } = new([], PropertyValues.Empty);

    [NonSerialized] Canon? canon;  // made once; a copy made by 'with' has its own

    LabelDocument(LabelDocument other) => (Objects, Properties) = (other.Objects, other.Properties);

    /// <summary>SHA-256 of the canonical bytes, by which the document is addressed.</summary>
    public ContentHash Hash => Canonical.Hash;

    /// <summary>The document in its one canonical form (RFC 8785), UTF-8.</summary>
    public ReadOnlyMemory<byte> ToCanonicalJson() => Canonical.Utf8;

    /// <summary>A document with one answer about the whole sample, such as an image's class.</summary>
    public static LabelDocument Of(string property, PropertyValue value) => new([], PropertyValues.Of(property, value));

    /// <summary>Reads a document in any JSON form of it. Whether it conforms to a data spec is not asked here.</summary>
    public static LabelReading Parse(ReadOnlyMemory<byte> utf8) => LabelReader.Read(utf8);

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte})"/>
    public static LabelReading Parse(JsonElement document) => LabelReader.Read(document);

    public bool Equals(LabelDocument? other) => other is not null && (ReferenceEquals(this, other) || Hash == other.Hash);

    public override int GetHashCode() => Hash.GetHashCode();

    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToCanonicalJson().Span);

    Canon Canonical => canon ??= Canon.Of(this);

    sealed record Canon(ReadOnlyMemory<byte> Utf8, ContentHash Hash)
    {
        public static Canon Of(LabelDocument document)
        {
            var writer = new CanonicalWriter();
            LabelWriter.Write(document, writer);
            return new(writer.Written.ToArray(), ContentHash.Of(writer.Written));
        }
    }
}

/// <param name="Id">Unique in its document; a property of type reference names it.</param>
/// <param name="Class">A class of the data spec: its name at the API, its id at rest.</param>
/// <param name="Shape">Null for an object without a place.</param>
/// <param name="Confidence">In [0, 1], where a model found it.</param>
[GenerateSerializer, Immutable, Alias("labeled-object")]
public sealed record LabeledObject(
    [property: Id(0)] string Id, [property: Id(1)] string Class, [property: Id(2)] Shape? Shape,
    [property: Id(3)] PropertyValues Properties, [property: Id(4)] double? Confidence = null);

/// <summary>What reading a label document gave: the document, or everything that is wrong with it.</summary>
/// <param name="Labels">Null exactly when there are violations.</param>
public readonly record struct LabelReading(LabelDocument? Labels, ImmutableArray<Violation> Violations);
