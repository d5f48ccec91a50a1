using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>Something a person wants done with a task. The same key twice is one command.</summary>
/// <param name="Fingerprint">Hash of the request's content, to tell a repeat from another request under the same key.</param>
[GenerateSerializer, Immutable, Alias("task-command")]
public abstract record TaskCommand(
    [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint);

/// <summary>Hand the task to <see cref="TaskCommand.By"/>.</summary>
/// <param name="Lease">The id of the lease to grant; chosen by the caller so that a repeat is recognised.</param>
[GenerateSerializer, Immutable, Alias("lease-task")]
public sealed record LeaseTask(
    CommandKey Key, UserId By, ulong Fingerprint,
    [property: Id(0)] LeaseId Lease, [property: Id(1)] AssignmentKind Kind, [property: Id(2)] TimeSpan Length,
    [property: Id(3)] int SpecVersion, [property: Id(4)] int GuidelineVersion) : TaskCommand(Key, By, Fingerprint);

/// <summary>An annotator hands in the labels of a task they hold.</summary>
/// <param name="Label">Hash of the label document as kept at rest.</param>
/// <param name="Class">Index of the answered option, or -1.</param>
/// <param name="Violations">Where the document does not conform to the lease's data spec.</param>
/// <param name="ActiveMs">Time spent on the task without idling, in milliseconds.</param>
/// <param name="Edits">What became of the model's suggestion; null where it made none.</param>
/// <param name="Score">Of a check alone: how like what it is held against, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("submit-annotation")]
public sealed record SubmitAnnotation(
    CommandKey Key, UserId By, ulong Fingerprint,
    [property: Id(0)] LeaseId Lease, [property: Id(1)] ContentHash Label, [property: Id(2)] int Class,
    [property: Id(3)] ImmutableArray<Violation> Violations, [property: Id(4)] int ActiveMs, [property: Id(5)] PrelabelEdits? Edits = null,
    [property: Id(6)] double Score = 0)
    : TaskCommand(Key, By, Fingerprint);

/// <summary>Pass on a task; it goes to others first, and after <see cref="TaskRules.SkipsToCurator"/> skips to a curator.</summary>
[GenerateSerializer, Immutable, Alias("skip-task")]
public sealed record SkipTask(
    CommandKey Key, UserId By, ulong Fingerprint,
    [property: Id(0)] LeaseId Lease, [property: Id(1)] string Reason) : TaskCommand(Key, By, Fingerprint);

/// <summary>Give a task back unworked.</summary>
[GenerateSerializer, Immutable, Alias("release-task")]
public sealed record ReleaseTask(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] LeaseId Lease) : TaskCommand(Key, By, Fingerprint);

/// <summary>Hold a task for another lease length from now.</summary>
[GenerateSerializer, Immutable, Alias("extend-lease")]
public sealed record ExtendLease(
    CommandKey Key, UserId By, ulong Fingerprint,
    [property: Id(0)] LeaseId Lease, [property: Id(1)] TimeSpan Length) : TaskCommand(Key, By, Fingerprint);

/// <summary>A reviewer's verdict: accept the task's label, correct it, or reject it, back to its annotator or to somebody else.</summary>
/// <param name="Label">The corrected label document; none unless the verdict is to correct.</param>
/// <param name="Marks">Remarks on single objects of what is judged.</param>
/// <param name="ToOthers">Rejected work is not given back: whoever has not had the task yet may get it.</param>
[GenerateSerializer, Immutable, Alias("review-task")]
public sealed record ReviewTask(
    CommandKey Key, UserId By, ulong Fingerprint,
    [property: Id(0)] Verdict Verdict, [property: Id(1)] string Comment, [property: Id(2)] ContentHash Label,
    [property: Id(3)] int Class, [property: Id(4)] ImmutableArray<Violation> Violations,
    [property: Id(5)] LeaseId ReturnLease, [property: Id(6)] int SpecVersion, [property: Id(7)] int GuidelineVersion,
    [property: Id(8)] ImmutableArray<ReviewMark> Marks = default, [property: Id(9)] bool ToOthers = false) : TaskCommand(Key, By, Fingerprint);

/// <summary>Let go of a task until a question about it is answered; nobody else is handed it meanwhile.</summary>
[GenerateSerializer, Immutable, Alias("await-answer")]
public sealed record AwaitAnswer(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] LeaseId Lease, [property: Id(1)] QuestionId Question) : TaskCommand(Key, By, Fingerprint);

/// <summary>The question is answered: whoever waited gets the task back, if it still wants their opinion.</summary>
/// <param name="ReturnLease">The id of their hold; chosen by the caller so that a repeat is recognised.</param>
[GenerateSerializer, Immutable, Alias("end-waiting")]
public sealed record EndWaiting(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] QuestionId Question, [property: Id(1)] LeaseId ReturnLease,
    [property: Id(2)] int SpecVersion = 0, [property: Id(3)] int GuidelineVersion = 0) : TaskCommand(Key, By, Fingerprint);

/// <summary>Open a REVIEWED task again; sealed versions keep what they had.</summary>
[GenerateSerializer, Immutable, Alias("reopen-task")]
public sealed record ReopenTask(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] string Reason) : TaskCommand(Key, By, Fingerprint);

/// <summary>Have a reviewer look at a SUBMITTED task, or at a REVIEWED one again, whose label stands as the candidate.</summary>
[GenerateSerializer, Immutable, Alias("ask-review")]
public sealed record AskReview(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] string Reason) : TaskCommand(Key, By, Fingerprint);

/// <summary>A curator vouches for the label that a task is REVIEWED with: it is a known answer from now on.</summary>
/// <param name="Label">What they know it to be, by which a task that is not REVIEWED yet is decided; none where they take whatever it is.</param>
/// <param name="Scores">Of the answers to earlier checks against a known answer, in their order: held against this one.</param>
[GenerateSerializer, Immutable, Alias("mark-gold")]
public sealed record MarkGold(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] ContentHash Label, [property: Id(1)] int Class, [property: Id(2)] string Note,
    [property: Id(3)] ImmutableArray<double> Scores) : TaskCommand(Key, By, Fingerprint);

/// <summary>A curator takes a known answer back: it is held against nobody any more.</summary>
[GenerateSerializer, Immutable, Alias("unmark-gold")]
public sealed record UnmarkGold(CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] string Reason) : TaskCommand(Key, By, Fingerprint);

/// <summary>Hand a REVIEWED task to <see cref="TaskCommand.By"/> to see how they do.</summary>
/// <param name="Lease">The id of the lease to grant; chosen by the caller so that a repeat is recognised.</param>
/// <param name="Fits">Whether the label that the answer will be held against conforms to the data spec of the lease.</param>
/// <param name="Order">The work order that they are at work on, if any.</param>
[GenerateSerializer, Immutable, Alias("give-check")]
public sealed record GiveCheck(
    CommandKey Key, UserId By, ulong Fingerprint, [property: Id(0)] LeaseId Lease, [property: Id(1)] CheckKind Kind, [property: Id(2)] TimeSpan Length,
    [property: Id(3)] int SpecVersion, [property: Id(4)] int GuidelineVersion, [property: Id(5)] bool Fits,
    [property: Id(6)] WorkOrderId? Order = null) : TaskCommand(Key, By, Fingerprint);

/// <summary>What the rules need to know of the project at this moment.</summary>
/// <param name="ReviewRate">Share of consensus decisions drawn for review.</param>
/// <param name="Annotators">How many members may annotate.</param>
/// <param name="MayAnnotate">Who they are: others may have had a task too, as somebody who has left, or an admin.</param>
public readonly record struct TaskPolicy(int MinOpinions, int MaxOpinions, double ReviewRate, int Annotators, Func<UserId, bool> MayAnnotate);
