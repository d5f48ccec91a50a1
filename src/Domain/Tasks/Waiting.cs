namespace Labelwise.Domain.Tasks;

/// <summary>A task whose annotator asked something and chose not to guess meanwhile.</summary>
static class Waiting
{
    /// <summary>WORKING to QUEUED; it is offered to nobody until the answer came.</summary>
    public static Ruling Begin(TaskTruth task, AwaitAnswer command, DateTimeOffset now)
    {
        if (Leasing.NotHeld(task, command.Lease, command.By) is { } refusal) return refusal;
        var lease = task.FindLease(command.Lease)!;
        if (lease.EndsAt <= now) return new LeaseLost(lease.EndsAt);
        if (lease.Kind is AssignmentKind.Review) return new NotYourLease(command.Lease);
        return Ruling.Accept(
            new LeaseEnded(now, command.Lease, LeaseEnd.Asked), new AnswerAwaited(now, new(command.Question, command.By)),
            TaskRules.Answered(command, now, command.Lease.Value));
    }

    /// <summary>Back to the asker as work rejected comes back: held for them before others may have it.</summary>
    public static Ruling End(TaskTruth task, EndWaiting command, TaskPolicy policy, DateTimeOffset now)
    {
        var answered = TaskRules.Answered(command, now, command.ReturnLease.Value);
        if (task.Awaited.FirstOrDefault(a => a.Question == command.Question) is not { Asker: var asker }) return Ruling.Accept(answered);
        var came = new AnswerCame(now, command.Question);
        if (!WantsOpinionOf(asker, TaskEvolution.Evolve(task, came), policy, now)) return Ruling.Accept(came, answered);
        var back = new Assignment(
            command.ReturnLease, asker, AssignmentKind.Label, now, now + TaskRules.ReturnedLease, command.SpecVersion, command.GuidelineVersion, Returned: true);
        return Ruling.Accept([.. Leases.Expired(task, now), came, new LeaseGranted(now, back), answered]);
    }

    static bool WantsOpinionOf(UserId asker, TaskTruth task, TaskPolicy policy, DateTimeOffset now) =>
        task.State is not TaskState.Reviewed && task.Waits is ReviewReason.None && task.Awaited.IsEmpty && !task.DoneWithIt.Contains(asker)
        && !task.LabelLeases.Any(l => l.Holder == asker && l.EndsAt > now)
        && task.Counted.Count() + task.LabelLeases.Count(l => l.EndsAt > now) < Math.Min(task.Wanted, policy.MaxOpinions);
}
