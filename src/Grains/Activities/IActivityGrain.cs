using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Activities;

/// <summary>What somebody did in a project, as a whole: what is done to a single task stands in that task's own history; of reviews the log has one entry a sitting.</summary>
public enum ActivityKind : byte
{
    Project, Spec, Guideline, Pipeline, Members, Import, Predictions, Version, Bulk, Assignment, WorkOrder, Reopening, Reviews, Cancelled, Practice, Gold, OrderChange, Reviewing,
}

/// <summary>The log of what was done in a project: it only grows, and an entry never changes. Key: the project's id.</summary>
[Alias("activity")]
public interface IActivityGrain : IGrainWithStringKey
{
    /// <summary>Returns once the entry is on disk. A command told again is one entry.</summary>
    Task Note(Deed deed);

    /// <summary>Counts a verdict in the entry of its reviewer's sitting, which begins with the first after a pause. A count is on disk
    /// some seconds later; the tasks' own histories hold the truth. A command told again soon counts once.</summary>
    Task Reviewed(UserId by, CommandKey key, Verdict verdict);

    /// <summary>Entries that pass, the newest first.</summary>
    /// <param name="before">Number of the entry that a page begins after; null for the newest.</param>
    [AlwaysInterleave]
    Task<ActivityPage> Read(ActivityFilter filter, long? before, int limit);
}

/// <summary>Entries of a log that are complete, and never change. Key: the project's id and the page's number.</summary>
[Alias("activity-page")]
public interface IActivityPageGrain : IGrainWithStringKey
{
    /// <summary>Writes the page; a repeat changes nothing.</summary>
    Task Fill(ImmutableArray<ActivityEntry> entries);

    [AlwaysInterleave]
    Task<ImmutableArray<ActivityEntry>> Entries();
}

/// <summary>Something done, as whoever did it tells.</summary>
/// <param name="Key">The command, by its doer's name for it.</param>
[GenerateSerializer, Immutable, Alias("deed")]
public sealed record Deed(
    [property: Id(0)] UserId By, [property: Id(1)] CommandKey Key, [property: Id(2)] ActivityKind Kind, [property: Id(3)] ImmutableArray<ActivityFact> Facts,
    [property: Id(4)] ApiTokenId? Token = null);

/// <param name="Name">As <c>version</c>; a value under <c>user</c> is somebody's id.</param>
[GenerateSerializer, Immutable, Alias("activity-fact")]
public sealed record ActivityFact([property: Id(0)] string Name, [property: Id(1)] string Value);

/// <param name="Number">Running number in the project, from 0.</param>
/// <param name="At">Never before the entry before it.</param>
[GenerateSerializer, Immutable, Alias("activity-entry")]
public sealed record ActivityEntry([property: Id(0)] long Number, [property: Id(1)] DateTimeOffset At, [property: Id(2)] Deed Deed);

/// <param name="From">At or after.</param>
/// <param name="To">Before.</param>
[GenerateSerializer, Immutable, Alias("activity-filter")]
public sealed record ActivityFilter(
    [property: Id(0)] UserId? By = null, [property: Id(1)] ActivityKind? Kind = null, [property: Id(2)] DateTimeOffset? From = null, [property: Id(3)] DateTimeOffset? To = null)
{
    public bool Passes(ActivityEntry entry) =>
        (By is null || entry.Deed.By == By) && (Kind is null || entry.Deed.Kind == Kind) && (From is null || entry.At >= From) && (To is null || entry.At < To);
}

/// <param name="Next">Where the next page begins; null when there is nothing more. A page may be short, or empty, and still have one.</param>
[GenerateSerializer, Immutable, Alias("activity-page-read")]
public sealed record ActivityPage([property: Id(0)] ImmutableArray<ActivityEntry> Entries, [property: Id(1)] long? Next);
