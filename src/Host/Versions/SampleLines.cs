using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Versions;

/// <summary>The samples of a version as lines of JSON, one blob a block of tasks.</summary>
static class SampleLines
{
    public static byte[] Write(IEnumerable<SealedSample> samples)
    {
        using var lines = new MemoryStream();
        foreach (var sample in samples)
        {
            JsonSerializer.Serialize(lines, sample, VersionJson.Options);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    public static async Task<ImmutableArray<SealedSample>> Read(IBlobStore blobs, ContentHash blob, CancellationToken cancellation)
    {
        var content = await VersionBlobs.Read(blobs, blob, cancellation);
        var samples = ImmutableArray.CreateBuilder<SealedSample>();
        for (var rest = content.AsMemory(); !rest.IsEmpty;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            samples.Add(JsonSerializer.Deserialize<SealedSample>(rest.Span[..end], VersionJson.Options)!);
            rest = rest[(end + 1)..];
        }
        return samples.ToImmutable();
    }
}

/// <summary>Blobs of versions, each of which is small enough to be read whole.</summary>
static class VersionBlobs
{
    public static async Task<byte[]> Read(IBlobStore blobs, ContentHash blob, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(blob, cancellation: cancellation)
            ?? throw new InvalidOperationException($"The blob {blob} of a version is not in the store.");
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
