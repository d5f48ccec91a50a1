using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Storage.Sqlite;

/// <summary>Hashes known to be on disk, the latest of them. Most submissions of a classification repeat one of few
/// documents, which then cost no write.</summary>
sealed class KnownLabels
{
    private readonly Lock gate = new();
    private HashSet<ContentHash> young = [];
    private HashSet<ContentHash> old = [];

    public bool Contains(ContentHash hash)
    {
        lock (gate) return young.Contains(hash) || old.Contains(hash);
    }

    public void Add(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents)
    {
        lock (gate)
        {
            foreach (var document in documents) young.Add(document.Hash);
            if (young.Count < StoreLimits.KnownLabels / 2) return;
            (young, old) = ([], young);
        }
    }
}
