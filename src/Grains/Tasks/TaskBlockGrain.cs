using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Labelwise.Grains.Tasks;

/// <summary>Interleaves its calls, so that leases of different tasks wait for the disk together.</summary>
[Reentrant]
sealed class TaskBlockGrain(
    [PersistentState("samples")] IPersistentState<BlockSamples> samples,
    [PersistentState("predictions")] IPersistentState<BlockPredictions> predictions,
    [PersistentState("rows")] IPersistentState<BlockRowsState> saved,
    [PersistentState("noted")] IPersistentState<BlockNoted> noted,
    ILabelStore labels, TimeProvider time) : Grain, ITaskBlockGrain
{
    /// <summary>How long changes gather before others are told of them.</summary>
    static readonly TimeSpan TellAfter = TimeSpan.FromMilliseconds(150);

    /// <summary>How long changed tasks gather before watchers are told of them, which costs less than adding up.</summary>
    static readonly TimeSpan TellWatchersAfter = TimeSpan.FromMilliseconds(75);

    /// <summary>After how long of quiet the last counters are told once more.</summary>
    static readonly TimeSpan TellAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>After so long a report that was announced and has not come is taken for lost.</summary>
    static readonly TimeSpan AskAfter = TimeSpan.FromMinutes(2);

    /// <summary>How long changes of rows gather before they are saved.</summary>
    static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(5);

    /// <summary>Tasks asked for their truth at once.</summary>
    const int AskedAtOnce = 64;

    /// <summary>Label documents read at once.</summary>
    const int DocumentsAtOnce = 64;

    /// <summary>Rounds of offering rows before giving up on a block whose tasks say no.</summary>
    const int MostRounds = 4;

    readonly HashSet<LeaseId> delivered = [];
    readonly HashSet<int> changed = [];

    /// <summary>Rows whose task may be recording what no lease tells of, and how often it said so.</summary>
    readonly Dictionary<int, int> expected = [];
    BlockRows rows = null!;
    ProjectId project;
    IQueueGrain queue = null!;
    IProjectGrain settled = null!;
    int block;
    OneAtATime savingRows = null!, savingNoted = null!, savingPredictions = null!, readingDrawn = null!;
    Task appending = Task.CompletedTask;
    bool unsaved;
    bool telling, tellingWatchers;

    /// <summary>True once somebody else may know better what is on disk: the next activation has to be woken, to say so.</summary>
    bool overtaken;

    /// <summary>True once an import has filled the block: it goes when it has told so, lest a large import is all in memory.</summary>
    bool rests;
    DateTimeOffset savedAt;
    IGrainTimer? expiry, tellingAgain;

    /// <summary>What is told next is told once more, to those who may not have heard: all of it, not only what changed.</summary>
    bool tellsAll;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (project, block) = TaskBlock.Parse(this.GetPrimaryKeyString());
        (queue, settled) = (GrainFactory.GetGrain<IQueueGrain>(project.Value), GrainFactory.GetGrain<IProjectGrain>(project.Value));
        rows = new(project, block);
        rows.Load(samples.State, predictions.State, saved.State);
        ForgetStates();
        savingRows = new(WriteRows);
        savingNoted = new(() => OrGo(noted.WriteStateAsync()));
        savingPredictions = new(WritePredictions);
        readingDrawn = new(ReadDrawn);
        savedAt = time.GetUtcNow();
        TellLater();  // what was told last may have been lost with a process
        if (noted.State.Slices == 0) return;
        if (!noted.State.Clean) await AskTruth(Enumerable.Range(0, rows.Count).Where(noted.State.Has));
        noted.State = noted.State with { Clean = false };
        await savingNoted.Run();
        Changed();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        overtaken |= reason.ReasonCode is DeactivationReasonCode.DuplicateActivation;
        if (telling || tellingAgain is not null || expected.Count > 0 || overtaken) await LastWord();
        if (unsaved) await savingRows.Run();
        if (noted.State.Slices == 0) return;
        // A slice whose tasks are all decided cannot fall behind again unless somebody notes it anew.
        noted.State = new() { Slices = StillOpenSlices(), Clean = expected.Count == 0 };
        await savingNoted.Run();
    }

    public async Task<Appended> Append(ImmutableArray<Sample> added, string import, int expectedRows)
    {
        // A caller that lost patience may come again while its first attempt is still being written.
        while (!appending.IsCompleted)
            await appending.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        var taken = Math.Min(added.Length, TaskBlock.Size - rows.Count);
        if (rows.Count != expectedRows || taken == 0) return new(rows.Count, 0);
        var runs = rows.Samples.Imports;
        var grown = new BlockSamples
        {
            Samples = rows.Samples.All.AddRange(added.AsSpan()[..taken]),
            Imports = runs is [.., var last] && last.Import == import
                ? runs.SetItem(runs.Length - 1, last with { Count = last.Count + taken })
                : runs.Add(new(import, taken, time.GetUtcNow())),
        };
        samples.State = grown;
        appending = OrGo(samples.WriteStateAsync());
        try { await appending; }
        finally { samples.State = new(); }
        rows.Grow(grown);
        await queue.Report(await Summary());
        rests = rows.Count == TaskBlock.Size;
        TellLater();
        return new(rows.Count, taken);
    }

    public Task<ImmutableArray<Sample>> Samples() => Task.FromResult(rows.Samples.All);

    public Task<Sample?> SampleOf(int row) => Task.FromResult(row < rows.Count ? rows.Samples[row] : null);

    public Task<ImmutableArray<string>> Imports() =>
        Task.FromResult(rows.Samples.Imports.SelectMany(r => Enumerable.Repeat(r.Import, r.Count)).ToImmutableArray());

    public async Task<Handed> Next(NextRequest request)
    {
        var settings = await Settings();
        var handouts = ImmutableArray.CreateBuilder<Handout>();
        float? left = null;
        handouts.AddRange(ReturnedTo(request));
        for (var round = 0; round < MostRounds && handouts.Count < request.Count; round++)
        {
            var missing = request.Count - handouts.Count;
            var best = rows.Best(request.By, request.Kind, missing + 1, request.WeakOn, settings, time.GetUtcNow());
            left = best.Count > missing ? best[missing].Priority : null;
            var chosen = best.Take(missing).Select(b => b.Row).ToArray();
            if (chosen.Length == 0) break;
            foreach (var row in chosen) rows.Reserve(row);
            try
            {
                await NoteRows(chosen);
                foreach (var handout in await Task.WhenAll(chosen.Select(row => Lease(row, request, settings))))
                    if (handout is not null) handouts.Add(handout);
            }
            catch
            {
                // No reply will name them, and whether they were granted only their tasks know.
                foreach (var row in chosen) Expect(row);
                foreach (var id in handouts.Select(h => h.Task).Concat(chosen.Select(row => rows.IdOf(row)))) delivered.Remove(LeaseIds.Of(request.LeaseSeed, id));
                throw;
            }
            finally { foreach (var row in chosen) rows.Free(row); }
        }
        if (handouts.Count > 0) Changed();
        return new(handouts.ToImmutable(), left);
    }

    public async Task<Handout?> Check(CheckRequest request)
    {
        if (request.Row < 0 || request.Row >= rows.Count) return null;
        var (settings, id) = (await Settings(), rows.IdOf(request.Row));
        var lease = LeaseIds.Of(request.LeaseSeed, id);
        try
        {
            await NoteRows([request.Row]);
            var given = await GrainFactory.GetGrain<ITaskGrain>(id.Value).GiveCheck(new(
                new(request.LeaseSeed), request.By, 0, lease, request.Kind, settings.Pipeline.Lease, settings.SpecVersion, settings.GuidelineVersion, Fits: false, request.Order));
            if (given.Refuses(out _, out var truth)) return null;
            if (rows.Adopt(truth)) Changed(request.Row);
        }
        catch { Expect(request.Row); throw; }  // whether it was granted only the task knows
        foreach (var held in rows[request.Row].Leases)
            if (held.Assignment.Id == lease) return Deliver(request.Row, held.Assignment);
        return null;
    }

    public Task<ImmutableArray<int>> AnsweredBefore(UserId who, DateTimeOffset before) => Task.FromResult(rows.AnsweredBefore(who, before));

    public Task<ImmutableArray<int>> MissedGold(UserId who) => Task.FromResult<ImmutableArray<int>>(
        [.. rows.People.RowsOf(who).Where(at => rows[at] is { Gold: true } row && row.Checks.Any(c => c.Annotator == who && c is { Kind: CheckKind.Gold, Score: < (float)GoldAnswer.Missed }))]);

    public async Task<ImmutableArray<GoldTally>> Gold()
    {
        var classes = (await Settings()).ClassIds.Length;
        return [.. from row in rows.Touched
            where row.Gold
            let checks = row.Checks.Where(c => c.Kind is CheckKind.Gold).ToList()
            select new GoldTally(
                rows.Listed(TaskBlock.Row(row.Id.Index)), checks.Count, checks.Sum(c => c.Score),
                row.Class < 0 ? [] : [.. Enumerable.Range(0, classes).Select(k => checks.Count(c => c.Class == k))])];
    }

    public Task<ImmutableArray<Handout>> Held(UserId holder, AssignmentKind kind, bool onlyUndelivered)
    {
        var now = time.GetUtcNow();
        var held = from r in rows.Held.Order().Select(row => rows[row])
                   from l in r.Leases
                   where l.Assignment.Holder == holder && Work(l.Assignment.Kind) == kind && l.Assignment.EndsAt > now
                   where !onlyUndelivered || !delivered.Contains(l.Assignment.Id)
                   select Deliver(TaskBlock.Row(r.Id.Index), l.Assignment);
        return Task.FromResult(held.ToImmutableArray());
    }

    public Task<ImmutableArray<Handout>> Holding(UserId holder)
    {
        var now = time.GetUtcNow();
        return Task.FromResult<ImmutableArray<Handout>>([..
            from row in rows.Held.Order()
            from lease in rows[row].Leases
            where lease.Assignment is { Kind: not AssignmentKind.Review } held && held.Holder == holder && held.EndsAt > now
            select new Handout(rows.IdOf(row), rows.Samples[row], lease.Assignment, null)]);
    }

    public async Task Report(TaskRow row, LabelHolds? held)
    {
        var at = TaskBlock.Row(row.Id.Index);
        if (!rows.Adopt(row, held)) return;
        if (expected.TryGetValue(at, out var times) && times > 1) expected[at] = times - 1;
        else expected.Remove(at);
        Changed(at);
        var (settings, now) = (await Settings(), time.GetUtcNow());
        if (rows.Priority(at, AssignmentKind.Label, settings, now) is { } label) await queue.Opened(block, AssignmentKind.Label, label);
        if (rows.Priority(at, AssignmentKind.Review, settings, now) is { } review) await queue.Opened(block, AssignmentKind.Review, review);
    }

    public async Task<TaskOrigin?> Origin(int taskIndex) =>
        Knows(taskIndex) ? rows.Origin(TaskBlock.Row(taskIndex), await Settings()) : null;

    public Task Note(int taskIndex)
    {
        Expect(TaskBlock.Row(taskIndex));
        return NoteRows([TaskBlock.Row(taskIndex)]);
    }

    public async Task<RowPage> Rows(RowFilter filter, int fromRow, int limit)
    {
        await KnowDrawn(filter);
        var items = ImmutableArray.CreateBuilder<ListedTask>();
        for (var row = fromRow; row < rows.Count; row++)
        {
            if (!RowFilters.Passes(filter, rows, row)) continue;
            if (items.Count == limit) return new(items.ToImmutable(), row);
            items.Add(rows.Listed(row));
        }
        return new(items.ToImmutable(), null);
    }

    public async Task<ImmutableArray<ListedTask>> Listed(RowFilter filter, ImmutableArray<int> wanted)
    {
        await KnowDrawn(filter);
        return [.. wanted.Where(row => row < rows.Count && RowFilters.Passes(filter, rows, row)).Select(rows.Listed)];
    }

    public Task<ImmutableArray<Worked>> Worked(DateTimeOffset since) => Task.FromResult(Throughput.Of(rows.Touched, since));

    public async Task<DecidedSums> Decided(RowFilter filter)
    {
        await KnowDrawn(filter);
        var sums = new DecidedSums(0, 0, 0, 0);
        for (var row = 0; row < rows.Count; row++)
            if (RowFilters.Passes(filter, rows, row)) sums = sums.With(rows.Brief(row));
        return sums;
    }

    public async Task<int> Count(RowFilter filter)
    {
        if (filter == RowFilter.All) return rows.Count;
        await KnowDrawn(filter);
        var count = 0;
        for (var row = 0; row < rows.Count; row++) if (RowFilters.Passes(filter, rows, row)) count++;
        return count;
    }

    /// <summary>Before rows are filtered by what their labels hold.</summary>
    async ValueTask KnowDrawn(RowFilter filter)
    {
        if (!filter.AsksLabels) return;
        if (filter.AsksAnswers && AnswerCount.AreAsked((await Settings()).Spec)) rows.ExpectAnswers();
        while (rows.Drawn.Unread.Count > 0) await readingDrawn.Run();
    }

    /// <summary>Reads the documents of labels of which no task told what they hold: those that an earlier version saved, and those whose report was lost.</summary>
    async Task ReadDrawn()
    {
        var spec = (await Settings()).Spec;
        while (rows.Unread.Take(DocumentsAtOnce).ToArray() is { Length: > 0 } some)
            foreach (var ((row, label), utf8) in some.Zip(await labels.Get([.. some.Select(s => s.Label)])))
                rows.Read(row, label, utf8 is { } found && LabelDocument.Parse(found).Labels is { } document ? LabelHolds.Of(document, spec) : null);
        if (unsaved) return;
        unsaved = true;
        this.RegisterGrainTimer(SaveLate, new GrainTimerCreationOptions(SaveAfter, Timeout.InfiniteTimeSpan));
    }

    public Task<ImmutableArray<ClassAnswers>> Confusions() => Task.FromResult<ImmutableArray<ClassAnswers>>(
        [.. from r in rows.Touched
            where r is { State: TaskState.Reviewed, Class: >= 0 }
            from o in r.Opinions
            where o.Class >= 0
            group o by (o.Annotator, o.Class, Decided: r.Class) into same
            select new ClassAnswers(same.Key.Annotator, same.Key.Class, same.Key.Decided, same.Count())]);

    public Task<BlockKeys> Keys() => Task.FromResult(BlockSums.Keys(rows));

    public Task<ImmutableArray<AnsweredTask>> AnsweredTasks() => Task.FromResult(AnsweredTask.Of(rows));

    public Task<WeighedBlock> Weighed(DateTimeOffset? since) => Task.FromResult(new WeighedBlock(rows.Effect, WeighedTask.Of(rows, since)));

    public Task<ImmutableArray<WeighedTask>> WeighedThen(DateTimeOffset until) => Task.FromResult(WeighedTask.AsOf(rows, until));

    public Task Refine(ImmutableArray<RefinedRow> refined)
    {
        var any = false;
        foreach (var row in refined) any |= rows.Refine(row);
        if (any) Changed();
        return Task.CompletedTask;
    }

    public Task Learn(DesignEffect effect)
    {
        if (rows.Learn(effect)) Changed();
        return Task.CompletedTask;
    }

    public async Task Predict(ImmutableArray<RowPrediction> made)
    {
        var now = time.GetUtcNow();
        foreach (var prediction in made)
            if (prediction.Row < rows.Count) rows.Predict(prediction, now);
        await savingPredictions.Run();
        Decide(() => rows.AcceptCovered(now));
        await SaveRows();
        await ReportNow();
    }

    public async Task Apply(AcceptanceInForce acceptance)
    {
        var newer = false;
        Decide(() => newer = rows.Apply(acceptance, time.GetUtcNow()));
        if (!newer) return;
        await SaveRows();
        await ReportNow();
    }

    public async Task<ImmutableArray<int>> Assign(ImmutableArray<int> wanted, UserId to, AssignmentKind kind)
    {
        var taken = wanted.Where(row => row >= 0 && row < rows.Count && rows.Brief(row).State is not TaskState.Reviewed).ToImmutableArray();
        foreach (var row in taken) rows.Set(row, to, kind);
        await SaveRows();
        await ReportNow();
        return taken;
    }

    public async Task Mark(ImmutableArray<int> wanted, Marking marking)
    {
        foreach (var row in wanted) if (row >= 0 && row < rows.Count) rows.Mark(row, marking);
        await SaveRows();
        await ReportNow();
    }

    public async Task<ImmutableArray<int>> Order(WorkOrderId order, ImmutableArray<OrderedRow> wanted, int most)
    {
        var taken = wanted.Where(o => o.Row >= 0 && o.Row < rows.Count && rows[o.Row].State is not TaskState.Reviewed && rows.Orders.IsFree(o.Row)).Take(most).ToImmutableArray();
        foreach (var one in taken)
        {
            rows.Orders.Take(one.Row, order);
            rows.Set(one.Row, one.To, AssignmentKind.Label);
        }
        await SaveRows();
        await ReportNow();
        return [.. taken.Select(one => one.Row)];
    }

    public Task<OrderStanding> OrderStanding(WorkOrderId order, ImmutableArray<UserId> people, ImmutableArray<DateTimeOffset> changes) =>
        Task.FromResult(rows.Orders.Standing(order, rows, people, changes, new(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero)));

    public async Task GiveBack(WorkOrderId order, ImmutableArray<UserId> people)
    {
        foreach (var row in rows.Orders.GiveBack(order, rows, people)) rows.Unset(row, people, AssignmentKind.Label);
        await SaveRows();
        await ReportNow();
    }

    public async Task Share(WorkOrderId order, ImmutableArray<UserId> ever, ImmutableArray<UserId> now)
    {
        if (!rows.Share(order, ever, now)) return;
        await SaveRows();
        await ReportNow();
    }

    public async Task<SealableRows> ReadForSealing(RowFilter filter)
    {
        // A row with a lease may be behind an acknowledged command whose report is on its way: only the task knows.
        await AskTruth(Enumerable.Range(0, rows.Count).Where(row => !rows[row].Leases.IsEmpty || rows[row].Waits is not ReviewReason.None && rows[row].Version > 0));
        await KnowDrawn(filter);
        return new([.. Enumerable.Range(0, rows.Count).Where(row => RowFilters.Passes(filter, rows, row)).Select(rows.Listed)]);
    }

    public async Task<BlockSummary> Summary() => BlockSums.Summarise(rows, block, NextSequence(), await Settings(), time.GetUtcNow());

    public async Task<ImmutableArray<AnsweredPrediction>> Answered(ModelRef model, int most) =>
        AnsweredPredictions.Of(rows, model, (await Settings()).Seed, most);

    public async Task<BlockEvidence> Evidence() => BlockSums.Evidence(rows, block, NextSequence(), await Settings(), whole: true);

    async Task<Handout?> Lease(int row, NextRequest request, ProjectSettings settings)
    {
        var id = rows.IdOf(row);
        var lease = LeaseIds.Of(request.LeaseSeed, id);
        var command = new LeaseTask(
            new(request.LeaseSeed), request.By, 0, lease, request.Kind, settings.Pipeline.Lease, settings.SpecVersion, settings.GuidelineVersion);
        var task = GrainFactory.GetGrain<ITaskGrain>(id.Value);
        var answer = await task.Lease(command, rows.Origin(row, settings));
        if (answer.Refuses(out _, out var truth)) truth = await task.Expire();
        if (truth is not null && rows.Adopt(truth)) Changed(row);
        return answer.Refusal is null && rows[row].Leases.FirstOrDefault(l => l.Assignment.Id == lease) is { Assignment: { } granted }
            ? Deliver(row, granted) : null;
    }

    /// <summary>Work rejected back to somebody comes before anything new.</summary>
    IEnumerable<Handout> ReturnedTo(NextRequest request)
    {
        if (rows.Returned.Count == 0 || request.Kind is AssignmentKind.Review) return [];
        var now = time.GetUtcNow();
        return (from row in rows.Returned
                from l in rows[row].Leases
                where l.Assignment.Returned && l.Assignment.Holder == request.By && l.Assignment.EndsAt > now && !delivered.Contains(l.Assignment.Id)
                select (row, l.Assignment)).Take(request.Count).ToList().Select(r => Deliver(r.row, r.Assignment));
    }

    /// <summary>What a hold is to its holder.</summary>
    static AssignmentKind Work(AssignmentKind kind) => kind is AssignmentKind.Check ? AssignmentKind.Label : kind;

    Handout Deliver(int row, Assignment lease)
    {
        delivered.Add(lease.Id);
        return new(rows.IdOf(row), rows.Samples[row], lease, rows.IsPrelabeled(row) ? rows.Predicted(row)!.Prediction : null, rows.Orders.Of(row));
    }

    /// <summary>Returns once it is on disk that the truth of these rows' tasks may run ahead.</summary>
    async Task NoteRows(IEnumerable<int> touched)
    {
        var slices = touched.Aggregate(noted.State.Slices, (mask, row) => (ushort)(mask | BlockNoted.Bit(row)));
        if (slices == noted.State.Slices && !noted.State.Clean) { await savingNoted.Waiting; return; }
        noted.State = new() { Slices = slices, Clean = false };
        await savingNoted.Run();
    }

    async Task AskTruth(IEnumerable<int> asked)
    {
        foreach (var some in asked.Chunk(AskedAtOnce))
            foreach (var truth in await Task.WhenAll(some.Select(row => GrainFactory.GetGrain<ITaskGrain>(rows.IdOf(row).Value).Row())))
                if (truth is not null && rows.Adopt(truth)) Changed(TaskBlock.Row(truth.Id.Index));
    }

    void Changed(int? row = null)
    {
        if (row is { } one) changed.Add(one);
        unsaved = true;
        TellLater();
        if (changed.Count == 0 || tellingWatchers) return;
        tellingWatchers = true;
        this.RegisterGrainTimer(TellWatchers, new GrainTimerCreationOptions(TellWatchersAfter, Timeout.InfiniteTimeSpan));
    }

    void TellLater()
    {
        if (telling) return;
        telling = true;
        this.RegisterGrainTimer(Tell, new GrainTimerCreationOptions(TellAfter, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    /// <summary>After what opens or closes many rows at once: returns once the queue knows.</summary>
    async Task ReportNow()
    {
        await queue.Report(await Summary());
        Changed();
    }

    /// <summary>Tells the queue, the quality grain and watchers, and saves when it is time.</summary>
    async Task Tell(CancellationToken cancellation)
    {
        telling = false;
        var (now, settings) = (time.GetUtcNow(), await Settings());
        var summary = BlockSums.Summarise(rows, block, NextSequence(), settings, now);
        // Who hears it keeps it in memory alone: told twice, it outlives one loss.
        if (!tellsAll) TellAgain(TellAgainAfter);
        var toldQueue = OrAgain(queue.Report(summary));
        var toldQuality = OrAgain(GrainFactory.GetGrain<IQualityGrain>(project.Value).Report(BlockSums.Evidence(rows, block, summary.Sequence, settings, tellsAll)));
        tellsAll = false;
        TellWatchers();
        WatchLeases(summary.FirstLeaseEnds, now);
        if (unsaved && now - savedAt >= SaveAfter) await SaveRows();
        else if (unsaved) this.RegisterGrainTimer(SaveLate, new GrainTimerCreationOptions(SaveAfter, Timeout.InfiniteTimeSpan));
        if (!rests) return;
        rests = false;
        var heard = await toldQueue & await toldQuality;
        if (heard && !unsaved && noted.State.Slices == 0) DeactivateOnIdle();
    }

    /// <summary>Lets the model decide, or takes back what it decided; watchers hear which rows that concerned.</summary>
    void Decide(Action decide)
    {
        var before = Enumerable.Range(0, rows.Count).Select(row => rows.Brief(row).State).ToArray();
        decide();
        changed.UnionWith(Enumerable.Range(0, before.Length).Where(row => rows.Brief(row).State != before[row]));
    }

    Task TellWatchers(CancellationToken cancellation)
    {
        tellingWatchers = false;
        TellWatchers();
        return Task.CompletedTask;
    }

    void TellWatchers()
    {
        if (changed.Count > 0)
            GrainFactory.GetGrain<IFeedGrain>(project.Value)
                .Publish(new TasksChanged([.. changed.Select(row => new ChangedTask(rows.IdOf(row), rows.Brief(row).State))])).Ignore();
        changed.Clear();
    }

    /// <summary>What others were not told, or what this block has yet to ask, nobody would ever wake it for.</summary>
    async Task LastWord()
    {
        TellWatchers();
        try
        {
            var (summary, evidence) = (await Summary(), await Evidence());
            queue.Report(expected.Count > 0 || overtaken ? summary with { FirstLeaseEnds = time.GetUtcNow() } : summary).Ignore();
            GrainFactory.GetGrain<IQualityGrain>(project.Value).Report(evidence).Ignore();
        }
        catch { /* it goes all the same */ }
    }

    /// <summary>What was not heard is told once more after a while.</summary>
    async Task<bool> OrAgain(Task told)
    {
        try
        {
            await told;
            return true;
        }
        catch
        {
            tellsAll = true;
            TellAgain(SaveAfter);
            return false;
        }
    }

    void TellAgain(TimeSpan after)
    {
        tellingAgain?.Dispose();
        tellingAgain = this.RegisterGrainTimer(Again, new GrainTimerCreationOptions(after, Timeout.InfiniteTimeSpan));

        Task Again(CancellationToken cancellation)
        {
            tellingAgain = null;
            tellsAll = true;
            TellLater();
            return Task.CompletedTask;
        }
    }

    Task SaveLate(CancellationToken cancellation) =>
        unsaved && time.GetUtcNow() - savedAt >= SaveAfter ? SaveRows() : Task.CompletedTask;

    /// <summary>Stays awake while somebody holds a task here, and looks when the first lease ends.</summary>
    void WatchLeases(DateTimeOffset? firstEnds, DateTimeOffset now)
    {
        expiry?.Dispose();
        expiry = null;
        if (firstEnds is not { } ends) return;
        var wait = ends <= now ? TimeSpan.FromSeconds(1) : ends - now;
        DelayDeactivation(wait + SaveAfter);
        expiry = this.RegisterGrainTimer(EndLeases, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    async Task EndLeases(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var ended = rows.Held.Order().Select(row => rows[row]).Where(r => r.Leases.Any(l => l.Assignment.EndsAt <= now)).ToArray();
        try { await Task.WhenAll(ended.Select(End)); }
        finally { Changed(); }  // looks again at what did not end

        async Task End(TaskRow row)
        {
            if (await GrainFactory.GetGrain<ITaskGrain>(row.Id.Value).Expire() is { } truth && rows.Adopt(truth)) changed.Add(TaskBlock.Row(truth.Id.Index));
        }
    }

    /// <summary>Sees to it that the task is asked unless it reports.</summary>
    void Expect(int row)
    {
        if (expected.Count == 0)
        {
            DelayDeactivation(AskAfter + SaveAfter);
            this.RegisterGrainTimer(AskExpected, new GrainTimerCreationOptions(AskAfter, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        expected[row] = expected.GetValueOrDefault(row) + 1;
    }

    /// <summary>Asks the tasks whose report never came: it was lost, or the command was refused.</summary>
    async Task AskExpected(CancellationToken cancellation)
    {
        var asked = expected.Keys.ToArray();
        expected.Clear();
        await AskTruth(asked);
    }

    Task SaveRows() => savingRows.Run();

    async Task WriteRows()
    {
        (unsaved, savedAt) = (false, time.GetUtcNow());
        saved.State = rows.Snapshot();
        try { await OrGo(saved.WriteStateAsync()); }
        catch { unsaved = true; throw; }
        finally { ForgetStates(); }
    }

    async Task WritePredictions()
    {
        predictions.State = rows.SnapshotPredictions();
        try { await OrGo(predictions.WriteStateAsync()); }
        finally { ForgetStates(); }
    }

    /// <summary>What is on disk is in the rows, in a fraction of the memory.</summary>
    void ForgetStates() => (samples.State, predictions.State, saved.State) = (new(), new(), new());

    /// <summary>Where a write failed only the disk knows what there is now: the next activation asks it.</summary>
    async Task OrGo(Task write)
    {
        try { await write; }
        catch { overtaken = true; DeactivateOnIdle(); throw; }
    }

    ushort StillOpenSlices()
    {
        ushort open = 0;
        for (var row = 0; row < rows.Count; row++)
            if (rows.Brief(row).State is not TaskState.Reviewed || expected.ContainsKey(row)) open |= BlockNoted.Bit(row);
        return (ushort)(open & noted.State.Slices);
    }

    bool Knows(int taskIndex) => TaskBlock.Of(taskIndex) == block && TaskBlock.Row(taskIndex) < rows.Count;

    /// <summary>Later activations count on from later times, so that what is newer is told.</summary>
    long NextSequence() => lastSequence = Math.Max(lastSequence + 1, time.GetUtcNow().UtcTicks);

    long lastSequence;

    async Task<ProjectSettings> Settings() =>
        await settled.Settings()
        ?? throw new InvalidOperationException($"Project {project} is missing.");
}
