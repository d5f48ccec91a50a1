using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>Something that happened to a task. The truth is the fold of its events.</summary>
[GenerateSerializer, Immutable, Alias("task-event")]
public abstract record TaskEvent([property: Id(0)] DateTimeOffset At);

/// <summary>The task was taken over from its block's row; its history so far is what the row knew.</summary>
[GenerateSerializer, Immutable, Alias("task-taken-over")]
public sealed record TaskTakenOver(DateTimeOffset At, [property: Id(0)] TaskOrigin Origin, [property: Id(1)] int Wanted) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("lease-granted")]
public sealed record LeaseGranted(DateTimeOffset At, [property: Id(0)] Assignment Assignment) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("lease-ended")]
public sealed record LeaseEnded(DateTimeOffset At, [property: Id(0)] LeaseId Lease, [property: Id(1)] LeaseEnd How,
    [property: Id(2)] string? Reason = null) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("lease-extended")]
public sealed record LeaseExtended(DateTimeOffset At, [property: Id(0)] LeaseId Lease, [property: Id(1)] DateTimeOffset EndsAt) : TaskEvent(At);

/// <param name="Late">True when the lease had ended but redundancy still had room.</param>
[GenerateSerializer, Immutable, Alias("annotation-submitted")]
public sealed record AnnotationSubmitted(DateTimeOffset At, [property: Id(0)] LeaseId Lease,
    [property: Id(1)] Annotation Annotation, [property: Id(2)] bool Late = false) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("task-assessed")]
public sealed record TaskAssessed(DateTimeOffset At, [property: Id(0)] Assessment Assessment, [property: Id(1)] int Wanted) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("audit-settled")]
public sealed record AuditSettled(DateTimeOffset At, [property: Id(0)] AuditStatus Status) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("review-asked")]
public sealed record ReviewAsked(DateTimeOffset At, [property: Id(0)] ReviewReason Reason) : TaskEvent(At);

/// <summary>An annotator came after all; no reviewer is waited for any more.</summary>
[GenerateSerializer, Immutable, Alias("annotator-found")]
public sealed record AnnotatorFound(DateTimeOffset At, [property: Id(0)] int Wanted) : TaskEvent(At);

/// <param name="By">Whose act it was: a reviewer's id or "policy".</param>
[GenerateSerializer, Immutable, Alias("task-decided")]
public sealed record TaskDecided(DateTimeOffset At, [property: Id(0)] Decision Decision, [property: Id(1)] string By) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("task-reviewed")]
public sealed record TaskReviewed(DateTimeOffset At, [property: Id(0)] Review Review) : TaskEvent(At);

/// <param name="BackTo">Who gets it back; null where somebody else is to do it.</param>
[GenerateSerializer, Immutable, Alias("task-rejected")]
public sealed record TaskRejected(DateTimeOffset At, [property: Id(0)] Review Review, [property: Id(1)] UserId? BackTo) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("task-reopened")]
public sealed record TaskReopened(DateTimeOffset At, [property: Id(0)] UserId By, [property: Id(1)] string Reason, [property: Id(2)] int Wanted) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("answer-awaited")]
public sealed record AnswerAwaited(DateTimeOffset At, [property: Id(0)] AwaitedAnswer Awaited) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("answer-came")]
public sealed record AnswerCame(DateTimeOffset At, [property: Id(0)] QuestionId Question) : TaskEvent(At);

/// <summary>A curator wants a reviewer's word; what was decided is a candidate again.</summary>
[GenerateSerializer, Immutable, Alias("review-wanted")]
public sealed record ReviewWanted(DateTimeOffset At, [property: Id(0)] UserId By, [property: Id(1)] string Reason) : TaskEvent(At);

/// <param name="Shown">The state that is told; null for the task's own.</param>
[GenerateSerializer, Immutable, Alias("command-answered")]
public sealed record CommandAnswered(DateTimeOffset At, [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By,
    [property: Id(2)] ulong Fingerprint, [property: Id(3)] string Result, [property: Id(4)] TaskState? Shown = null) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("gold-marked")]
public sealed record GoldMarked(DateTimeOffset At, [property: Id(0)] GoldAnswer Gold, [property: Id(1)] ImmutableArray<double> Scores) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("gold-unmarked")]
public sealed record GoldUnmarked(DateTimeOffset At, [property: Id(0)] UserId By, [property: Id(1)] string Reason) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("check-given")]
public sealed record CheckGiven(DateTimeOffset At, [property: Id(0)] Assignment Lease, [property: Id(1)] CheckKind Kind, [property: Id(2)] WorkOrderId? Order = null) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("check-submitted")]
public sealed record CheckSubmitted(DateTimeOffset At, [property: Id(0)] LeaseId Lease, [property: Id(1)] CheckAnswer Answer) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("check-ended")]
public sealed record CheckEnded(DateTimeOffset At, [property: Id(0)] LeaseId Lease, [property: Id(1)] LeaseEnd How, [property: Id(2)] string? Reason = null,
    [property: Id(3)] QuestionId? Question = null) : TaskEvent(At);

[GenerateSerializer, Immutable, Alias("check-extended")]
public sealed record CheckExtended(DateTimeOffset At, [property: Id(0)] LeaseId Lease, [property: Id(1)] DateTimeOffset EndsAt) : TaskEvent(At);
