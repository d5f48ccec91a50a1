using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Versions;
using Labelwise.Grains.Versions;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Versions;

/// <summary>What changed between two versions, the first of it so that it can be drawn: what was on the sample, and what is.</summary>
static class VersionDiffs
{
    /// <summary>Most entries named; the counts are whole.</summary>
    const int MostEntries = 1000;

    /// <summary>Most entries that come with their sample and labels.</summary>
    const int MostDrawn = 60;

    public static async Task<DiffAnswer> Between(ProjectCall call, SealedVersion from, SealedVersion to)
    {
        var diff = await call.Service<VersionReader>().Diff(from, to, call.Aborted);
        var entries = InOrder(diff).Take(MostEntries).ToList();
        var drawn = entries.Take(MostDrawn).ToList();
        var before = await Labels(call, from, drawn.Select(e => e.From));
        var after = await Labels(call, to, drawn.Select(e => e.To));
        var answers = new List<DiffEntry>(entries.Count);
        foreach (var (change, sample, was, now) in entries)
            answers.Add(new(change, sample.ToString(), was?.ToString(), now?.ToString(), answers.Count < MostDrawn ? await Drawn(call, sample) : null,
                was is { } w ? before.GetValueOrDefault(w) : null, now is { } n ? after.GetValueOrDefault(n) : null));
        return new(from.Number, to.Number, diff.Added.Length, diff.Removed.Length, diff.Changed.Length, diff.Changed.Count(c => c.From.Label != c.To.Label), answers);
    }

    /// <summary>What is labeled otherwise by now comes first: of what came or went there may be any number.</summary>
    static IEnumerable<(string Change, ContentHash Sample, ContentHash? From, ContentHash? To)> InOrder(VersionDiff diff) =>
        diff.Changed.OrderBy(c => c.From.Label == c.To.Label).Select(c => ("changed", c.To.Sample, (ContentHash?)c.From.Label, (ContentHash?)c.To.Label))
            .Concat(diff.Removed.Select(e => ("removed", e.Sample, (ContentHash?)e.Label, (ContentHash?)null)))
            .Concat(diff.Added.Select(e => ("added", e.Sample, (ContentHash?)null, (ContentHash?)e.Label)));

    static async Task<SampleAnswer?> Drawn(ProjectCall call, ContentHash hash) =>
        await call.Service<SampleIndex>().Find(call.Project, hash) is { } sample ? SampleLinks.Of(call.Project.Id, sample) : null;

    static async Task<Dictionary<ContentHash, LabelDocument>> Labels(ProjectCall call, SealedVersion version, IEnumerable<ContentHash?> hashes)
    {
        var spec = await call.ProjectGrain.Spec(version.SpecVersion) ?? throw new InvalidOperationException("A sealed version's data spec is kept for ever.");
        return await call.Service<VersionReader>().Documents([.. hashes.OfType<ContentHash>().Distinct()], spec, call.Aborted);
    }
}
