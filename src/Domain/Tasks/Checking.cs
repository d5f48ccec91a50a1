using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>Marking known answers, and handing REVIEWED tasks out as if they were work. Whoever is handed one is answered in the
/// same words as about any task.</summary>
static class Checking
{
    public static Ruling Mark(TaskTruth task, MarkGold command, DateTimeOffset now)
    {
        if (task.State is not TaskState.Reviewed && command.Label.IsNone) return new WrongState(task.State, "Only a task that is REVIEWED has a known answer.");
        var settled = task.State is TaskState.Reviewed ? [] : Reviewing.Concluded(task, command.By, command.Note, command.Label, command.Class, now);
        if (settled.Aggregate(task, TaskEvolution.Evolve).Decision is not { Label.IsNone: false } decision) return new WrongState(task.State, "This task has no label.");
        if (!command.Label.IsNone && command.Label != decision.Label) return new OtherAnswer();
        var gold = new GoldAnswer(decision.Label, decision.Class, command.By, now, command.Note);
        return Ruling.Accept([.. settled, new GoldMarked(now, gold, command.Scores), TaskRules.Answered(command, now, "")]);
    }

    public static Ruling Unmark(TaskTruth task, UnmarkGold command, DateTimeOffset now) => task.Gold is null
        ? new NotFound()
        : Ruling.Accept(new GoldUnmarked(now, command.By, TaskRules.Shorten(command.Reason)), TaskRules.Answered(command, now, ""));

    /// <summary>Each person at most once each way, and none who knows the answer already.</summary>
    public static Ruling Give(TaskTruth task, GiveCheck command, DateTimeOffset now)
    {
        if (task.State is not TaskState.Reviewed) return new WrongState(task.State, "Only a task that is REVIEWED can be a check.");
        if (task.FindCheck(command.Lease) is not null) return new NotAvailable("This lease exists already.");
        if (!command.Fits) return new NotAvailable("The label does not conform to the data spec of today.");
        if (task.Leases.Any(l => l.Holder == command.By) || task.ChecksOf(command.By).Any()) return new NotAvailable("They had this task as a check, or hold it.");
        if (command.Kind is CheckKind.Gold && !task.GoldStands) return new NotAvailable("This task has no known answer.");
        if (command.Kind is CheckKind.Gold ? HasSeen(task, command.By) : task.OpinionOf(command.By) is null)
            return new NotAvailable(command.Kind is CheckKind.Gold ? "They have seen this task." : "They did not answer this task.");
        var lease = new Assignment(command.Lease, command.By, AssignmentKind.Check, now, now + command.Length, command.SpecVersion, command.GuidelineVersion);
        return Ruling.Accept([.. Leases.Expired(task, now), new CheckGiven(now, lease, command.Kind, command.Order), TaskRules.Answered(command, now, lease.Id.Value)]);
    }

    /// <summary>A late answer counts: nobody else is to have the task instead.</summary>
    public static Ruling Submit(TaskTruth task, Check check, SubmitAnnotation command, DateTimeOffset now)
    {
        if (check.Lease.Holder != command.By) return new NotYourLease(command.Lease);
        if (check.Answer is not null || check.Ended is not (null or LeaseEnd.Expired)) return new LeaseLost(check.Lease.EndsAt);
        if (!command.Violations.IsEmpty) return new DoesNotConform(command.Violations);
        var id = $"{task.Origin!.Id}-a{task.Annotations.Count(a => a.Annotator == command.By) + 1}";
        var answer = new CheckAnswer(
            id, command.Label, command.Class, now, TaskRules.CapActive(command.ActiveMs, now - check.Lease.GrantedAt), command.Score, command.Edits);
        return Ruling.Accept(new CheckSubmitted(now, command.Lease, answer), TaskRules.Answered(command, now, id, TaskState.Submitted));
    }

    public static Ruling End(Check check, TaskCommand command, LeaseEnd how, DateTimeOffset now, string? reason = null, QuestionId? question = null) =>
        NotHeld(check, command.By) is { } refusal ? refusal
            : Ruling.Accept(new CheckEnded(now, check.Lease.Id, how, reason, question), TaskRules.Answered(command, now, check.Lease.Id.Value, TaskState.Queued));

    public static Ruling Extend(Check check, ExtendLease command, DateTimeOffset now)
    {
        if (NotHeld(check, command.By) is { } refusal) return refusal;
        if (check.Lease.EndsAt <= now) return new LeaseLost(check.Lease.EndsAt);
        return Ruling.Accept(
            new CheckExtended(now, command.Lease, Leasing.Later(check.Lease, command.Length, now)), TaskRules.Answered(command, now, command.Lease.Value, TaskState.Working));
    }

    /// <summary>Back to whoever asked, as any task whose question is answered. Under the versions that it was handed out with: the
    /// known label conforms to those.</summary>
    public static Ruling Return(TaskTruth task, Check check, EndWaiting command, DateTimeOffset now)
    {
        var answered = TaskRules.Answered(command, now, command.ReturnLease.Value);
        var holder = check.Lease.Holder;
        if (task.State is not TaskState.Reviewed || check.Kind is CheckKind.Gold && !task.GoldStands
            || task.Leases.Any(l => l.Holder == holder) || task.ChecksOf(holder).Any(c => c.Lease.Returned)) return Ruling.Accept(answered);
        var back = check.Lease with { Id = command.ReturnLease, GrantedAt = now, EndsAt = now + TaskRules.ReturnedLease, Returned = true };
        return Ruling.Accept([.. Leases.Expired(task, now), new CheckGiven(now, back, check.Kind, check.Order), answered]);
    }

    public static IEnumerable<TaskEvent> Expired(TaskTruth task, DateTimeOffset now) =>
        task.Checks.Where(c => c.Ended is null && c.Lease.EndsAt <= now).Select(c => new CheckEnded(now, c.Lease.Id, LeaseEnd.Expired));

    static Refusal? NotHeld(Check check, UserId by) =>
        check.Lease.Holder != by ? new NotYourLease(check.Lease.Id) : check.Ended is null ? null : new LeaseLost(check.Lease.EndsAt);

    /// <summary>Whoever worked on it, judged it or vouched for it.</summary>
    static bool HasSeen(TaskTruth task, UserId who) =>
        task.Gold!.By == who || task.Annotations.Any(a => a.Annotator == who) || task.Ended.Any(l => l.Holder == who) || task.Reviews.Any(r => r.Reviewer == who);
}
