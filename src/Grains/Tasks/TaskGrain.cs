using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Practice;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Orleans.Runtime;

namespace Labelwise.Grains.Tasks;

sealed class TaskGrain(
    [PersistentState("task")] IPersistentState<TaskTruth> task,
    [PersistentState("drafts")] IPersistentState<Drafts> drafts,
    ILabelStore labels, TimeProvider time, IChance chance) : Grain, ITaskGrain
{
    TaskId id;
    IProjectGrain? project;
    TaskRow? row;  // of the truth on disk; what others may see while a write is under way

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = TaskId.Parse(this.GetPrimaryKeyString());
        row = RowOfTruth();
        return Task.CompletedTask;
    }

    public async Task<Outcome<TaskRow>> Lease(LeaseTask command, TaskOrigin origin)
    {
        var settings = await Settings();
        var (taken, start) = TakenOver(origin, settings);
        var ruling = TaskRules.Decide(taken, command, Policy(settings), time.GetUtcNow());
        if (ruling.Refusal is { } why) return why;
        if (!ruling.Events.IsEmpty) await Record([.. start, .. ruling.Events], telling: null);
        return row!;
    }

    public async Task<Outcome<TaskAnswer>> Submit(SubmitLabels command)
    {
        if (task.State.Origin is null) return new NotYourLease(command.Lease);
        var settings = await Settings();
        var (label, answer, violations) = await Resolve(command.Labels, SpecOf(command.Lease, settings), settings);
        var check = task.State.FindCheck(command.Lease);
        var score = check is null || label is null ? 0 : await Score(label, answer, HeldAgainst(check), await SpecOf(check.Lease.SpecVersion, settings));
        var submit = new SubmitAnnotation(
            command.Key, command.By, command.Fingerprint, command.Lease, label?.Hash ?? default, answer, violations, command.ActiveMs, command.Edits, score);
        var now = time.GetUtcNow();
        var ruling = TaskRules.Decide(task.State, submit, Policy(settings), now);
        if (ruling.Refusal is { } why) return why;
        if (ruling.Events.IsEmpty) return await AnswerAgain(submit);
        if (check is not null)
        {
            if (check.Ended is not null) await Block.Note(id.Index);
            await Record(ruling.Events, settings, label);
            return AnswerTo(submit);
        }
        // No lease that runs out reminds the block to ask, should the report of a late one be lost.
        if (task.State.FindLease(command.Lease) is null) await Block.Note(id.Index);
        var (settled, merged) = await Settle(task.State, ruling.Events, label!, settings, now);
        await Record(settled, settings, label, merged);
        return AnswerTo(submit);
    }

    public Task<Outcome<TaskAnswer>> Skip(SkipTask command) => Carry(command);

    public Task<Outcome<TaskAnswer>> Release(ReleaseTask command) => Carry(command);

    public async Task<Outcome<TaskAnswer>> Extend(ExtendLease command)
    {
        var answer = await Carry(command with { Length = (await Settings()).Pipeline.Lease });
        return answer.Refuses(out var why, out var done)
            ? why : done with { LeaseEndsAt = (task.State.FindLease(command.Lease) ?? task.State.FindCheck(command.Lease)?.Lease)?.EndsAt };
    }

    public async Task<Outcome<TaskAnswer>> Review(ReviewLabels command)
    {
        if (await Ready() is not { } ready) return new NotFound();
        var (label, answer, violations) = command switch
        {
            { Verdict: not Verdict.Correct } => (null, -1, []),
            { Labels: { } given } => await Resolve(given, ready.Settings.SpecVersion, ready.Settings),
            _ => (null, -1, [new("/labels", "required", "The verdict 'correct' needs the corrected labels.")]),
        };
        var review = new ReviewTask(
            command.Key, command.By, command.Fingerprint, command.Verdict, command.Comment, label?.Hash ?? default, answer,
            violations, new(chance.NewId()), ready.Settings.SpecVersion, ready.Settings.GuidelineVersion, command.Marks, command.ToOthers);
        return await Carry(review, ready, label);
    }

    public async Task<Outcome<TaskAnswer>> Reopen(ReopenTask command) =>
        await Ready() is { } ready ? await Carry(command, ready) : new NotFound();

    public async Task<Outcome<TaskAnswer>> Await(AwaitAnswer command)
    {
        if (task.State.Origin is null) return new NotYourLease(command.Lease);
        await Block.Note(id.Index);  // afterwards no lease reminds the block to ask
        return await Carry(command);
    }

    public async Task<Outcome<TaskAnswer>> Resume(EndWaiting command)
    {
        if (task.State.Origin is null) return new NotFound();
        await Block.Note(id.Index);
        var settings = await Settings();
        return await Carry(command with { SpecVersion = settings.SpecVersion, GuidelineVersion = settings.GuidelineVersion });
    }

    public async Task<Outcome<TaskAnswer>> AskReview(AskReview command) =>
        await Ready() is { } ready ? await Carry(command, ready) : new NotFound();

    public async Task<Outcome<TaskAnswer>> MarkGold(MarkGold command, LabelDocument? named)
    {
        if (await Ready() is not { } ready) return new NotFound();
        var truth = ready.Start.Aggregate(task.State, TaskEvolution.Evolve);
        var (label, answered, violations) = named is null ? (null, -1, []) : await Resolve(named, ready.Settings.SpecVersion, ready.Settings);
        if (!violations.IsEmpty) return new DoesNotConform(violations);
        var scores = ImmutableArray.CreateBuilder<double>();
        if (truth.Decision is { } decided)
            foreach (var check in truth.Checks)
                if (check is { Kind: CheckKind.Gold, Answer: { } answer })
                    scores.Add(await Score(await Document(answer.Label), answer.Class, (decided.Label, decided.Class), await SpecOf(check.Lease.SpecVersion, ready.Settings)));
        return await Heard(await Carry(command with { Label = label?.Hash ?? default, Class = answered, Scores = scores.DrainToImmutable() }, ready, label));
    }

    public async Task<Outcome<TaskAnswer>> UnmarkGold(UnmarkGold command) => await Heard(await CarryNoted(command));

    /// <summary>Known answers are listed by the blocks: whoever marked one finds it there. A repeat tells the block again.</summary>
    async Task<Outcome<TaskAnswer>> Heard(Outcome<TaskAnswer> answer)
    {
        if (answer.Refusal is null) await Block.Report(row!, null);
        return answer;
    }

    public async Task<Outcome<TaskRow>> GiveCheck(GiveCheck command)
    {
        if (task.State.Origin is not { } origin) return new NotFound();
        var settings = await Settings();
        var against = command.Kind is CheckKind.Gold ? task.State.Gold?.Label : task.State.OpinionOf(command.By)?.Label;
        var fits = against is { IsNone: false } known
            && settings.Spec.Check(await Document(known), new(settings.Spec.Media, origin.Sample.Width, origin.Sample.Height, origin.Sample.TextLength)).IsEmpty;
        var ruling = TaskRules.Decide(task.State, command with { Fits = fits }, Policy(settings), time.GetUtcNow());
        if (ruling.Refusal is { } why) return why;
        if (!ruling.Events.IsEmpty) await Record(ruling.Events, telling: null);
        return row!;
    }

    /// <summary>What an answer to a check is held against.</summary>
    (ContentHash Label, int Class) HeldAgainst(Check check) => check.Kind is CheckKind.Gold
        ? task.State.Gold is { } gold ? (gold.Label, gold.Class) : default
        : task.State.OpinionOf(check.Lease.Holder) is { } earlier ? (earlier.Label, earlier.Class) : default;

    /// <returns>0 where there is nothing any more to hold it against: it counts for nothing then.</returns>
    async Task<double> Score(LabelDocument answer, int answered, (ContentHash Label, int Class) against, DataSpec spec) =>
        against.Label.IsNone ? 0 : answered >= 0 && against.Class >= 0 ? answered == against.Class ? 1 : 0
        : answer.Hash == against.Label ? 1 : PracticeMark.Of(spec, answer, await Document(against.Label)).Score;

    async Task<LabelDocument> Document(ContentHash hash) => (await labels.Get([hash]))[0] is { } utf8 && LabelDocument.Parse(utf8).Labels is { } document
        ? document : throw new InvalidDataException($"Label document {hash} is named by {id} but cannot be read.");

    /// <summary>A command that no lease recalls.</summary>
    async Task<Outcome<TaskAnswer>> CarryNoted(TaskCommand command)
    {
        if (task.State.Origin is null) return new NotFound();
        await Block.Note(id.Index);
        return await Carry(command);
    }

    public async Task Reassess()
    {
        if (!Settling.MayBeSettledNow(task.State)) return;
        await Block.Note(id.Index);  // no lease reminds the block to ask
        var settings = await Settings();
        var (settled, merged) = await Settle(task.State, [], null, settings, time.GetUtcNow());
        if (settled is [TaskAssessed { Assessment.Need: Need.Nothing }, ..]) await Record(settled, settings, merged);
    }

    public async Task<Outcome<DraftKept>> SaveDraft(SaveDraft command)
    {
        if (command.Labels.Length > Drafts.Longest)
            return new Conflict("draft-too-large", $"A draft may have {Drafts.Longest:N0} characters; this one has {command.Labels.Length:N0}.");
        if (!MayDraft(command.By)) return new NotYourLease(default);
        var before = drafts.State;
        if (before.After(command, time.GetUtcNow()) is not { } draft) return new DraftKept(before.Of(command.By)!.SavedAt);
        drafts.State = before.With(draft);
        try { await drafts.WriteStateAsync(); }
        catch { drafts.State = before; DeactivateOnIdle(); throw; }
        return new DraftKept(draft.SavedAt);
    }

    /// <summary>Of a check only what was drawn since it was handed out: what they once drew would be their answer.</summary>
    public Task<Draft?> DraftOf(UserId annotator) => Task.FromResult(
        drafts.State.Of(annotator) is { } draft && !task.State.ChecksOf(annotator).Any(c => !c.Lease.Returned && c.Lease.GrantedAt > draft.SavedAt) ? draft : null);

    public async Task<TaskTruth?> Truth()
    {
        if (task.State.Origin is not null) return task.State;
        return await Block.Origin(id.Index) is { } origin ? TakenOver(origin, await Settings()).Truth : null;
    }

    public Task<TaskRow?> Row() => Task.FromResult(row);

    public async Task<TaskRow?> Expire()
    {
        var expired = Leases.Expired(task.State, time.GetUtcNow());
        if (!expired.IsEmpty) await Record(expired, telling: null);
        return row;
    }

    /// <summary>A command that needs nothing but the rules.</summary>
    async Task<Outcome<TaskAnswer>> Carry(TaskCommand command)
    {
        if (task.State.Origin is null) return new NotFound();
        return await Carry(command, (await Settings(), []));
    }

    async Task<Outcome<TaskAnswer>> Carry(
        TaskCommand command, (ProjectSettings Settings, ImmutableArray<TaskEvent> Start) ready, LabelDocument? label = null)
    {
        var truth = ready.Start.Aggregate(task.State, TaskEvolution.Evolve);
        var ruling = TaskRules.Decide(truth, command, Policy(ready.Settings), time.GetUtcNow());
        if (ruling.Refusal is { } why) return why;
        if (ruling.Events.IsEmpty) return await AnswerAgain(command);
        await Record([.. ready.Start, .. ruling.Events], ready.Settings, label);
        return AnswerTo(command);
    }

    /// <summary>To a repeat. Whoever repeats may not have heard of the first answer, and neither may the block.</summary>
    async Task<TaskAnswer> AnswerAgain(TaskCommand command)
    {
        await Tell(row!, null);
        return AnswerTo(command);
    }

    /// <summary>The first answer again, whatever happened since.</summary>
    TaskAnswer AnswerTo(TaskCommand command)
    {
        var answered = task.State.FindAnswer(command.By, command.Key)!;
        return new(id, answered.State, answered.Result);
    }

    /// <summary>For commands that may come before any lease: takes the task over from its row, and lets the block note
    /// that the truth will be ahead of it.</summary>
    async Task<(ProjectSettings Settings, ImmutableArray<TaskEvent> Start)?> Ready()
    {
        var settings = await Settings();
        if (task.State.Origin is null && await Block.Origin(id.Index) is not { }) return null;
        await Block.Note(id.Index);
        if (task.State.Origin is not null) return (settings, []);
        return (settings, TakenOver((await Block.Origin(id.Index))!, settings).Start);
    }

    (TaskTruth Truth, ImmutableArray<TaskEvent> Start) TakenOver(TaskOrigin origin, ProjectSettings settings)
    {
        if (task.State.Origin is not null) return (task.State, []);
        var start = new TaskTakenOver(time.GetUtcNow(), origin, settings.Pipeline.Redundancy.Min);
        return (TaskEvolution.Evolve(task.State, start), [start]);
    }

    /// <returns>What to record, and the document it may name that is not kept yet.</returns>
    async Task<(ImmutableArray<TaskEvent> Events, LabelDocument? Merged)> Settle(
        TaskTruth before, ImmutableArray<TaskEvent> events, LabelDocument? last, ProjectSettings settings, DateTimeOffset now)
    {
        var after = events.Aggregate(before, TaskEvolution.Evolve);
        var opinions = after.Counted.ToImmutableArray();
        var estimates = await Estimates(after, opinions, settings);
        var (assessment, merged) = Assessing.NeedsDocuments(settings, opinions)
            ? Assessing.OfDocuments(after, opinions, await Documents(opinions, last), estimates, settings)
            : (Assessing.OfClasses(after, opinions, estimates, settings), null);
        return (events.AddRange(Settling.After(after, assessment, Policy(settings), now)), merged?.Labels);
    }

    public async Task<TaskConsensus?> Consensus()
    {
        var opinions = task.State.Counted.ToImmutableArray();
        if (opinions.IsEmpty || await Settings() is not { } settings) return null;
        var estimates = await Estimates(task.State, opinions, settings);
        var (_, merged) = Assessing.OfDocuments(task.State, opinions, await Documents(opinions, null), estimates, settings);
        return new(merged, [.. opinions.Select(o => o.Annotator)]);
    }

    Task<Estimates> Estimates(TaskTruth of, ImmutableArray<Annotation> opinions, ProjectSettings settings) => GrainFactory.GetGrain<IQualityGrain>(id.Project.Value)
        .Estimates([.. opinions.Select(o => new ClassOpinion(o.Annotator, o.Class))], settings.ClassIds.Length, of.Origin!.Prediction?.Model,
            Assessing.Heard(of, opinions)?.Class ?? -1, Assessing.Rivals(of, opinions, settings));

    /// <param name="last">One that may not be kept yet.</param>
    async Task<IReadOnlyList<LabelDocument>> Documents(ImmutableArray<Annotation> opinions, LabelDocument? last)
    {
        ImmutableArray<ContentHash> kept = [.. opinions.Select(o => o.Label).Where(h => h != last?.Hash).Distinct()];
        var found = kept.IsEmpty ? [] : await labels.Get(kept);
        return [.. opinions.Select(o => o.Label == last?.Hash ? last : Read(o.Label))];

        LabelDocument Read(ContentHash hash) => found[kept.IndexOf(hash)] is { } utf8 && LabelDocument.Parse(utf8).Labels is { } document
            ? document : throw new InvalidDataException($"Label document {hash} is named by {id} but cannot be read.");
    }

    /// <summary>Names to ids under the spec version of the lease, so that a spec change under somebody's hands costs nothing.</summary>
    async Task<(LabelDocument? Label, int Class, ImmutableArray<Violation> Violations)> Resolve(
        LabelDocument named, int specVersion, ProjectSettings settings)
    {
        var spec = await SpecOf(specVersion, settings);
        var sample = (task.State.Origin ?? (await Block.Origin(id.Index))!).Sample;
        var (atRest, violations) = spec.Resolve(named, new(spec.Media, sample.Width, sample.Height, sample.TextLength));
        return (atRest, atRest is null ? -1 : Classes.Of(atRest, spec, settings), violations);
    }

    async Task<DataSpec> SpecOf(int version, ProjectSettings settings) => version == settings.SpecVersion ? settings.Spec
        : await Project.Spec(version) ?? throw new InvalidOperationException($"Spec version {version} is missing.");

    int SpecOf(LeaseId lease, ProjectSettings settings) =>
        task.State.FindLease(lease)?.SpecVersion ?? task.State.FindCheck(lease)?.Lease.SpecVersion
        ?? task.State.Ended.LastOrDefault(l => l.Id == lease)?.SpecVersion ?? settings.SpecVersion;

    bool MayDraft(UserId by) =>
        task.State.Leases.Any(l => l.Holder == by) || task.State.Ended.Any(l => l.Holder == by) || task.State.ChecksOf(by).Any();

    /// <summary>Returns once the events, and the label documents they name, are on disk.</summary>
    /// <param name="telling">By which the block is told of it; null where it need not be.</param>
    async Task Record(ImmutableArray<TaskEvent> events, ProjectSettings? telling, LabelDocument? label = null, LabelDocument? merged = null)
    {
        var before = task.State;
        // Started first and awaited with the state: they share a sync, and no recorded hash is without its bytes.
        var kept = label is null ? default : labels.Put(merged is null || merged.Hash == label.Hash
            ? [(label.Hash, label.ToCanonicalJson())] : [(label.Hash, label.ToCanonicalJson()), (merged.Hash, merged.ToCanonicalJson())]);
        task.State = TaskEvolution.Record(before, events);
        try
        {
            var written = task.WriteStateAsync();
            await kept;
            await written;
        }
        catch { task.State = before; DeactivateOnIdle(); throw; }  // only the disk knows now
        row = RowOfTruth();
        if (telling is { Spec: var spec }) await Tell(row!, Held(merged, row!, spec) ?? Held(label, row!, spec));
        if (row!.State is TaskState.Reviewed) DeactivateOnIdle();  // few come back to what is decided
    }

    /// <summary>What opens work is told before the reply, so that whoever asks next finds it. If it is lost, the block asks
    /// when the lease ends.</summary>
    async Task Tell(TaskRow told, LabelHolds? held)
    {
        var report = Block.Report(told, held);
        if (told.State is TaskState.Reviewed) report.Ignore();
        else await report.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What the label that stands holds, if that is this document. One of a class holds nothing else where nothing else is asked.</summary>
    static LabelHolds? Held(LabelDocument? document, TaskRow row, DataSpec spec) =>
        document is not null && document.Hash == row.Label && (row.Class < 0 || AnswerCount.AreAsked(spec))
            ? LabelHolds.Of(document, spec) : null;

    TaskRow? RowOfTruth() => task.State.Origin is null ? null : Rows.Of(task.State);

    static TaskPolicy Policy(ProjectSettings settings) => new(
        settings.Pipeline.Redundancy.Min, settings.Pipeline.Redundancy.Max, settings.Pipeline.Review.Rate, settings.Annotators, settings.MayAnnotate);

    async Task<ProjectSettings> Settings() =>
        await Project.Settings() ?? throw new InvalidOperationException($"Project {id.Project} is missing.");

    IProjectGrain Project => project ??= GrainFactory.GetGrain<IProjectGrain>(id.Project.Value);

    ITaskBlockGrain Block => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(id.Project, TaskBlock.Of(id.Index)));
}
