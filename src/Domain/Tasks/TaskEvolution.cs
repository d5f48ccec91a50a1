using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>Folds events into the truth of a task; history is only ever appended to.</summary>
public static class TaskEvolution
{
    public static TaskTruth Record(TaskTruth task, IEnumerable<TaskEvent> events)
    {
        var after = events.Aggregate(task, Evolve);
        return after with { Version = task.Version + 1 };
    }

    public static TaskTruth Evolve(TaskTruth task, TaskEvent happened) => happened switch
    {
        TaskTakenOver e => TakeOver(task, e),
        LeaseGranted e => Stand(task with { Leases = task.Leases.Add(e.Assignment) }, e.At,
            e.Assignment.Holder.Value, e.Assignment.Kind is AssignmentKind.Review ? "review-lease" : e.Assignment.Returned ? "return" : "lease"),
        LeaseEnded e => End(task, e),
        LeaseExtended e => Stand(task with { Leases = [.. task.Leases.Select(l => l.Id == e.Lease ? l with { EndsAt = e.EndsAt } : l)] },
            e.At, task.FindLease(e.Lease)!.Holder.Value, "extend"),
        AnnotationSubmitted e => Submit(task, e),
        TaskAssessed e => task with { Assessment = e.Assessment, Wanted = e.Wanted },
        AuditSettled e => task with { Audit = e.Status },
        ReviewAsked e => task with { Waits = e.Reason },
        AnnotatorFound e => task with { Waits = ReviewReason.None, Wanted = e.Wanted },
        TaskReviewed e => Reviewed(task, e),
        TaskRejected e => Reject(task, e),
        TaskDecided e => Stand(task with { Decision = e.Decision, Waits = ReviewReason.None }, e.At, e.By, "decide", e.Decision.Rule),
        TaskReopened e => Reopen(task, e),
        AnswerAwaited e => task with { Awaited = task.Awaited.Add(e.Awaited) },
        AnswerCame e => task with { Awaited = task.Awaited.RemoveAll(a => a.Question == e.Question) },
        ReviewWanted e => WantReview(task, e),
        GoldMarked e => Mark(task, e),
        GoldUnmarked e => Note(task with { Gold = null }, e.At, e.By.Value, "unmark-gold", task.State, e.Reason),
        CheckGiven e => task with { Checks = task.Checks.Add(new(e.Lease, e.Kind, Order: e.Order)) },
        CheckSubmitted e => With(task, e.Lease, c => c with { Ended = c.Ended ?? LeaseEnd.Submitted, Answer = e.Answer }),
        CheckEnded e => With(task, e.Lease, c => c with { Ended = e.How, Reason = e.Reason, Question = e.Question, Lease = c.Lease with { EndsAt = e.At < c.Lease.EndsAt ? e.At : c.Lease.EndsAt } }),
        CheckExtended e => With(task, e.Lease, c => c with { Lease = c.Lease with { EndsAt = e.EndsAt } }),
        CommandAnswered e => task with { Answered = task.Answered.Add(new(e.Key, e.By, e.Fingerprint, e.Result, e.Shown ?? task.State)) },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "an event that nothing folds"),
    };

    static TaskTruth TakeOver(TaskTruth task, TaskTakenOver e)
    {
        var origin = e.Origin;
        var taken = task with
        {
            Origin = origin, Wanted = origin.Audit ? 1 : e.Wanted, Audit = origin.Audit ? AuditStatus.Drawn : AuditStatus.None,
            Decision = origin.RecalledAt is null ? origin.Accepted : null,
            State = origin.Accepted is null ? TaskState.Queued : origin.RecalledAt is null ? TaskState.Reviewed : TaskState.Submitted,
            Waits = origin.RecalledAt is null ? ReviewReason.None : ReviewReason.CertificateBroken,
            History = TaskHistory.BeforeWork(origin),
        };
        return taken;
    }

    static TaskTruth End(TaskTruth task, LeaseEnded e)
    {
        if (task.FindLease(e.Lease) is not { } lease) return task;
        var endedAt = e.At < lease.EndsAt ? e.At : lease.EndsAt;
        var ended = new EndedLease(lease.Id, lease.Holder, e.How, lease.GrantedAt, endedAt, lease.SpecVersion, lease.GuidelineVersion, lease.Kind);
        return Stand(task with { Leases = task.Leases.Remove(lease), Ended = task.Ended.Add(ended) }, e.At,
            e.How is LeaseEnd.Expired or LeaseEnd.Withdrawn ? "policy" : lease.Holder.Value,
            lease.Kind is AssignmentKind.Review ? "review-end" : Named(e.How), e.Reason);
    }

    static TaskTruth Submit(TaskTruth task, AnnotationSubmitted e)
    {
        var lease = task.FindLease(e.Lease);
        // A late submission of an ended lease passes through WORKING again, so that the record stays on the diagram.
        if (lease is null && task.State is TaskState.Queued)
            task = Note(task with { State = TaskState.Working }, e.At, e.Annotation.Annotator.Value, "late", TaskState.Queued);
        var ended = lease is null ? task.Ended : task.Ended.Add(new(
            lease.Id, lease.Holder, LeaseEnd.Submitted, lease.GrantedAt, lease.EndsAt, lease.SpecVersion, lease.GuidelineVersion));
        return Stand(task with
        {
            Leases = lease is null ? task.Leases : task.Leases.Remove(lease),
            Ended = ended, Annotations = task.Annotations.Add(e.Annotation),
        }, e.At, e.Annotation.Annotator.Value, "submit", e.Late ? "late" : null);
    }

    static TaskTruth Reviewed(TaskTruth task, TaskReviewed e)
    {
        var reviewer = e.Review.Reviewer.Value;
        if (task.State is TaskState.Queued)
            task = Note(task with { State = TaskState.Working }, e.At, reviewer, "lease", TaskState.Queued);
        if (task.State is TaskState.Working)
            task = Note(task with { State = TaskState.Submitted }, e.At, reviewer, "submit", TaskState.Working);
        return Note(task with { Reviews = task.Reviews.Add(e.Review) }, e.At, reviewer, "review", task.State,
            e.Review.Verdict.ToString().ToLowerInvariant());
    }

    static TaskTruth Reject(TaskTruth task, TaskRejected e)
    {
        var rejected = task with
        {
            Reviews = task.Reviews.Add(e.Review), Assessment = null, Waits = ReviewReason.None,
            // An audit stays one: rejected work says nothing yet about the prediction.
            Audit = task.Audit is AuditStatus.None ? AuditStatus.None : AuditStatus.Drawn,
            Annotations = [.. task.Annotations.Select(a => a.Counts && a.Label == e.Review.Label
                ? a with { Counts = false, ReturnedToAnnotator = a.Annotator == e.BackTo } : a)],
        };
        rejected = rejected with
        {
            Wanted = rejected.Counted.Count() + 1,
            State = rejected.Counted.Any() ? TaskState.Submitted : TaskState.Queued,  // other opinions still stand
        };
        return Note(rejected, e.At, e.Review.Reviewer.Value, "reject", task.State, e.Review.Comment);
    }

    static TaskTruth Reopen(TaskTruth task, TaskReopened e) => Note(task with
    {
        State = TaskState.Queued, Decision = null, Assessment = null, Wanted = e.Wanted,
        Audit = AuditStatus.None, Waits = ReviewReason.None,
        Annotations = [.. task.Annotations.Select(a => a with { Counts = false })],
    }, e.At, e.By.Value, "reopen", TaskState.Reviewed, e.Reason);

    static TaskTruth WantReview(TaskTruth task, ReviewWanted e) => Note(task with
    {
        State = TaskState.Submitted, Decision = null, Waits = ReviewReason.Asked,
        Assessment = task.Decision is { } d ? new(d.Label, d.Class, d.Confidence, Need.Reviewer) : task.Assessment,
        // What no opinion holds up stays SUBMITTED by this.
        Origin = task.Counted.Any() ? task.Origin : task.Origin! with { RecalledAt = e.At },
    }, e.At, e.By.Value, task.State is TaskState.Reviewed ? "reopen" : "ask-review", task.State, e.Reason);

    /// <summary>Answers to earlier checks are held against what is known now.</summary>
    static TaskTruth Mark(TaskTruth task, GoldMarked e)
    {
        var at = 0;
        return Note(task with
        {
            Gold = e.Gold,
            Checks = [.. task.Checks.Select(c => c is { Kind: CheckKind.Gold, Answer: { } answer } && at < e.Scores.Length ? c with { Answer = answer with { Score = e.Scores[at++] } } : c)],
        }, e.At, e.Gold.By.Value, "mark-gold", task.State, e.Gold.Note);
    }

    static TaskTruth With(TaskTruth task, LeaseId lease, Func<Check, Check> change) =>
        task with { Checks = [.. task.Checks.Select(c => c.Lease.Id == lease ? change(c) : c)] };

    /// <summary>Where the task stands follows from its parts; a move is noted with who and why.</summary>
    static TaskTruth Stand(TaskTruth task, DateTimeOffset at, string by, string command, string? reason = null)
    {
        var from = task.State;
        var to = task.Decision is not null ? TaskState.Reviewed
            : task.Counted.Any() || from is TaskState.Submitted && task.Origin!.RecalledAt is not null ? TaskState.Submitted
            : task.LabelLeases.Any() ? TaskState.Working : TaskState.Queued;
        return Note(task with { State = to }, at, by, command, from, reason);
    }

    static TaskTruth Note(TaskTruth task, DateTimeOffset at, string by, string command, TaskState from, string? reason = null) =>
        task with { History = task.History.Add(new(task.History is [.., var last] ? TaskHistory.Later(last, at) : at, by, command, from, task.State, reason)) };

    static string Named(LeaseEnd how) => how switch
    {
        LeaseEnd.Released => "release", LeaseEnd.Skipped => "skip", LeaseEnd.Expired => "expire",
        LeaseEnd.Withdrawn => "withdraw", LeaseEnd.Asked => "ask", _ => "submit",
    };
}
