using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>The proof on which a model may decide: whoever has the audits can compute it again.</summary>
/// <param name="Classes">Predicted classes that it covers.</param>
/// <param name="Bin">Lowest <see cref="ConfidenceBins">bin</see> that it covers.</param>
/// <param name="Audits">n: all confident tasks of these classes at or above the threshold ranked under <paramref name="Cutoff"/>.</param>
/// <param name="Errors">x: those that differ.</param>
/// <param name="Population">N: tasks predicted these classes at or above the threshold.</param>
/// <param name="Alpha">Chance of error spent on it: Bound.Upper is the Clopper-Pearson bound of x of n at this level.</param>
/// <param name="Look">Number of the look that issued it, from 1.</param>
/// <param name="At">When it was issued; all its audits were settled before.</param>
/// <param name="Watches">Counts of later audits that it has withstood.</param>
/// <param name="LastGoodAt">Up to when its good counts vouch for it; what it accepted since is doubtful once it breaks.</param>
[GenerateSerializer, Immutable, Alias("certificate")]
public sealed record Certificate(
    [property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] int Bin,
    [property: Id(2)] int Audits, [property: Id(3)] int Errors, [property: Id(4)] int Population,
    [property: Id(5)] double Alpha, [property: Id(6)] AuditBound Bound, [property: Id(7)] int Look,
    [property: Id(8)] uint Cutoff, [property: Id(9)] DateTimeOffset At,
    [property: Id(10)] ImmutableArray<Watch> Watches, [property: Id(11)] DateTimeOffset LastGoodAt)
{
    /// <summary>Predictions at or above it are accepted.</summary>
    public double Threshold => ConfidenceBins.Edges[Bin];

    public bool Covers(int @class, double confidence) => Classes.Contains(@class) && ConfidenceBins.Of(confidence) >= Bin;

    /// <summary>Whether an audit came after those that the certificate rests on.</summary>
    internal bool IsLater(Audit audit) => audit.Rank >= Cutoff || audit.SettledAt > At;
}

/// <summary>A count of audits settled since a certificate was last found good.</summary>
/// <param name="Lower">Clopper-Pearson lower bound of errors of audits at <paramref name="Alpha"/>; above maxError the certificate is broken.</param>
/// <param name="Since">When the first of these audits was settled: the count says nothing of what was accepted later.</param>
[GenerateSerializer, Immutable, Alias("watch")]
public sealed record Watch(
    [property: Id(0)] int Audits, [property: Id(1)] int Errors, [property: Id(2)] double Alpha,
    [property: Id(3)] double Lower, [property: Id(4)] DateTimeOffset Since, [property: Id(5)] DateTimeOffset At);

/// <summary>A certificate that later audits broke.</summary>
/// <param name="Certificate">What it covered; what it accepted after <paramref name="Since"/> goes to review.</param>
[GenerateSerializer, Immutable, Alias("revocation")]
public sealed record Revocation(
    [property: Id(0)] Certificate Certificate, [property: Id(1)] Watch Watch,
    [property: Id(2)] DateTimeOffset Since, [property: Id(3)] DateTimeOffset At);

/// <summary>One test of a look.</summary>
[GenerateSerializer, Immutable, Alias("threshold-test")]
public sealed record ThresholdTest(
    [property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] int Bin, [property: Id(2)] int Audits,
    [property: Id(3)] int Errors, [property: Id(4)] int Population, [property: Id(5)] double Alpha,
    [property: Id(6)] AuditBound Bound, [property: Id(7)] bool Passed);

/// <summary>A look that was taken, with everything that it tested.</summary>
[GenerateSerializer, Immutable, Alias("look")]
public sealed record Look(
    [property: Id(0)] int Number, [property: Id(1)] uint Cutoff, [property: Id(2)] double Alpha,
    [property: Id(3)] ImmutableArray<ThresholdTest> Tests, [property: Id(4)] DateTimeOffset At);
