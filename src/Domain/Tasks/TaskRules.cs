using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>What may happen to a task, and what follows: QUEUED → WORKING → SUBMITTED → REVIEWED.
/// Pure: the same truth, command and time give the same ruling.</summary>
public static class TaskRules
{
    /// <summary>After so many skips a task waits for a curator instead of another annotator.</summary>
    public const int SkipsToCurator = 3;

    /// <summary>How long a task rejected back to its annotator waits for them before others may have it.</summary>
    public static readonly TimeSpan ReturnedLease = TimeSpan.FromHours(24);

    /// <summary>The longest reason or comment kept, in characters.</summary>
    public const int LongestRemark = 4000;

    /// <param name="task">The truth so far; it must have its origin.</param>
    /// <returns>The events to record, none for a repeat; or the refusal.</returns>
    public static Ruling Decide(TaskTruth task, TaskCommand command, TaskPolicy policy, DateTimeOffset now)
    {
        if (task.FindAnswer(command.By, command.Key) is { } answered)
            return answered.Fingerprint == command.Fingerprint ? Ruling.Repeat : new KeyReused();
        return command switch
        {
            SubmitAnnotation submit when task.FindCheck(submit.Lease) is { } check => Checking.Submit(task, check, submit, now),
            SkipTask skip when task.FindCheck(skip.Lease) is { } check => Checking.End(check, skip, LeaseEnd.Skipped, now, Shorten(skip.Reason)),
            ReleaseTask release when task.FindCheck(release.Lease) is { } check => Checking.End(check, release, LeaseEnd.Released, now),
            ExtendLease extend when task.FindCheck(extend.Lease) is { } check => Checking.Extend(check, extend, now),
            AwaitAnswer ask when task.FindCheck(ask.Lease) is { } check => Checking.End(check, ask, LeaseEnd.Asked, now, question: ask.Question),
            EndWaiting end when task.Checks.FirstOrDefault(c => c.Question == end.Question) is { } check => Checking.Return(task, check, end, now),
            GiveCheck give => Checking.Give(task, give, now),
            MarkGold mark => Checking.Mark(task, mark, now),
            UnmarkGold unmark => Checking.Unmark(task, unmark, now),
            LeaseTask { Kind: AssignmentKind.Label } lease => Leasing.ForLabels(task, lease, policy, now),
            LeaseTask lease => Leasing.ForReview(task, lease, policy, now),
            SubmitAnnotation submit => Submit(task, submit, policy, now),
            SkipTask skip => Skip(task, skip, policy, now),
            ReleaseTask release => Leasing.Release(task, release, now),
            ExtendLease extend => Leasing.Extend(task, extend, now),
            ReviewTask review => Reviewing.Decide(task, review, policy, now),
            AwaitAnswer ask => Waiting.Begin(task, ask, now),
            EndWaiting end => Waiting.End(task, end, policy, now),
            AskReview ask => AskForReview(task, ask, now),
            ReopenTask reopen => Reopen(task, reopen, policy, now),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "a command without a rule"),
        };
    }

    /// <summary>WORKING to SUBMITTED. A late submission counts while redundancy has room.</summary>
    static Ruling Submit(TaskTruth task, SubmitAnnotation command, TaskPolicy policy, DateTimeOffset now)
    {
        var live = task.FindLease(command.Lease);
        var ended = live is null ? task.Ended.LastOrDefault(l => l.Id == command.Lease) : null;
        if ((live?.Holder ?? ended?.Holder) != command.By || (live?.Kind ?? ended?.Kind) is AssignmentKind.Review)
            return new NotYourLease(command.Lease);
        if (ended is { How: not LeaseEnd.Expired }) return new LeaseLost(ended.EndsAt);
        var endsAt = live?.EndsAt ?? ended!.EndsAt;
        var late = live is null || endsAt <= now;
        if (late && !task.HasRoomFor(command.By, policy.MaxOpinions, now)) return new LeaseLost(endsAt);
        if (task.Counted.Any(a => a.Annotator == command.By)) return new LeaseLost(endsAt);  // answered under another lease
        if (!command.Violations.IsEmpty) return new DoesNotConform(command.Violations);

        var grantedAt = live?.GrantedAt ?? ended!.GrantedAt;
        var annotation = new Annotation(
            AnnotationId(task), command.By, command.Label, command.Class,
            live?.SpecVersion ?? ended!.SpecVersion, live?.GuidelineVersion ?? ended!.GuidelineVersion,
            now, CapActive(command.ActiveMs, now - grantedAt), Edits: command.Edits);
        return Ruling.Accept([
            .. Leasing.EndOthers(task, command, now), new AnnotationSubmitted(now, command.Lease, annotation, late),
            Answered(command, now, annotation.Id)]);
    }

    /// <summary>WORKING to QUEUED, the reason kept; to a curator when too many passed or nobody is left to ask.</summary>
    static Ruling Skip(TaskTruth task, SkipTask command, TaskPolicy policy, DateTimeOffset now)
    {
        if (Leasing.NotHeld(task, command.Lease, command.By) is { } refusal) return refusal;
        var reason = Shorten(command.Reason);
        if (task.FindLease(command.Lease) is { Kind: AssignmentKind.Review })  // a reviewer passing on says nothing about the task
            return Ruling.Accept(
                new LeaseEnded(now, command.Lease, LeaseEnd.Released, reason), Answered(command, now, command.Lease.Value));
        var skipped = new LeaseEnded(now, command.Lease, LeaseEnd.Skipped, reason);
        var after = TaskEvolution.Evolve(task, skipped);
        var skips = after.Ended.Count(l => l.How is LeaseEnd.Skipped);
        var answered = Answered(command, now, command.Lease.Value);
        if (after.Waits is not ReviewReason.None) return Ruling.Accept(skipped, answered);
        if (skips >= SkipsToCurator) return Ruling.Accept(skipped, new ReviewAsked(now, ReviewReason.Skipped), answered);
        return Settling.NobodyLeft(after, policy)
            ? Ruling.Accept(skipped, new ReviewAsked(now, ReviewReason.NoAnnotatorLeft), answered)
            : Ruling.Accept(skipped, answered);
    }

    /// <summary>REVIEWED to QUEUED. Earlier opinions stay in the record and no longer count.</summary>
    static Ruling Reopen(TaskTruth task, ReopenTask command, TaskPolicy policy, DateTimeOffset now)
    {
        if (task.State is not TaskState.Reviewed)
            return new WrongState(task.State, "Only a REVIEWED task can be reopened.");
        var reopened = new TaskReopened(now, command.By, Shorten(command.Reason), policy.MinOpinions);
        var answered = Answered(command, now, "");
        return Settling.NobodyLeft(TaskEvolution.Evolve(task, reopened), policy)
            ? Ruling.Accept(reopened, new ReviewAsked(now, ReviewReason.NoAnnotatorLeft), answered)
            : Ruling.Accept(reopened, answered);
    }

    /// <summary>To a reviewer: SUBMITTED stays so, REVIEWED becomes SUBMITTED again.</summary>
    static Ruling AskForReview(TaskTruth task, AskReview command, DateTimeOffset now) =>
        task.Waits is not ReviewReason.None ? new WrongState(task.State, "This task waits for a reviewer already.")
        : task.State is TaskState.Submitted or TaskState.Reviewed
            ? Ruling.Accept(new ReviewWanted(now, command.By, Shorten(command.Reason)), Answered(command, now, ""))
            : new WrongState(task.State, "Nothing was submitted on this task yet.");

    /// <param name="shown">The state that is told; null for the task's own.</param>
    internal static CommandAnswered Answered(TaskCommand command, DateTimeOffset now, string result, TaskState? shown = null) =>
        new(now, command.Key, command.By, command.Fingerprint, result, shown);

    internal static string Shorten(string remark) => remark.Length <= LongestRemark ? remark : remark[..LongestRemark];

    static string AnnotationId(TaskTruth task) => $"{task.Origin!.Id}-a{task.Annotations.Length + 1}";

    /// <summary>A client's clock cannot claim more than passed since the lease.</summary>
    internal static int CapActive(int activeMs, TimeSpan sinceLease) =>
        (int)Math.Clamp(activeMs, 0, Math.Min(int.MaxValue, Math.Max(0, sinceLease.TotalMilliseconds)));
}
