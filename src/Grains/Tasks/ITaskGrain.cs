using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Documents;
using Labelwise.Domain.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Tasks;

/// <summary>The truth of one task. Key: the task id. Comes to be with the first command, from its block's row.
/// A command is answered once its events are on disk.</summary>
[Alias("task")]
public interface ITaskGrain : IGrainWithStringKey
{
    /// <summary>Grants a lease that the block chose to offer.</summary>
    /// <param name="origin">What the block's row knows, for a task that nobody had yet.</param>
    Task<Outcome<TaskRow>> Lease(LeaseTask command, TaskOrigin origin);

    Task<Outcome<TaskAnswer>> Submit(SubmitLabels command);
    Task<Outcome<TaskAnswer>> Skip(SkipTask command);
    Task<Outcome<TaskAnswer>> Release(ReleaseTask command);

    /// <param name="command">Its length is set by the project's pipeline.</param>
    Task<Outcome<TaskAnswer>> Extend(ExtendLease command);

    /// <summary>A reviewer's verdict.</summary>
    Task<Outcome<TaskAnswer>> Review(ReviewLabels command);
    Task<Outcome<TaskAnswer>> Reopen(ReopenTask command);
    Task<Outcome<TaskAnswer>> AskReview(AskReview command);

    /// <summary>A curator vouches for the label that the task is REVIEWED with.</summary>
    /// <param name="labels">What they take it for, in names; null where they take whatever it is.</param>
    Task<Outcome<TaskAnswer>> MarkGold(MarkGold command, LabelDocument? labels);
    Task<Outcome<TaskAnswer>> UnmarkGold(UnmarkGold command);

    /// <summary>Hands the REVIEWED task to somebody to see how they do. A task that nobody ever worked on cannot be one.</summary>
    /// <param name="command">Whether it fits is found out here.</param>
    Task<Outcome<TaskRow>> GiveCheck(GiveCheck command);

    /// <summary>Weighs the opinions on a task that waits for another one anew, as people and models are known by now: where they
    /// suffice it is decided. Changes nothing else, nor a task that somebody holds or that is an audit.</summary>
    Task Reassess();

    /// <summary>The holder lets go until their question is answered.</summary>
    Task<Outcome<TaskAnswer>> Await(AwaitAnswer command);

    /// <param name="command">The versions of its return are those in force.</param>
    Task<Outcome<TaskAnswer>> Resume(EndWaiting command);

    /// <summary>Keeps unfinished work; returns once it, or what the same person wrote later, is on disk. Anyone who holds
    /// or held the task may keep theirs.</summary>
    Task<Outcome<DraftKept>> SaveDraft(SaveDraft command);

    /// <summary>The last draft that this person kept, or null.</summary>
    [AlwaysInterleave]
    Task<Draft?> DraftOf(UserId annotator);

    /// <summary>All that is true of the task; null when there is no such task.</summary>
    Task<TaskTruth?> Truth();

    /// <summary>What everybody's documents amount to, part by part; null where nobody's counts.</summary>
    Task<TaskConsensus?> Consensus();

    /// <summary>The row that this task's truth on disk makes; null when no command was ever recorded.</summary>
    [AlwaysInterleave]
    Task<TaskRow?> Row();

    /// <summary>Ends the leases that ran out, then as <see cref="Row"/>.</summary>
    Task<TaskRow?> Expire();
}

/// <summary>What a command on a task came to; a repeat gets the same.</summary>
/// <param name="Result">Id of the lease, annotation or review concerned.</param>
/// <param name="LeaseEndsAt">For an extended lease.</param>
[GenerateSerializer, Immutable, Alias("task-answer")]
public sealed record TaskAnswer(
    [property: Id(0)] TaskId Task, [property: Id(1)] TaskState State, [property: Id(2)] string Result,
    [property: Id(3)] DateTimeOffset? LeaseEndsAt = null);

/// <summary>An annotator hands in the labels of a task they hold.</summary>
/// <param name="Labels">In names, as the client sent it; pixels of the upright image, origin top left.</param>
/// <param name="ActiveMs">Time spent on the task without idling, in milliseconds.</param>
/// <param name="Edits">What became of the model's suggestion; null where it made none.</param>
[GenerateSerializer, Immutable, Alias("submit-labels")]
public sealed record SubmitLabels(
    [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint,
    [property: Id(3)] LeaseId Lease, [property: Id(4)] LabelDocument Labels, [property: Id(5)] int ActiveMs, [property: Id(6)] PrelabelEdits? Edits = null);

/// <param name="Labels">The corrected labels in names; null unless the verdict is to correct.</param>
/// <param name="Marks">Remarks on single objects of what is judged.</param>
/// <param name="ToOthers">Rejected work is not given back: whoever has not had the task yet may get it.</param>
[GenerateSerializer, Immutable, Alias("review-labels")]
public sealed record ReviewLabels(
    [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint,
    [property: Id(3)] Verdict Verdict, [property: Id(4)] string Comment, [property: Id(5)] LabelDocument? Labels,
    [property: Id(6)] ImmutableArray<ReviewMark> Marks = default, [property: Id(7)] bool ToOthers = false);

/// <param name="Labels">JSON as the client sent it: a draft need not conform.</param>
/// <param name="Revision">Grows from draft to draft of a person, so that a copy that comes late replaces nothing newer;
/// null for the order of arrival.</param>
/// <param name="SeenTo">Which of the reviewer's remarks its author has ticked off, by index.</param>
[GenerateSerializer, Immutable, Alias("save-draft")]
public sealed record SaveDraft(
    [property: Id(0)] UserId By, [property: Id(1)] string Labels, [property: Id(2)] int ActiveMs, [property: Id(3)] long? Revision = null,
    [property: Id(4)] ImmutableArray<int> SeenTo = default);

/// <param name="SeenTo">As in <see cref="SaveDraft"/>; in drafts kept before there were any, default.</param>
[GenerateSerializer, Immutable, Alias("draft")]
public sealed record Draft(
    [property: Id(0)] UserId By, [property: Id(1)] string Labels, [property: Id(2)] int ActiveMs, [property: Id(3)] DateTimeOffset SavedAt,
    [property: Id(4)] long Revision = 0, [property: Id(5)] ImmutableArray<int> SeenTo = default);

/// <param name="SavedAt">When what is kept now came.</param>
[GenerateSerializer, Immutable, Alias("draft-kept")]
public sealed record DraftKept([property: Id(0)] DateTimeOffset SavedAt);

/// <summary>What the documents on a task amount to.</summary>
/// <param name="Annotators">Whose documents they are, in the order of <see cref="ObjectConfidence.Members"/>.</param>
[GenerateSerializer, Immutable, Alias("task-consensus")]
public sealed record TaskConsensus([property: Id(0)] MergedLabels Merged, [property: Id(1)] ImmutableArray<UserId> Annotators);
