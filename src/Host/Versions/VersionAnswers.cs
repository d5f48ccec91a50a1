using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Licences;
using Labelwise.Grains.Versions;
using Labelwise.Host.Http;
using Labelwise.Host.Tasks;

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
        new(v.Statistics.ByLicence, [.. v.Licences.Select(LicenceFindingAnswer.Of)]));
}

/// <param name="Confidence">Expected share of labels that are right.</param>
/// <param name="Interval">Its central 95 % interval, as it was when the version was sealed.</param>
public sealed record VersionStatisticsAnswer(
    IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Splits, IReadOnlyDictionary<string, int> DecidedBy, double Confidence, double[]? Interval = null);

public sealed record LicencesAnswer(IReadOnlyDictionary<string, int> Samples, IReadOnlyList<LicenceFindingAnswer> Findings);

/// <param name="Message">The same in English.</param>
/// <param name="Gravity">notice or conflict.</param>
/// <param name="Licences">Those concerned; empty text for none given.</param>
public sealed record LicenceFindingAnswer(string Code, string Message, string Gravity, IReadOnlyList<string> Licences, int Samples)
{
    public static LicenceFindingAnswer Of(LicenceFinding f) => new(f.Code, f.Message, Words.Camel(f.Gravity), f.Licences, f.Samples);
}

/// <param name="Details">What exports tell beside the chunks.</param>
public sealed record ManifestAnswer(int Version, string Root, IReadOnlyList<ChunkAnswer> Chunks, IReadOnlyList<ChunkAnswer> Details)
{
    public static ManifestAnswer Of(SealedVersion v, VersionManifest manifest) => new(
        v.Number, manifest.Root.ToString(), [.. manifest.Chunks.Select(c => new ChunkAnswer(c.Hash.ToString(), c.Count, c.Bytes))],
        [.. manifest.Details.Select(d => new ChunkAnswer(d.Hash.ToString(), d.Count, d.Bytes))]);
}

public sealed record ChunkAnswer(string Hash, int Count, long Bytes);

/// <param name="Changed">In both with another label, split or group.</param>
/// <param name="Relabeled">Those of them that have another label.</param>
public sealed record DiffAnswer(int From, int To, int Added, int Removed, int Changed, int Relabeled, IReadOnlyList<DiffEntry> Entries);

/// <param name="From">Hash of the label document before.</param>
/// <param name="To">Likewise, after; the same as before where the split or the group alone is another.</param>
/// <param name="Drawn">The sample, of the first entries alone, as are the labels.</param>
/// <param name="FromLabels">In the names of the older version's spec.</param>
/// <param name="ToLabels">In those of the newer one's.</param>
public sealed record DiffEntry(
    string Change, string Sample, string? From, string? To, SampleAnswer? Drawn = null, LabelDocument? FromLabels = null, LabelDocument? ToLabels = null);
