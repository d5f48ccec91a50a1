using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Storage.Sqlite;

/// <summary>Label documents on their way into the database. With none it is a mark in the order of writes.</summary>
sealed class LabelWrite(
    ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents, KnownLabels known) : Write
{
    /// <summary>Done once it has its place in the order of writes; until then its large documents are being
    /// written.</summary>
    public Task Enqueued { get; set; } = Task.CompletedTask;

    public override long SizeBytes { get; } = documents.Sum(d => (long)d.Json.Length);

    public override string Purpose => "Label documents were not kept";

    public override Exception? Apply(StoreWriter writer)
    {
        Span<byte> hash = stackalloc byte[ContentHash.Bytes];
        foreach (var document in documents)
        {
            document.Hash.CopyTo(hash);
            writer.InsertLabel(hash, document.Json.Span);
        }
        return null;
    }

    public override void Complete()
    {
        if (Failure is null) known.Add(documents);
        base.Complete();
    }
}
