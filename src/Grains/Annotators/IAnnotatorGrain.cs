using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Annotators;

/// <summary>One person at work in one project: what they hold and where they were working.
/// Key: project/user. One "next" of a person at a time.</summary>
[Alias("annotator")]
public interface IAnnotatorGrain : IGrainWithStringKey
{
    /// <summary>Leases work. The same key gives the same tasks while they are held.</summary>
    Task<NextWork> Next(NextTasks command);

    /// <summary>What they hold now to label, delivered or not; nothing changes by looking.</summary>
    Task<ImmutableArray<Handout>> Holding();

    /// <summary>Which guideline versions they have seen.</summary>
    [AlwaysInterleave]
    Task<GuidelineReading> Reading();

    /// <summary>They have seen a guideline version; an earlier one than is known changes nothing. Durable before the reply.</summary>
    /// <param name="acknowledged">Whether they said that they read it.</param>
    Task<Outcome<GuidelineReading>> Read(int version, bool acknowledged);
}

/// <param name="Count">How many tasks to lease, 1 to <see cref="Most"/>.</param>
/// <param name="Resume">True to get back first what is held already, as after a page reload.</param>
[GenerateSerializer, Immutable, Alias("next-tasks")]
public sealed record NextTasks(
    [property: Id(0)] CommandKey Key, [property: Id(1)] AssignmentKind Kind, [property: Id(2)] int Count, [property: Id(3)] bool Resume)
{
    /// <summary>Most tasks leased by one request.</summary>
    public const int Most = 50;
}

/// <param name="None">Why there is nothing, when there is nothing.</param>
/// <param name="Refusal">What they have to do first: <see cref="GuidelineNotAcknowledged"/>.</param>
[GenerateSerializer, Immutable, Alias("next-work")]
public sealed record NextWork(
    [property: Id(0)] ImmutableArray<Handout> Tasks, [property: Id(1)] NoWork? None, [property: Id(2)] Refusal? Refusal = null);

/// <summary>The curator asks that a guideline version be read before any task is handed out.</summary>
[GenerateSerializer, Immutable, Alias("guideline-not-acknowledged")]
public sealed record GuidelineNotAcknowledged([property: Id(0)] int Version)
    : Refusal("guideline-not-acknowledged", $"Please read the guideline, version {Version}, and say so; then there is work.");

/// <param name="Seen">The latest version that was opened; 0 for none.</param>
/// <param name="Acknowledged">The latest that they said they read; 0 for none.</param>
[GenerateSerializer, Immutable, Alias("guideline-reading")]
public sealed record GuidelineReading([property: Id(0)] int Seen, [property: Id(1)] int Acknowledged);

public enum NoWorkReason : byte { Done, HeldByOthers, YoursAreDone, WaitingForReview, Empty }

/// <param name="Queued">Tasks still QUEUED in the project.</param>
/// <param name="Held">Tasks that others hold.</param>
/// <param name="Until">When the first of those leases ends.</param>
[GenerateSerializer, Immutable, Alias("no-work")]
public sealed record NoWork(
    [property: Id(0)] NoWorkReason Reason, [property: Id(1)] int Queued, [property: Id(2)] int Held, [property: Id(3)] DateTimeOffset? Until);
