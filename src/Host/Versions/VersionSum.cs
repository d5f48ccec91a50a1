using System.Collections.Immutable;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.Versions;
using Labelwise.Grains.Versions;

namespace Labelwise.Host.Versions;

/// <summary>What the parts of a version add up to.</summary>
sealed class VersionSum
{
    /// <summary>Splits and groups repeat; each is kept once.</summary>
    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    double confidences, ofPeople;

    public List<ManifestEntry> Entries { get; } = [];
    public VersionStatistics Statistics { get; private set; } = VersionStatistics.Empty;
    public double Confidence => Entries.Count is 0 ? 0 : confidences / Entries.Count;

    /// <summary>Sum over what people and reviewers decided.</summary>
    public double ConfidenceOfPeople => ofPeople;

    public void Add(ImmutableArray<SealedSample> samples)
    {
        foreach (var sample in samples)
        {
            Entries.Add(new(sample.Sample, sample.Label, Once(sample.Split), Once(sample.Group)));
            confidences += sample.Confidence;
            if (sample.DecidedBy is not DeciderKind.Model) ofPeople += sample.Confidence;
        }
        Statistics += VersionStatistics.Of(samples.Select(s => new CountedEntry(s.Classes, s.Split, s.DecidedBy, s.Licence)));
    }

    string? Once(string? text)
    {
        if (text is null) return null;
        if (texts.TryGetValue(text, out var known)) return known;
        texts.Add(text, text);
        return text;
    }
}
