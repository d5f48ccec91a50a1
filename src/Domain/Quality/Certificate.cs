using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>The proof on which a model may decide: whoever has the audits can compute it again by <see cref="AuditEvidence"/>.</summary>
/// <param name="Classes">Predicted classes that it covers.</param>
/// <param name="Bin">Lowest <see cref="ConfidenceBins">bin</see> that it covers.</param>
/// <param name="Audits">n: all confident tasks of these classes at or above the threshold ranked under <paramref name="Cutoff"/>.</param>
/// <param name="Errors">x: those that differ.</param>
/// <param name="Population">N: tasks predicted these classes at or above the threshold.</param>
/// <param name="Alpha">Chance of error spent on it, over all the times it was looked at.</param>
/// <param name="Bound">At that level.</param>
/// <param name="Look">Number of the look that issued it, from 1.</param>
/// <param name="At">When it was issued; all its audits were settled before.</param>
[GenerateSerializer, Immutable, Alias("certificate")]
public sealed record Certificate(
    [property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] int Bin,
    [property: Id(2)] int Audits, [property: Id(3)] int Errors, [property: Id(4)] int Population,
    [property: Id(5)] double Alpha, [property: Id(6)] AuditBound Bound, [property: Id(7)] int Look,
    [property: Id(8)] uint Cutoff, [property: Id(9)] DateTimeOffset At)
{
    /// <summary>Predictions at or above it are accepted.</summary>
    public double Threshold => ConfidenceBins.Edges[Bin];

    public bool Covers(int @class, double confidence) => Classes.Contains(@class) && ConfidenceBins.Of(confidence) >= Bin;

    /// <summary>Whether an audit came after those that the certificate rests on.</summary>
    internal bool IsLater(Audit audit) => audit.Rank >= Cutoff || audit.SettledAt > At;
}

/// <summary>What counted audits say about the tasks above a threshold, however often they were looked at.</summary>
/// <param name="Upper">Bound on the error rate above the threshold, audits included.</param>
/// <param name="Remaining">Bound on the error rate of what the model is left to decide: errors that audits found are mended.</param>
[GenerateSerializer, Immutable, Alias("audit-bound")]
public readonly record struct AuditBound([property: Id(0)] double Upper, [property: Id(1)] double Remaining);

/// <summary>Audits settled since a certificate was issued, and what they amount to.</summary>
/// <param name="LogEvidence">That the error rate is above maxError; see <see cref="DriftWatch"/>.</param>
/// <param name="Since">Since when the model may have been too bad: what it accepted later is doubtful.</param>
[GenerateSerializer, Immutable, Alias("watch")]
public sealed record Watch(
    [property: Id(0)] int Audits, [property: Id(1)] int Errors, [property: Id(2)] double Alpha,
    [property: Id(3)] double LogEvidence, [property: Id(4)] DateTimeOffset Since, [property: Id(5)] DateTimeOffset At);

/// <summary>A certificate that later audits broke.</summary>
/// <param name="Certificate">What it covered; what it accepted after <paramref name="Since"/> goes to review.</param>
[GenerateSerializer, Immutable, Alias("revocation")]
public sealed record Revocation(
    [property: Id(0)] Certificate Certificate, [property: Id(1)] Watch Watch,
    [property: Id(2)] DateTimeOffset Since, [property: Id(3)] DateTimeOffset At);

/// <summary>How one threshold stood at a look.</summary>
[GenerateSerializer, Immutable, Alias("threshold-test")]
public sealed record ThresholdTest(
    [property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] int Bin, [property: Id(2)] int Audits,
    [property: Id(3)] int Errors, [property: Id(4)] int Population, [property: Id(5)] double Alpha,
    [property: Id(6)] AuditBound Bound, [property: Id(7)] AuditVerdict Verdict)
{
    public bool Passed => Verdict is AuditVerdict.Suffices;
}

/// <summary>A look that came to something: a part has its certificate, or is given up.</summary>
/// <param name="Alpha">What the part's tests may spend.</param>
[GenerateSerializer, Immutable, Alias("look")]
public sealed record Look(
    [property: Id(0)] int Number, [property: Id(1)] ImmutableArray<int> Classes, [property: Id(2)] double Alpha,
    [property: Id(3)] ImmutableArray<ThresholdTest> Tests, [property: Id(4)] DateTimeOffset At);
