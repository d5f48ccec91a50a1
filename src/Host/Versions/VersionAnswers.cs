using Labelwise.Domain;
using Labelwise.Domain.Versions;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Versions;

public sealed record VersionItem(int Version, string Name, DateTimeOffset CreatedAt, int Samples, string Root)
{
    public static VersionItem Of(SealedVersion v) => new(v.Number, v.Name, v.CreatedAt, v.Samples, v.Root.ToString());
}

/// <param name="Licences">Samples under each licence, and what follows from their mix.</param>
public sealed record VersionAnswer(
    int Version, string Name, DateTimeOffset CreatedAt, UserId CreatedBy, int Samples, string Root, int SpecVersion, int GuidelineVersion,
    VersionStatisticsAnswer Statistics, LicencesAnswer Licences)
{
    public static VersionAnswer Of(SealedVersion v) => new(
        v.Number, v.Name, v.CreatedAt, v.CreatedBy, v.Samples, v.Root.ToString(), v.SpecVersion, v.GuidelineVersion,
        new(v.Statistics.ByClass, v.Statistics.BySplit, v.Statistics.ByDecider, Math.Round(v.Quality?.Expected.Expected ?? v.Confidence, 5),
            v.Quality is { Expected: var e } ? [Math.Round(e.Low, 5), Math.Round(e.High, 5)] : null),
        new(v.Statistics.ByLicence, [.. v.Licences.Select(l => $"{l.Message} ({l.Samples} samples)")]));
}

/// <param name="Confidence">Expected share of labels that are right.</param>
/// <param name="Interval">Its central 95 % interval, as it was when the version was sealed.</param>
public sealed record VersionStatisticsAnswer(
    IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Splits, IReadOnlyDictionary<string, int> DecidedBy, double Confidence, double[]? Interval = null);

public sealed record LicencesAnswer(IReadOnlyDictionary<string, int> Samples, IReadOnlyList<string> Findings);

/// <param name="Details">What exports tell beside the chunks.</param>
public sealed record ManifestAnswer(int Version, string Root, IReadOnlyList<ChunkAnswer> Chunks, IReadOnlyList<ChunkAnswer> Details)
{
    public static ManifestAnswer Of(SealedVersion v, VersionManifest manifest) => new(
        v.Number, manifest.Root.ToString(), [.. manifest.Chunks.Select(c => new ChunkAnswer(c.Hash.ToString(), c.Count, c.Bytes))],
        [.. manifest.Details.Select(d => new ChunkAnswer(d.Hash.ToString(), d.Count, d.Bytes))]);
}

public sealed record ChunkAnswer(string Hash, int Count, long Bytes);

public sealed record DiffAnswer(int From, int To, int Added, int Removed, int Changed, IReadOnlyList<DiffEntry> Entries)
{
    /// <summary>Most entries named; the counts are whole.</summary>
    public const int MostEntries = 1000;

    public static DiffAnswer Of(int from, int to, VersionDiff diff) => new(
        from, to, diff.Added.Length, diff.Removed.Length, diff.Changed.Length,
        [.. diff.Added.Select(e => new DiffEntry("added", e.Sample.ToString(), null, e.Label.ToString()))
            .Concat(diff.Removed.Select(e => new DiffEntry("removed", e.Sample.ToString(), e.Label.ToString(), null)))
            .Concat(diff.Changed.Select(c => new DiffEntry("changed", c.To.Sample.ToString(), c.From.Label.ToString(), c.To.Label.ToString())))
            .Take(MostEntries)]);
}

/// <param name="From">Hash of the label document before.</param>
/// <param name="To">Likewise, after.</param>
public sealed record DiffEntry(string Change, string Sample, string? From, string? To);
