using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Versions;

/// <summary>One sample of a version with all that exports tell of it. What makes the version the version that it is, is
/// in its chunks; the rest is told beside them.</summary>
/// <param name="Label">Hash of the label document at rest.</param>
/// <param name="Split">Null until splits are assigned, and where there are none.</param>
/// <param name="Classes">Names of the label's classes as of the version's spec, one for each object.</param>
/// <param name="TextLength">Unicode code points; 0 for an image.</param>
public sealed record SealedSample(
    string ExternalId, ContentHash Sample, ContentHash Label, string? Split, string? Group, double Confidence, string? Licence,
    DeciderKind DecidedBy, ImmutableArray<UserId> Users, ModelRef? Model, ImmutableArray<string> Classes,
    string ContentType, int Width, int Height, int TextLength, string? Source, string? Metadata)
{
    /// <summary>Digits kept of a confidence, which a row has as a 32-bit float.</summary>
    const int ConfidenceDigits = 6;

    /// <param name="task">A task that is decided.</param>
    public static SealedSample Of(ListedTask task)
    {
        var (row, sample) = (task.Row, task.Sample);
        var decision = row.Decision ?? throw new ArgumentException($"Task {row.Id} is not decided.", nameof(task));
        return new(sample.ExternalId, sample.Hash, row.Label, null, sample.Group, Math.Round((double)row.Confidence, ConfidenceDigits), sample.Licence,
            decision.By, decision.Users, decision.Model, [], sample.ContentType, sample.Width, sample.Height, sample.TextLength,
            sample.Source, sample.Metadata);
    }
}
