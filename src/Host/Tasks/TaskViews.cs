using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Host.Http;

namespace Labelwise.Host.Tasks;

/// <summary>Shows a task's truth: whole to those who run the project, and to an annotator only their own part, from which
/// nobody can tell whether the task is an audit.</summary>
static class TaskViews
{
    /// <param name="checks">Whether the caller may know of known answers.</param>
    public static TaskAnswer Whole(
        TaskTruth truth, SampleAnswer sample, IReadOnlyDictionary<ContentHash, LabelDocument> documents, TenantDirectory directory, bool checks) => new(
        truth.Origin!.Id, Words.Of(truth.State), truth.Version, sample, Of(truth.Origin.Prediction, documents),
        [.. truth.Annotations.Select(a => Of(a, documents, directory))],
        [.. truth.Reviews.Select(r => new ReviewAnswer(
            r.Id, r.Reviewer, directory.NameOf(r.Reviewer), Words.Of(r.Verdict), r.Comment, documents.GetValueOrDefault(r.Label), r.At, MarksOf(r)))],
        truth.Decision is not { } d ? null : new(
            new(Words.Of(d.By), d.Users.IsDefault ? [] : d.Users, Of(d.Model)), documents.GetValueOrDefault(d.Label), d.Confidence, d.Rule, d.At),
        [.. truth.History.Where(h => checks || h.Command is not ("mark-gold" or "unmark-gold")).Select(Of)], [.. truth.Leases.Select(l => new LeaseAnswer(l.Id, l.EndsAt))], Words.Of(truth.Waits),
        truth.Audit is AuditStatus.None ? null : Words.Camel(truth.Audit),
        checks && truth.Gold is { } gold ? new(gold.By, directory.NameOf(gold.By), gold.At, gold.Note, truth.GoldStands) : null,
        checks && !truth.Checks.IsEmpty ? [.. truth.Checks.Select(c => Of(c, documents, directory))] : null);

    static CheckAnswer Of(Check check, IReadOnlyDictionary<ContentHash, LabelDocument> documents, TenantDirectory directory) => new(
        Words.Camel(check.Kind), check.Lease.Holder, directory.NameOf(check.Lease.Holder), check.Lease.GrantedAt, check.Ended is { } ended ? Words.Camel(ended) : null,
        check.Answer is { } a ? documents.GetValueOrDefault(a.Label) : null, check.Answer?.Score, check.Answer?.At, check.Answer?.ActiveMs);

    /// <returns>Null when the task never was theirs.</returns>
    public static TaskAnswer? OwnPart(
        TaskTruth truth, UserId user, SampleAnswer sample, IReadOnlyDictionary<ContentHash, LabelDocument> documents, TenantDirectory directory)
    {
        var checks = truth.ChecksOf(user).ToList();
        // While they hold a check it is new to them; what they answered once would be the answer.
        var isNew = checks.Any(c => c is { Kind: CheckKind.Own, Ended: null });
        var own = truth.Annotations.Where(a => a.Annotator == user && !isNew).Concat(checks.Select(Annotated).OfType<Annotation>()).ToList();
        List<Assignment> held = [.. truth.Leases.Where(l => l.Holder == user && l.Kind is AssignmentKind.Label), .. checks.Where(c => c.Ended is null).Select(c => c.Lease)];
        if (own.Count is 0 && held.Count is 0 && checks.Count is 0 && !truth.Ended.Any(l => l.Holder == user)) return null;
        var state = held.Count > 0 ? TaskState.Working : own.Any(a => a.Counts) ? TaskState.Submitted : TaskState.Queued;
        return new(
            truth.Origin!.Id, Words.Of(state), 0, sample, null, [.. own.Select(a => Of(a, documents, directory))], [], null,
            [.. truth.History.Where(h => h.By == user.Value && !isNew).Concat(checks.SelectMany(Told)).Select(Of)], [.. held.Select(l => new LeaseAnswer(l.Id, l.EndsAt))], null, null);
    }

    /// <summary>A check as the annotation that its author takes it for.</summary>
    static Annotation? Annotated(Check check) => check.Answer is { } a
        ? new(a.Id, check.Lease.Holder, a.Label, a.Class, check.Lease.SpecVersion, check.Lease.GuidelineVersion, a.At, a.ActiveMs, Edits: a.Edits) : null;

    /// <summary>What they did, as the history of any task tells it.</summary>
    static IEnumerable<HistoryEntry> Told(Check check)
    {
        var by = check.Lease.Holder.Value;
        yield return new(check.Lease.GrantedAt, by, "lease", TaskState.Queued, TaskState.Working);
        if (check.Ended is LeaseEnd.Released or LeaseEnd.Skipped)
            yield return new(check.Lease.EndsAt, by, check.Ended is LeaseEnd.Skipped ? "skip" : "release", TaskState.Working, TaskState.Queued, check.Reason);
        if (check.Answer is not { } answer) yield break;
        if (check.Ended is LeaseEnd.Expired) yield return new(answer.At, by, "late", TaskState.Queued, TaskState.Working);
        yield return new(answer.At, by, "submit", TaskState.Working, TaskState.Submitted, check.Ended is LeaseEnd.Expired ? "late" : null);
    }

    /// <summary>Every document that showing a truth needs.</summary>
    public static IEnumerable<ContentHash> Hashes(TaskTruth truth) =>
        truth.Annotations.Select(a => a.Label).Concat(truth.Reviews.Select(r => r.Label))
            .Concat(truth.Checks.Select(c => c.Answer?.Label ?? default)).Append(truth.Decision?.Label ?? default).Append(truth.Origin?.Prediction?.Label ?? default);

    public static AnnotationAnswer Of(Annotation a, IReadOnlyDictionary<ContentHash, LabelDocument> documents, TenantDirectory directory) => new(
        a.Id, a.Annotator, directory.NameOf(a.Annotator), documents.GetValueOrDefault(a.Label), a.SpecVersion, a.GuidelineVersion,
        a.SubmittedAt, a.ActiveMs, a.Counts, a.Edits);

    public static PredictionAnswer? Of(Prediction? prediction, IReadOnlyDictionary<ContentHash, LabelDocument> documents) =>
        prediction is null ? null : new(documents.GetValueOrDefault(prediction.Label), prediction.Confidence, Of(prediction.Model)!);

    /// <returns>Null where there are none.</returns>
    public static IReadOnlyList<MarkAnswer>? MarksOf(Review review) => review.Marks.IsDefaultOrEmpty ? null
        : [.. review.Marks.Select(m => new MarkAnswer(m.Object, m.Text, m.At is { } at ? [at.X, at.Y] : null))];

    static ModelVersionRef? Of(ModelRef? model) => model is null ? null : new(model.Model, model.Version);

    static HistoryAnswer Of(HistoryEntry h) => new(h.At, h.By, h.Command, Words.Of(h.From), Words.Of(h.To), h.Reason);
}
