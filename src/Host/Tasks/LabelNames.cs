using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Tasks;

/// <summary>Label documents as the API shows them: found by hash, in today's names of the data spec.</summary>
public sealed class LabelNames(ILabelStore labels)
{
    /// <summary>Documents kept in memory; a classification has few different ones, and asks for them all the time.</summary>
    const int MostKept = 4096;

    /// <summary>Longest document worth keeping, in bytes.</summary>
    const int LongestKept = 2048;

    readonly ConcurrentDictionary<ContentHash, LabelDocument> kept = new();

    /// <param name="hashes">'No content' among them is passed over.</param>
    /// <returns>Those that exist.</returns>
    public async ValueTask<Dictionary<ContentHash, LabelDocument>> Named(
        DataSpec spec, IEnumerable<ContentHash> hashes, CancellationToken cancellation)
    {
        var named = new Dictionary<ContentHash, LabelDocument>();
        List<ContentHash>? missing = null;
        foreach (var hash in hashes)
        {
            if (hash.IsNone || named.ContainsKey(hash)) continue;
            if (kept.TryGetValue(hash, out var known)) named[hash] = spec.Named(known);
            else if (missing?.Contains(hash) is not true) (missing ??= []).Add(hash);
        }
        if (missing is null) return named;
        var found = await labels.Get([.. missing], cancellation);
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] is not { } utf8) continue;
            var document = LabelDocument.Parse(utf8).Labels ?? throw new InvalidDataException($"Label document {missing[i]} is kept but cannot be read.");
            if (utf8.Length <= LongestKept) Keep(missing[i], document);
            named[missing[i]] = spec.Named(document);
        }
        return named;
    }

    void Keep(ContentHash hash, LabelDocument document)
    {
        if (kept.Count >= MostKept) kept.Clear();
        kept[hash] = document;
    }
}
