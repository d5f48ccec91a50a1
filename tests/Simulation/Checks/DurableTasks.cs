using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Projects;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Checks;

/// <summary>Looks at every truth of a task the moment it comes to be on disk.</summary>
sealed class DurableTasks(SimulatedWorld world, SimulatedDisk disk, Site site, Witness witness)
{
    readonly Dictionary<TaskId, List<(DateTimeOffset At, ContentHash? Label)>> decided = [];

    /// <summary>What each task was decided for, from when on; null for not decided.</summary>
    public IReadOnlyDictionary<TaskId, List<(DateTimeOffset At, ContentHash? Label)>> Decided => decided;

    /// <summary>Who might annotate, after each change of the project.</summary>
    public List<ImmutableHashSet<UserId>> Crews { get; } = [];

    public void Look(TaskTruth before, TaskTruth after)
    {
        if (after.Origin is not { } origin) return;
        var now = site.Now;
        var history = decided.TryGetValue(origin.Id, out var known) ? known : decided[origin.Id] = [];
        if (history.Count == 0 || history[^1].Label != after.Decision?.Label) history.Add((world.Time.GetUtcNow(), after.Decision?.Label));

        var running = after.LabelLeases.Count(l => l.EndsAt > now);
        Hold(Invariant.NeverMoreThanRedundancyAllows, after.Counted.Count() + running <= witness.MostOpinions,
            () => $"{running} leases and {after.Counted.Count()} opinions, {witness.MostOpinions} allowed");
        Hold(Invariant.NobodyGetsATaskTwice, AllDiffer(after.Counted.Select(a => a.Annotator).Concat(after.LabelLeases.Where(l => l.EndsAt > now).Select(l => l.Holder))),
            () => "somebody counts twice");
        foreach (var granted in after.Leases.Where(l => before.FindLease(l.Id) is null)) Granted(before, after, granted);
        if (after.Waits is ReviewReason.NoAnnotatorLeft && before.Waits is not ReviewReason.NoAnnotatorLeft)
            Hold(Invariant.NobodyIsPassedOver, Crews.Any(crew => crew.IsSubsetOf(after.DoneWithIt)), () => $"only {string.Join(" ", after.DoneWithIt)} have had it");
        Hold(Invariant.ALeaseEndsOnce, AllDiffer(after.Leases.Select(l => l.Id).Concat(after.Ended.Select(l => l.Id))), () => "a lease is there twice");
        Hold(Invariant.ALeaseEndsOnce, before.Leases.All(l => after.FindLease(l.Id) is not null || after.Ended.Any(e => e.Id == l.Id)), () => "a lease has vanished");
        Hold(Invariant.HistoryExplainsTheState, before.Decision is null || after.Decision is not null || !after.Counted.Any(), () => "opinions count on after a reopening");
        Hold(Invariant.HistoryExplainsTheState, Grows(before, after), () => "what was on record is not a beginning of what is");
        Hold(Invariant.HistoryExplainsTheState, IsAPath(after), () => string.Join(" | ", after.History));
        Hold(Invariant.HistoryExplainsTheState, after.State is TaskState.Reviewed == after.Decision is not null, () => $"{after.State}, {after.Decision}");
        Hold(Invariant.ACommandIsAllOrNothing, AllAnswered(after), () => "an annotation or review without its answer");
        foreach (var annotation in after.Annotations.Skip(before.Annotations.Length)) Annotated(after, annotation);
        if (after.Assessment is { } assessment && assessment != before.Assessment && after.Audit is AuditStatus.None)
            Hold(Invariant.NoOpinionTooMany, Follows(assessment, after.Counted.Count()), () => $"{after.Counted.Count()} opinions came to {assessment}");
        if (after.Decision is { Label: var label } && before.Decision?.Label != label)
            Hold(Invariant.ACommandIsAllOrNothing, site.Files.Has(label), () => $"decided for {label}, of which there is no document");
        Hold(Invariant.AuditsAreBlind, !(origin.Audit && origin.Prelabeled), () => "an audit is shown its prediction");
        foreach (var review in after.Reviews.Skip(before.Reviews.Length).Where(r => r.Verdict is Verdict.Reject)) Rejected(before, after, review);

        void Hold(Invariant invariant, bool holds, Func<string> how) =>
            witness.Hold(invariant, holds, () => $"{origin.Id}, version {after.Version}: {how()}");
    }

    /// <summary>Whether some pipeline that ever was in force needs, after so many opinions, what the assessment says.</summary>
    bool Follows(Assessment assessment, int opinions) => disk.All<ProjectState>("project").Single().Pipelines.Any(p =>
    {
        var (redundancy, sure) = (p.Document.Redundancy, assessment.Confidence >= p.Document.Redundancy.TargetConfidence);
        return assessment.Need switch
        {
            // Before the most, asking ends where another opinion would not pay: with little doubt left, or with a reviewer.
            Need.Nothing => opinions >= redundancy.Min && (sure || opinions < redundancy.Max && 1 - assessment.Confidence <= 2 * (1 - redundancy.TargetConfidence)),
            Need.AnotherOpinion => opinions < redundancy.Min || !sure && opinions < redundancy.Max,
            _ => !sure && (opinions >= redundancy.Max || opinions >= redundancy.Min && 1 - assessment.Confidence > 2 * (1 - redundancy.TargetConfidence)),
        };
    });

    void Granted(TaskTruth before, TaskTruth after, Assignment lease)
    {
        if (lease.Kind is AssignmentKind.Review || lease.Returned) return;
        witness.Hold(Invariant.NobodyGetsATaskTwice, !before.DoneWithIt.Contains(lease.Holder), () => $"{lease.Holder} gets {after.Origin!.Id} again");
        witness.Hold(Invariant.NoOpinionTooMany, before.Assessment is not { Need: Need.Nothing } && before.Decision is null && (before.Waits is ReviewReason.None || IsAnnotatorsAgain(before, lease.GrantedAt)),
            () => $"{lease.Holder} gets {after.Origin!.Id}, which needs {before.Assessment?.Need}, waits for {before.Waits}");
        witness.Hold(Invariant.NoOpinionTooMany, after.Counted.Count() + after.LabelLeases.Count(l => l.EndsAt > lease.GrantedAt) <= after.Wanted,
            () => $"{lease.Holder} gets {after.Origin!.Id} though {after.Wanted} opinions are wanted");
    }

    bool IsAnnotatorsAgain(TaskTruth task, DateTimeOffset now) => task.Waits is ReviewReason.NoAnnotatorLeft
        && !task.Leases.Any(l => l.Kind is AssignmentKind.Review && l.EndsAt > now) && Crews.Any(crew => !crew.IsSubsetOf(task.DoneWithIt));

    void Annotated(TaskTruth after, Annotation annotation)
    {
        var leases = after.Leases.Select(l => (l.Holder, l.SpecVersion, l.GuidelineVersion))
            .Concat(after.Ended.Select(l => (l.Holder, l.SpecVersion, l.GuidelineVersion)));
        witness.Hold(Invariant.AnAnnotationKeepsToItsSpec, leases.Contains((annotation.Annotator, annotation.SpecVersion, annotation.GuidelineVersion)),
            () => $"{annotation.Id} under spec {annotation.SpecVersion}, which no lease of {annotation.Annotator} has");
        witness.Hold(Invariant.ACommandIsAllOrNothing, site.Files.Has(annotation.Label), () => $"{annotation.Id} names {annotation.Label}, of which there is no document");
        var project = disk.All<ProjectState>("project").Single();
        var target = project.Specs[annotation.SpecVersion - 1].Document.ClassificationTarget!;
        var option = target.OptionIds.FirstOrDefault(o => LabelDocument.Of(target.PropertyId, o).Hash == annotation.Label);
        witness.Hold(Invariant.AnAnnotationKeepsToItsSpec, option is not null, () => $"{annotation.Id} does not conform to spec {annotation.SpecVersion}");
        witness.Hold(Invariant.AClassKeepsItsNumber, annotation.Class == project.Settings!.ClassIds.IndexOf(option!),
            () => $"{annotation.Id} of {option} is filed under {annotation.Class} of {string.Join(' ', project.Settings!.ClassIds)}");
    }

    void Rejected(TaskTruth before, TaskTruth after, Review review)
    {
        var back = after.Leases.Where(l => l.Returned).ToArray();
        if (Reviewer.RejectsToOthers(after.Origin!.Id))
        {
            witness.Hold(Invariant.ARejectionGoesBack, back is [] && !after.Counted.Any(a => a.Label == review.Label), () => $"{review.Id} rejects {after.Origin!.Id} to others, but {back.Length} hold it");
            return;
        }
        witness.Hold(Invariant.ARejectionGoesBack,
            back is [var lease] && before.Counted.Any(a => a.Annotator == lease.Holder && a.Label == review.Label)
            && !after.Counted.Any(a => a.Label == review.Label),
            () => $"{review.Id} sends {after.Origin!.Id} back to {string.Join(", ", back.Select(l => l.Holder))}");
    }

    /// <summary>The expected label at rest of an option, under a spec version.</summary>
    public ContentHash? LabelOf(string option, int specVersion)
    {
        var spec = disk.All<ProjectState>("project").Single().Specs[specVersion - 1].Document;
        var property = spec.ImageProperty(Scene.Property)!;
        return property.Options.FirstOrDefault(o => o.Name == option) is { } found ? LabelDocument.Of(property.Id, found.Id).Hash : null;
    }

    static bool Grows(TaskTruth before, TaskTruth after) =>
        after.Version == before.Version + 1
        && Begins(after.History, before.History) && Begins(after.Answered, before.Answered) && Begins(after.Reviews, before.Reviews)
        && Begins(after.Ended, before.Ended) && after.Annotations.Length >= before.Annotations.Length
        && before.Annotations.Zip(after.Annotations).All(p =>
            p.First with { Counts = p.Second.Counts, ReturnedToAnnotator = p.Second.ReturnedToAnnotator } == p.Second && (p.First.Counts || !p.Second.Counts));

    static bool Begins<T>(ImmutableArray<T> whole, ImmutableArray<T> beginning) =>
        whole.Length >= beginning.Length && whole.AsSpan()[..beginning.Length].SequenceEqual(beginning.AsSpan());

    static bool IsAPath(TaskTruth task)
    {
        var at = TaskState.Queued;
        var time = DateTimeOffset.MinValue;
        foreach (var entry in task.History)
        {
            if (entry.From != at || entry.At < time || entry.By.Length == 0) return false;
            if (!MayMove(entry.From, entry.To)) return false;
            (at, time) = (entry.To, entry.At);
        }
        return at == task.State;
    }

    static bool MayMove(TaskState from, TaskState to) => from == to || (from, to) is
        (TaskState.Queued, TaskState.Working) or (TaskState.Working, TaskState.Queued) or (TaskState.Working, TaskState.Submitted)
        or (TaskState.Submitted, TaskState.Reviewed) or (TaskState.Submitted, TaskState.Queued) or (TaskState.Reviewed, TaskState.Queued)
        // By the model: handed in at once, and recalled when its certificate broke.
        or (TaskState.Queued, TaskState.Submitted) or (TaskState.Reviewed, TaskState.Submitted);

    static bool AllAnswered(TaskTruth task) =>
        task.Annotations.All(a => task.Answered.Count(c => c.Result == a.Id && c.By == a.Annotator) == 1)
        && task.Reviews.All(r => task.Answered.Count(c => c.Result == r.Id && c.By == r.Reviewer) == 1)
        && AllDiffer(task.Annotations.Select(a => a.Id)) && AllDiffer(task.Answered.Select(c => (c.By, c.Key)));

    static bool AllDiffer<T>(IEnumerable<T> all)
    {
        var seen = new HashSet<T>();
        foreach (var one in all) if (!seen.Add(one)) return false;
        return true;
    }
}
