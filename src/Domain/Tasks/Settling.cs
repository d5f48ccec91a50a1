using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>What follows from the opinions on a task once one more came in.</summary>
public static class Settling
{
    /// <param name="task">The truth with the new opinion folded in.</param>
    /// <param name="assessment">What the opinions amount to, by truth inference.</param>
    /// <returns>Events to record together with the submission.</returns>
    public static ImmutableArray<TaskEvent> After(TaskTruth task, Assessment assessment, TaskPolicy policy, DateTimeOffset now)
    {
        if (task.State is not TaskState.Submitted || task.Waits is not ReviewReason.None) return [];
        if (task.Audit is AuditStatus.Drawn) return SettleAudit(task, assessment, policy, now);
        return assessment.Need switch
        {
            Need.AnotherOpinion when !NobodyLeft(task, policy) => [new TaskAssessed(now, assessment, task.Counted.Count() + 1)],
            Need.AnotherOpinion => [new TaskAssessed(now, assessment, task.Wanted), new ReviewAsked(now, ReviewReason.NoAnnotatorLeft)],
            Need.Reviewer => [new TaskAssessed(now, assessment, task.Wanted), new ReviewAsked(now, ReviewReason.Disagreement)],
            _ => [new TaskAssessed(now, assessment, task.Wanted), .. Close(task, assessment, "consensus", policy, now)],
        };
    }

    /// <summary>Whether a task waits for another opinion that nobody is giving: what is learned of people elsewhere may come to
    /// suffice. Never an audit, which one person's answer settles.</summary>
    public static bool MayBeSettledNow(TaskTruth task) =>
        task is { State: TaskState.Submitted, Waits: ReviewReason.None, Audit: AuditStatus.None, Assessment.Need: Need.AnotherOpinion }
        && task.Leases.IsEmpty && task.Awaited.IsEmpty;

    /// <summary>An audit is settled by agreement; a disagreement goes to a reviewer, so that a person's slip
    /// is not counted as the model's error.</summary>
    static ImmutableArray<TaskEvent> SettleAudit(TaskTruth task, Assessment assessment, TaskPolicy policy, DateTimeOffset now)
    {
        var opinion = task.Counted.Last();
        if (!Reviewing.Agrees(task.Origin!.Prediction!, opinion.Label, opinion.Class))
            return [
                new TaskAssessed(now, assessment with { Need = Need.Reviewer }, task.Wanted),
                new AuditSettled(now, AuditStatus.Disputed), new ReviewAsked(now, ReviewReason.AuditDisputed)];
        var agreed = assessment with { Label = opinion.Label, Class = opinion.Class, Need = Need.Nothing };
        // Drawn for review as well, it stays open until the reviewer spoke: a correction makes it an error.
        ImmutableArray<TaskEvent> settled = DrawnForReview(task, policy) ? [] : [new AuditSettled(now, AuditStatus.Agrees)];
        return [new TaskAssessed(now, agreed, task.Wanted), .. settled, .. Close(task, agreed, "agreement", policy, now)];
    }

    /// <summary>No further opinion is wanted: who still holds the task is told so, and it is decided or reviewed.</summary>
    static IEnumerable<TaskEvent> Close(
        TaskTruth task, Assessment assessment, string rule, TaskPolicy policy, DateTimeOffset now) =>
        [
            .. task.Leases.Select(lease => Leasing.End(lease, now)),
            DrawnForReview(task, policy) ? new ReviewAsked(now, ReviewReason.Sampled) : Agreed(task, assessment, rule, now),
        ];

    /// <summary>Whether everybody who may annotate has had the task: then only a reviewer can go on.</summary>
    public static bool NobodyLeft(TaskTruth task, TaskPolicy policy) => !task.Leases.Any() && task.Awaited.IsEmpty && Untried(task, policy) <= 0;

    /// <summary>Whether a task that waits for a reviewer only because everybody had had it goes back to annotators: somebody has
    /// joined since, and no reviewer has begun.</summary>
    public static bool IsAnnotatorsAgain(TaskTruth task, TaskPolicy policy, DateTimeOffset now) =>
        IsAnnotatorsAgain(task.Waits, task.Leases.Count(l => l.Kind is AssignmentKind.Review && l.EndsAt > now), Untried(task, policy));

    /// <inheritdoc cref="IsAnnotatorsAgain(TaskTruth, TaskPolicy, DateTimeOffset)"/>
    /// <param name="reviewing">Reviewers who hold it now.</param>
    /// <param name="untried">Annotators who have not had it.</param>
    public static bool IsAnnotatorsAgain(ReviewReason waits, int reviewing, int untried) =>
        waits is ReviewReason.NoAnnotatorLeft && reviewing == 0 && untried > 0;

    /// <summary>How many of those who may annotate have not had the task.</summary>
    static int Untried(TaskTruth task, TaskPolicy policy) => policy.Annotators - task.DoneWithIt.Count(policy.MayAnnotate);

    /// <summary>Whether an undecided task can get no opinion any more though it waits for one: the pipeline allows fewer by
    /// now, or people have left. Nobody says so when it happens; a reviewer is offered the task.</summary>
    public static bool IsStranded(TaskTruth task, TaskPolicy policy, DateTimeOffset now) =>
        task.Awaited.IsEmpty && IsStranded(task.State, task.Counted.Count(), Math.Min(task.Wanted, policy.MaxOpinions), task.LabelLeases.Count(l => l.EndsAt > now),
            task.DoneWithIt.Any(), Untried(task, policy));

    /// <inheritdoc cref="IsStranded(TaskTruth, TaskPolicy, DateTimeOffset)"/>
    /// <param name="most">Opinions that it may come to have.</param>
    /// <param name="held">Annotators who hold it now.</param>
    /// <param name="begun">Whether anybody has had it.</param>
    /// <param name="untried">Annotators who have not.</param>
    public static bool IsStranded(TaskState state, int counted, int most, int held, bool begun, int untried) =>
        state is not TaskState.Reviewed && held == 0 && (counted > 0 && counted >= most || begun && untried <= 0);

    /// <summary>The same task is always drawn or never, whatever happens to it.</summary>
    static bool DrawnForReview(TaskTruth task, TaskPolicy policy) =>
        task.Origin!.Seed < policy.ReviewRate * uint.MaxValue;

    /// <summary>By those whose label it is; a label that is nobody's is merged from all of them.</summary>
    static TaskDecided Agreed(TaskTruth task, Assessment assessment, string rule, DateTimeOffset now)
    {
        var agreeing = task.Counted.Where(a => a.Label == assessment.Label).ToList();
        return new(now, new(
            DeciderKind.People, [.. (agreeing.Count > 0 ? agreeing : task.Counted).Select(a => a.Annotator)],
            null, assessment.Label, assessment.Class, assessment.Confidence, rule, now), "policy");
    }
}
