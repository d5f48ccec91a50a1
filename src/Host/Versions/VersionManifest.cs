using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Labelwise.Domain;

namespace Labelwise.Host.Versions;

/// <summary>What a version is made of, as its manifest blob lists it.</summary>
/// <param name="Root">Merkle root over the chunks.</param>
/// <param name="Chunks">In order: they hold the sorted entries.</param>
/// <param name="Details">In order of tasks: what exports tell beside the entries.</param>
public sealed record VersionManifest(ContentHash Root, ImmutableArray<ChunkFile> Chunks, ImmutableArray<DetailsFile> Details)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, VersionJson.Options);
}

/// <param name="Count">Entries in it.</param>
/// <param name="First">Sample of its first entry: a sample is in the last chunk that does not begin after it.</param>
public sealed record ChunkFile(ContentHash Hash, int Count, long Bytes, ContentHash First);

/// <param name="Count">Samples in it.</param>
public sealed record DetailsFile(ContentHash Hash, int Count, long Bytes);

/// <summary>How the files of versions are written: members in a fixed order, so that the same content is the same bytes.</summary>
static class VersionJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // never part of a page
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
