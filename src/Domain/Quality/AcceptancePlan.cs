using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>
/// How a certificate will be sought: fixed when a prediction run ends, before any of its audits is settled, and
/// recorded. It leans on the model's own confidences; where those are wrong it costs audits, never the promise.
/// </summary>
/// <param name="Policy">What the project demands.</param>
/// <param name="Floor">Lowest <see cref="ConfidenceBins">bin</see> of the confident region, from which audits are drawn.</param>
/// <param name="Region">Tasks in the confident region when the plan was made.</param>
/// <param name="Looks">When audits are counted, in order; empty where no certificate can be had.</param>
[GenerateSerializer, Immutable, Alias("acceptance-plan")]
public sealed record AcceptancePlan(
    [property: Id(0)] Pipelines.AutoAcceptPolicy Policy, [property: Id(1)] int Floor,
    [property: Id(2)] int Region, [property: Id(3)] ImmutableArray<PlannedLook> Looks)
{
    /// <summary>Predictions at or above it are the confident region; 1 where there is none.</summary>
    public double FloorConfidence => Floor < ConfidenceBins.Count ? ConfidenceBins.Edges[Floor] : 1;

    /// <summary>The share of the region that is audited whatever happens.</summary>
    public uint AlwaysAudited => AuditOrder.Cutoff(Policy.AuditRate);

    public bool Holds(double confidence) => Floor < ConfidenceBins.Count && ConfidenceBins.Of(confidence) >= Floor;
}

/// <summary>One look, taken once every confident task ranked under the cutoff is settled.</summary>
/// <param name="Audits">Expected number of tasks under the cutoff.</param>
/// <param name="Alpha">Chance of a false certificate that this look spends, in equal shares by its parts.</param>
/// <param name="Parts">Classes tested together; no class is in two parts.</param>
[GenerateSerializer, Immutable, Alias("planned-look")]
public sealed record PlannedLook(
    [property: Id(0)] uint Cutoff, [property: Id(1)] int Audits, [property: Id(2)] double Alpha,
    [property: Id(3)] ImmutableArray<PlannedPart> Parts)
{
    public double AlphaOfPart => Alpha / Math.Max(1, Parts.Length);
}

/// <param name="Classes">One class with audits enough of its own, or all others, pooled.</param>
/// <param name="Start">The strictest bin tested; testing goes down from it to the floor until one fails.</param>
/// <param name="ExpectedAccepted">Tasks that this part may be expected to accept.</param>
[GenerateSerializer, Immutable, Alias("planned-part")]
public sealed record PlannedPart(
    [property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] int Start, [property: Id(2)] double ExpectedAccepted);
