using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>Makes a block's compact row from a task's truth.</summary>
static class Rows
{
    public static TaskRow Of(TaskTruth task)
    {
        var stands = Standing(task);
        return new TaskRow
        {
            Id = task.Origin!.Id, Version = task.Version, State = task.State, Wanted = task.Wanted, Waits = task.Waits, Audit = task.Audit,
            Label = stands.Label, Class = stands.Class, Confidence = (float)stands.Confidence,
            Decision = task.Decision is { } d ? new(d.By, d.Users, d.Model, d.At, d.Rule) : null,
            Opinions = [.. task.Annotations.Select(a => Opinion(a, task))],
            Leases = [.. task.Leases.Select(l => new RowLease(l)), .. task.Checks.Where(c => c.Ended is null).Select(c => new RowLease(c.Lease))],
            PassedOn = [.. task.Ended.Where(l => l.How is LeaseEnd.Skipped).Select(l => l.Holder).Distinct()],
            Reviews = task.Reviews.Length,
            UpdatedAt = task.History[^1].At,
            Asked = !task.Awaited.IsEmpty,
            Gold = task.GoldStands, Judged = Judged(task),
            Checks = [.. task.Checks.Where(c => c.Answer is not null)
                .Select(c => new RowCheck(c.Lease.Holder, c.Kind, c.Answer!.Class, c.Answer.ActiveMs, c.Answer.At, (float)c.Answer.Score, c.Order))],
        };
    }

    static (Domain.ContentHash Label, int Class, double Confidence) Standing(TaskTruth task) =>
        task.Decision is { } decided ? (decided.Label, decided.Class, decided.Confidence)
        : task.Assessment is { } assessed ? (assessed.Label, assessed.Class, assessed.Confidence)
        : default((Domain.ContentHash, int, double)) with { Item2 = -1 };

    /// <summary>By the first review that the lot brought: after a rejection the task is another.</summary>
    static RowVerdict? Judged(TaskTruth task)
    {
        foreach (var review in task.Reviews)
            if (review.Believed is { } believed) return new((float)believed.Confidence, review.Verdict is not Verdict.Reject && review.Class == believed.Class);
        return null;
    }

    static RowOpinion Opinion(Annotation a, TaskTruth task) => new(
        a.Annotator, a.Label, a.Class, a.ActiveMs, a.SubmittedAt, a.Counts, Stood(a, task), a.ReturnedToAnnotator,
        a.SpecVersion, a.GuidelineVersion);

    /// <summary>What a reviewer's word means for an opinion; null while none spoke.</summary>
    static bool? Stood(Annotation a, TaskTruth task) =>
        task.Reviews is [.., var last] ? last.Verdict switch
        {
            Verdict.Reject => a.Counts ? null : false,
            Verdict.Accept when IsMerged(task, last) => last.Class >= 0 && a.Class != last.Class ? false : null,
            _ => a.Label == last.Label,
        } : null;

    /// <summary>Whether a reviewed label is nobody's own: that it stands says of none who had a part in it that they erred.</summary>
    static bool IsMerged(TaskTruth task, Review review) => task.Counted.Skip(1).Any() && !task.Annotations.Any(a => a.Label == review.Label);
}
