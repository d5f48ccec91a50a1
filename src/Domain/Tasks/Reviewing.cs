using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>SUBMITTED to REVIEWED, or back to work.</summary>
static class Reviewing
{
    public static Ruling Decide(TaskTruth task, ReviewTask command, TaskPolicy policy, DateTimeOffset now)
    {
        if (task.Leases.FirstOrDefault(l => l.Kind is AssignmentKind.Review && l.EndsAt > now && l.Holder != command.By) is { } held)
            return new ReviewHeld(held.EndsAt);
        if (!command.Violations.IsEmpty) return new DoesNotConform(command.Violations);
        return task.State switch
        {
            TaskState.Submitted => Judge(task, command, now),
            TaskState.Queued or TaskState.Working when task.Waits is not ReviewReason.None || Settling.IsStranded(task, policy, now) => LabelInstead(task, command, now),
            TaskState.Reviewed => new WrongState(task.State, "This task is REVIEWED already; reopen it to change its label."),
            _ => new WrongState(task.State, "Nothing was submitted on this task yet."),
        };
    }

    static Ruling Judge(TaskTruth task, ReviewTask command, DateTimeOffset now)
    {
        var candidate = Candidate(task);
        if (command.Verdict is Verdict.Reject) return Reject(task, command, candidate, now);
        if (command.Verdict is Verdict.Accept && candidate is null)
            return new WrongState(task.State, "There is no label to accept yet; correct it instead.");
        var (label, answer) = command.Verdict is Verdict.Accept ? candidate!.Value : (command.Label, command.Class);
        return Conclude(task, command, label, answer, now);
    }

    /// <summary>A curator labels what annotators passed on; the record shows the same path as any other work.</summary>
    static Ruling LabelInstead(TaskTruth task, ReviewTask command, DateTimeOffset now) =>
        command.Verdict is Verdict.Correct
            ? Conclude(task, command, command.Label, command.Class, now)
            : new WrongState(task.State, "Nobody labeled this task; give its labels with the verdict 'correct'.");

    static Ruling Conclude(TaskTruth task, ReviewTask command, ContentHash label, int answer, DateTimeOffset now)
    {
        var review = new Review(ReviewId(task), command.By, command.Verdict, TaskRules.Shorten(command.Comment), label, answer, now, Marks(command), Believed(task));
        return Ruling.Accept([.. Concluded(task, review), TaskRules.Answered(command, now, review.Id)]);
    }

    /// <summary>Decided by somebody who knows the label, whatever the task waited for.</summary>
    public static ImmutableArray<TaskEvent> Concluded(TaskTruth task, UserId by, string comment, ContentHash label, int answer, DateTimeOffset now) =>
        Concluded(task, new(ReviewId(task), by, Verdict.Correct, TaskRules.Shorten(comment), label, answer, now, []));

    static ImmutableArray<TaskEvent> Concluded(TaskTruth task, Review review)
    {
        var (by, label, answer, now) = (review.Reviewer, review.Label, review.Class, review.At);
        List<TaskEvent> events = [.. EndAll(task, now), new TaskReviewed(now, review)];
        if (task.Audit is not AuditStatus.None && task.Origin!.Prediction is { } prediction)
            events.Add(new AuditSettled(now, Agrees(prediction, label, answer) ? AuditStatus.Agrees : AuditStatus.Differs));
        events.Add(new TaskDecided(now, new(DeciderKind.Reviewer, [by], null, label, answer, ReviewerConfidence, "review", now), by.Value));
        return [.. events];
    }

    static Ruling Reject(TaskTruth task, ReviewTask command, (ContentHash Label, int Class)? candidate, DateTimeOffset now)
    {
        if (task.Counted.LastOrDefault(a => a.Label == (candidate?.Label ?? a.Label)) is not { } rejected)
            return new WrongState(task.State, "No person's work is to be rejected here; correct the label instead.");
        var review = new Review(
            ReviewId(task), command.By, Verdict.Reject, TaskRules.Shorten(command.Comment), rejected.Label, rejected.Class, now, Marks(command), Believed(task));
        if (command.ToOthers) return Ruling.Accept([.. EndAll(task, now), new TaskRejected(now, review, BackTo: null), TaskRules.Answered(command, now, review.Id)]);
        var back = new Assignment(
            command.ReturnLease, rejected.Annotator, AssignmentKind.Label, now, now + TaskRules.ReturnedLease,
            command.SpecVersion, command.GuidelineVersion, Returned: true);
        return Ruling.Accept([
            .. EndAll(task, now), new TaskRejected(now, review, rejected.Annotator), new LeaseGranted(now, back),
            TaskRules.Answered(command, now, review.Id)]);
    }

    /// <summary>The label that stands to be judged: the assessment's, else the last opinion's, else the model's.</summary>
    static (ContentHash Label, int Class)? Candidate(TaskTruth task) =>
        task.Assessment is { } assessed ? (assessed.Label, assessed.Class)
        : task.Counted.LastOrDefault() is { } last ? (last.Label, last.Class)
        : task.Origin!.Prediction is { } predicted ? (predicted.Label, predicted.Class) : null;

    internal static bool Agrees(Prediction prediction, ContentHash label, int answer) =>
        prediction.Class >= 0 ? prediction.Class == answer : prediction.Label == label;

    /// <summary>Nothing of a task that somebody had sent for: what is judged because it is doubtful says little of what is not.</summary>
    static Belief? Believed(TaskTruth task) =>
        task is { Waits: ReviewReason.Sampled, Assessment: { Need: Need.Nothing, Class: >= 0 } of } ? new(of.Class, of.Confidence) : null;

    static IEnumerable<TaskEvent> EndAll(TaskTruth task, DateTimeOffset now) =>
        task.Leases.Select(l => Leasing.End(l, now));

    static ImmutableArray<ReviewMark> Marks(ReviewTask command) => command.Marks.IsDefault ? [] : command.Marks;

    static string ReviewId(TaskTruth task) => $"{task.Origin!.Id}-r{task.Reviews.Length + 1}";

    /// <summary>A reviewer's word is taken as nearly certain.</summary>
    const double ReviewerConfidence = 0.995;
}
