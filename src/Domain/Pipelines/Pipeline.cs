namespace Labelwise.Domain.Pipelines;

/// <summary>How a project's tasks travel: how many opinions, what the model may decide, what is reviewed.
/// One stage for now; a task already names its stage.</summary>
[GenerateSerializer, Immutable, Alias("pipeline")]
public sealed record Pipeline(
    [property: Id(0)] Redundancy Redundancy,
    [property: Id(1)] AutoAcceptPolicy AutoAccept,
    [property: Id(2)] ReviewPolicy Review,
    [property: Id(3)] TimeSpan Lease,
    [property: Id(4)] TaskOrder Order)
{
    public static Pipeline Default { get; } = new(
        new(1, 3, 0.98), new(false, 0.01, 0.95, 0.05), new(0.1), TimeSpan.FromMinutes(15), TaskOrder.Uncertainty);
}

/// <summary>How many opinions a task gets: at least <paramref name="Min"/>, then another one only while the
/// posterior confidence is under the target and fewer than <paramref name="Max"/> were given.</summary>
/// <param name="TargetConfidence">Posterior probability in (0, 1).</param>
[GenerateSerializer, Immutable, Alias("redundancy")]
public sealed record Redundancy(
    [property: Id(0)] int Min, [property: Id(1)] int Max, [property: Id(2)] double TargetConfidence)
{
    /// <summary>Most opinions a pipeline may ask for on one task.</summary>
    public const int Most = 25;
}

/// <summary>What the model may decide alone: nothing until audits certify its error.</summary>
/// <param name="MaxError">Largest share of wrong labels tolerated among what the model decides, in (0, 1).</param>
/// <param name="Confidence">Probability with which that must hold, in (0, 1).</param>
/// <param name="AuditRate">Share of confident tasks that go to people blind, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("auto-accept-policy")]
public sealed record AutoAcceptPolicy(
    [property: Id(0)] bool Enabled, [property: Id(1)] double MaxError,
    [property: Id(2)] double Confidence, [property: Id(3)] double AuditRate);

/// <param name="Rate">Share of tasks decided by consensus that a reviewer looks at all the same, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("review-policy")]
public sealed record ReviewPolicy([property: Id(0)] double Rate);

/// <summary>Which open task is handed out next.</summary>
public enum TaskOrder { Uncertainty, Import, Random }
