using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>Granting, extending and ending leases.</summary>
static class Leasing
{
    /// <summary>QUEUED to WORKING, or another opinion on a task that wants one.</summary>
    public static Ruling ForLabels(TaskTruth task, LeaseTask command, TaskPolicy policy, DateTimeOffset now)
    {
        if (task.State is TaskState.Reviewed) return new WrongState(task.State, "This task is REVIEWED already.");
        if (task.FindLease(command.Lease) is not null) return new NotAvailable("This lease exists already.");
        if (task.LabelLeases.Any(l => l.Holder == command.By && l.EndsAt > now))
            return new NotAvailable("You hold this task already.");
        if (task.ChecksOf(command.By).Any(c => c.Ended is null)) return new NotAvailable("You hold this task already.");
        if (task.DoneWithIt.Contains(command.By)) return new NotAvailable("You worked on this task before.");
        var again = Settling.IsAnnotatorsAgain(task, policy, now);
        if (task.Waits is not ReviewReason.None && !again) return new NotAvailable("This task waits for a reviewer.");
        if (!task.Awaited.IsEmpty) return new NotAvailable("This task waits for an answer to a question.");
        var counted = task.Counted.Count();
        var wanted = again ? Math.Max(task.Wanted, counted + 1) : task.Wanted;
        var held = task.LabelLeases.Count(l => l.EndsAt > now);
        if (counted + held >= Math.Min(wanted, policy.MaxOpinions))
            return new NotAvailable("This task has all the opinions that it needs, or others are at work on it.");
        return Grant(task, command, now, again ? [new AnnotatorFound(now, wanted)] : []);
    }

    /// <summary>Holds a task that waits for a review, so that two reviewers don't do the same.</summary>
    public static Ruling ForReview(TaskTruth task, LeaseTask command, TaskPolicy policy, DateTimeOffset now)
    {
        if (task.Waits is ReviewReason.None && !Settling.IsStranded(task, policy, now)) return new WrongState(task.State, "This task does not wait for a review.");
        if (task.Leases.FirstOrDefault(l => l.Kind is AssignmentKind.Review && l.EndsAt > now) is { } held)
            return held.Holder == command.By ? new NotAvailable("You hold this review already.") : new ReviewHeld(held.EndsAt);
        return Grant(task, command, now);
    }

    public static Ruling Release(TaskTruth task, ReleaseTask command, DateTimeOffset now) =>
        NotHeld(task, command.Lease, command.By) ?? Ruling.Accept(
            new LeaseEnded(now, command.Lease, LeaseEnd.Released), TaskRules.Answered(command, now, command.Lease.Value));

    public static Ruling Extend(TaskTruth task, ExtendLease command, DateTimeOffset now)
    {
        if (NotHeld(task, command.Lease, command.By) is { } refusal) return refusal;
        var lease = task.FindLease(command.Lease)!;
        if (lease.EndsAt <= now) return new LeaseLost(lease.EndsAt);
        return Ruling.Accept(
            new LeaseExtended(now, command.Lease, Later(lease, command.Length, now)),
            TaskRules.Answered(command, now, command.Lease.Value));
    }

    /// <summary>When a hold ends that is extended now: never sooner than before.</summary>
    public static DateTimeOffset Later(Assignment lease, TimeSpan length, DateTimeOffset now) => now + length is var end && end > lease.EndsAt ? end : lease.EndsAt;

    /// <summary>What ends with a submission: leases that ran out, so that a clock set back cannot revive them, and
    /// any other hold of the same annotator, as when a late submission comes under an earlier lease.</summary>
    public static IEnumerable<TaskEvent> EndOthers(TaskTruth task, SubmitAnnotation command, DateTimeOffset now) =>
        task.Leases
            .Where(l => l.Id != command.Lease && (l.EndsAt <= now || (l.Kind is AssignmentKind.Label && l.Holder == command.By)))
            .Select(l => End(l, now));

    /// <summary>Ends a lease whose work is no longer wanted.</summary>
    public static LeaseEnded End(Assignment lease, DateTimeOffset now) =>
        new(now, lease.Id, lease.EndsAt <= now ? LeaseEnd.Expired : LeaseEnd.Withdrawn);

    public static Refusal? NotHeld(TaskTruth task, LeaseId lease, UserId by)
    {
        if (task.FindLease(lease) is { } live) return live.Holder == by ? null : new NotYourLease(lease);
        return task.Ended.LastOrDefault(l => l.Id == lease) is { } ended && ended.Holder == by
            ? new LeaseLost(ended.EndsAt) : new NotYourLease(lease);
    }

    static Ruling Grant(TaskTruth task, LeaseTask command, DateTimeOffset now, params ImmutableArray<TaskEvent> first)
    {
        var granted = new LeaseGranted(now, new(
            command.Lease, command.By, command.Kind, now, now + command.Length, command.SpecVersion, command.GuidelineVersion));
        return Ruling.Accept([.. Leases.Expired(task, now), .. first, granted, TaskRules.Answered(command, now, command.Lease.Value)]);
    }
}
