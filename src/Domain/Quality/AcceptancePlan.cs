using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>
/// How certificates will be sought: fixed when a prediction run ends, before any of its audits is settled, and
/// recorded. It leans on the model's own confidences; where those are wrong it costs audits, never the promise.
/// </summary>
/// <param name="Policy">What the project demands.</param>
/// <param name="Floor">Lowest <see cref="ConfidenceBins">bin</see> of the confident region, from which audits are drawn.</param>
/// <param name="Region">Tasks in the confident region when the plan was made.</param>
/// <param name="Parts">What is certified apart; no class is in two. Empty where no certificate can be had.</param>
[GenerateSerializer, Immutable, Alias("acceptance-plan")]
public sealed record AcceptancePlan(
    [property: Id(0)] Pipelines.AutoAcceptPolicy Policy, [property: Id(1)] int Floor,
    [property: Id(2)] int Region, [property: Id(4)] ImmutableArray<PlannedPart> Parts)
{
    /// <summary>Predictions at or above it are the confident region; 1 where there is none.</summary>
    public double FloorConfidence => Floor < ConfidenceBins.Count ? ConfidenceBins.Edges[Floor] : 1;

    /// <summary>The share of the region that is audited whatever happens.</summary>
    public uint AlwaysAudited => AuditOrder.Cutoff(Policy.AuditRate);

    public bool Holds(double confidence) => Floor < ConfidenceBins.Count && ConfidenceBins.Of(confidence) >= Floor;

    public PlannedPart? PartOf(int @class)
    {
        foreach (var part in Parts) if (part.Classes.Contains(@class)) return part;
        return null;
    }
}

/// <summary>One class with audits enough of its own, or all others, pooled. Each part draws its own audits and stops when
/// it has its certificate, so that a rare class does not make people audit the frequent ones.</summary>
/// <param name="First">Its confident tasks ranked under it are audited before all other work: as many as a certificate is expected to take, and more where they did not suffice.</param>
/// <param name="Tests">The thresholds that may be certified, the likeliest and lowest first. Their levels add up to the part's.</param>
[GenerateSerializer, Immutable, Alias("planned-part")]
public sealed record PlannedPart(
    [property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] uint First, [property: Id(2)] ImmutableArray<PlannedTest> Tests)
{
    /// <summary>Audits that a certificate is expected to take.</summary>
    public int Audits => Tests[0].Audits;

    /// <summary>Whether a prediction is confident enough for any of its tests: only such tasks are worth an audit.</summary>
    public bool Tries(double confidence) => ConfidenceBins.Of(confidence) >= Tests[0].Bin;

    public bool Is(ImmutableArray<int> classes) => Classes.SequenceEqual(classes);
}

/// <param name="Bin">Predictions at or above this bin would be accepted.</param>
/// <param name="Alpha">Chance of a false certificate that this test may spend, over all times it is looked at.</param>
/// <param name="Expected">The error rate that the model states there: <see cref="AuditEvidence"/> bets on it.</param>
/// <param name="Audits">That it is expected to take.</param>
[GenerateSerializer, Immutable, Alias("planned-test")]
public sealed record PlannedTest(
    [property: Id(0)] int Bin, [property: Id(1)] double Alpha, [property: Id(2)] double Expected, [property: Id(3)] int Audits);
