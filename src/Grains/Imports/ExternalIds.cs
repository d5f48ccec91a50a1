using System.Text;
using Labelwise.Domain;

namespace Labelwise.Grains.Imports;

/// <summary>From external id to task index in some 40 bytes a task: by 64 bits of the id's SHA-256. Who finds an index
/// looks whether the sample there has the id; one that shares its 64 bits with an earlier id is kept in full.</summary>
sealed class ExternalIds
{
    readonly Dictionary<ulong, int> byHash = [];
    readonly Dictionary<string, int> inFull = new(StringComparer.Ordinal);

    public void Add(string externalId, int task)
    {
        if (!byHash.TryAdd(Key(externalId), task)) inFull[externalId] = task;
    }

    /// <summary>The tasks that may have the id: none, one, or one that only shares its 64 bits and the right one.</summary>
    public IEnumerable<int> Candidates(string externalId)
    {
        if (inFull.TryGetValue(externalId, out var sure)) yield return sure;
        if (byHash.TryGetValue(Key(externalId), out var likely)) yield return likely;
    }

    static ulong Key(string externalId) => ContentHash.Of(Encoding.UTF8.GetBytes(externalId)).A;
}
