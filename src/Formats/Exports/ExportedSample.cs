using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;

namespace Labelwise.Formats.Exports;

/// <summary>One sample of a sealed version with its label, as every export tells it.</summary>
/// <param name="Width">Pixels of the upright image; 0 for a text.</param>
/// <param name="Labels">In the names of the version's spec.</param>
/// <param name="Split">train, val, test, or a fold; null where the version is not split.</param>
/// <param name="Confidence">Posterior probability that the label is right.</param>
public sealed record ExportedSample(
    string ExternalId, ContentHash Sample, string ContentType, int Width, int Height, LabelDocument Labels,
    string? Split, string? Group, double Confidence, string? Licence, ExportedDecision DecidedBy);

/// <param name="Users">The annotators who agree with the label, or the reviewer.</param>
public sealed record ExportedDecision(DeciderKind Kind, ImmutableArray<UserId> Users, ModelRef? Model);
