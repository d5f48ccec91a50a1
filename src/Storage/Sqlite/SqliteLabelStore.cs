using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Storage.Sqlite;

/// <summary>Small label documents in the database file, through the same writer as grain state; large ones as
/// blobs.</summary>
public sealed class SqliteLabelStore(SqliteStore store, IBlobStore blobs) : ILabelStore
{
    private readonly KnownLabels known = new();

    /// <inheritdoc/>
    public ValueTask Put(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents)
    {
        var unknown = documents.RemoveAll(d => known.Contains(d.Hash));
        if (unknown.IsEmpty) return default;
        var before = store.LabelsInFlight.OfThisCaller;
        var large = unknown.RemoveAll(d => d.Json.Length <= StoreLimits.SmallLabelBytes);
        var small = unknown.RemoveAll(d => d.Json.Length > StoreLimits.SmallLabelBytes);
        var write = new LabelWrite(small, known) { After = before };
        store.LabelsInFlight.Begin(write);
        if (large.IsEmpty && before is not { Enqueued.IsCompleted: false }) return store.Enqueue(write);
        write.Enqueued = EnqueueAfter(before, large, write);
        return write.Answer;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<ReadOnlyMemory<byte>?>> Get(
        ImmutableArray<ContentHash> hashes, CancellationToken cancellation = default)
    {
        var found = store.Read(hashes, Find, static _ => "Label documents cannot be read");
        for (var i = 0; i < found.Length; i++)
            found[i] ??= await FindBlob(hashes[i], cancellation);
        return ImmutableCollectionsMarshal.AsImmutableArray(found);
    }

    private async Task EnqueueAfter(
        LabelWrite? before, ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> large, LabelWrite write)
    {
        try
        {
            if (before is not null) await before.Enqueued;
            foreach (var document in large)
            {
                var stored = await blobs.Put(document.Json);
                if (stored.Hash == document.Hash) continue;
                throw new ArgumentException(
                    $"The document called {document.Hash} has the hash {stored.Hash}.", nameof(large));
            }
        }
        catch (Exception e)
        {
            write.Fail(e); // whoever awaits the put is told, and a state write that builds on it fails
            return;
        }
        _ = store.Enqueue(write);
    }

    private static ReadOnlyMemory<byte>?[] Find(Reader reader, ImmutableArray<ContentHash> hashes)
    {
        Span<byte> hash = stackalloc byte[ContentHash.Bytes];
        var found = new ReadOnlyMemory<byte>?[hashes.Length];
        for (var i = 0; i < found.Length; i++)
        {
            hashes[i].CopyTo(hash);
            if (reader.Label.Bind(1, hash).Step()) found[i] = reader.Label.Bytes(0).ToArray();
            reader.Label.Reset();
        }
        return found;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> FindBlob(ContentHash hash, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(hash, cancellation: cancellation);
        if (content is null) return null;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
