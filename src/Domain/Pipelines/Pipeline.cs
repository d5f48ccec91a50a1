namespace Labelwise.Domain.Pipelines;

/// <summary>How a project's tasks travel: how many opinions, what the model may decide, what is reviewed.
/// One stage for now; a task already names its stage.</summary>
[GenerateSerializer, Immutable, Alias("pipeline")]
public sealed record Pipeline(
    [property: Id(0)] Redundancy Redundancy,
    [property: Id(1)] AutoAcceptPolicy AutoAccept,
    [property: Id(2)] ReviewPolicy Review,
    [property: Id(3)] TimeSpan Lease,
    [property: Id(4)] TaskOrder Order,
    [property: Id(5)] CheckPolicy? Quality = null)
{
    /// <summary>As <see cref="Quality"/>; nothing where an earlier version kept none.</summary>
    public CheckPolicy Checks => Quality ?? CheckPolicy.None;

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

/// <summary>How much of everybody's work shows how they do.</summary>
/// <param name="Gold">Share of what a person is handed that has a known answer, which they have not seen.</param>
/// <param name="SelfCheck">Share of it that they answered long before.</param>
/// <param name="TellMissed">Whether people are told of the known answers they missed, and may contest them.</param>
[GenerateSerializer, Immutable, Alias("check-policy")]
public sealed record CheckPolicy([property: Id(0)] double Gold, [property: Id(1)] double SelfCheck, [property: Id(2)] bool TellMissed)
{
    public static CheckPolicy None { get; } = new(0, 0, false);

    /// <summary>Most of both shares together: most of what people do shall be work.</summary>
    public const double Most = 0.5;

    public bool Any => Gold > 0 || SelfCheck > 0;

    /// <summary>Whether a check, and which, follows a task of ordinary work: never two checks in a row, nor one after the last task.</summary>
    /// <param name="draw">Uniform over all of ulong.</param>
    /// <remarks>With chances q after each task, checks are q / (1 + q) of all: so q = share / (1 - both shares).</remarks>
    public Tasks.CheckKind? Owed(ulong draw)
    {
        var (at, work) = (draw / (double)ulong.MaxValue, 1 - Gold - SelfCheck);
        return at * work < Gold ? Tasks.CheckKind.Gold : at * work < Gold + SelfCheck ? Tasks.CheckKind.Own : null;
    }
}

/// <summary>Which open task is handed out next.</summary>
public enum TaskOrder { Uncertainty, Import, Random }
