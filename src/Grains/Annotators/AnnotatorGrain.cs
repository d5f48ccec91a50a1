using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.WorkOrders;
using Orleans.Runtime;

namespace Labelwise.Grains.Annotators;

/// <summary>Remembers on disk where somebody was working, enough to find leases whose reply was lost in a crash, and what they read.</summary>
sealed class AnnotatorGrain([PersistentState("annotator")] IPersistentState<AnnotatorState> kept, TimeProvider time, IChance chance) : Grain, IAnnotatorGrain
{
    /// <summary>Answers kept for repeats.</summary>
    const int AnswersKept = 64;

    /// <summary>Blocks remembered for each kind of work; leases in older ones have long ended or come back by their block.</summary>
    const int BlocksKept = 32;

    /// <summary>Tasks after which an answer may be forgotten.</summary>
    const int LongAgo = 50;

    /// <summary>Checks that may be due at once, and known answers tried for one of them.</summary>
    const int MostOwed = 10, MostTries = 4;

    static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    readonly Dictionary<CommandKey, NextWork> answered = [];
    readonly Queue<CommandKey> answeredOrder = [];
    readonly HashSet<AssignmentKind> looked = [];

    /// <summary>Checks that are to be handed out next. Soft: what a restart forgets is drawn again.</summary>
    readonly Queue<CheckKind> owed = [];

    /// <summary>The last tasks handed out since this start.</summary>
    readonly Queue<TaskId> recent = [];
    readonly Dictionary<AssignmentKind, (int Block, int Step)> working = [];
    ProjectId project;
    UserId user;
    ImmutableArray<int> weakOn = [];
    DateTimeOffset looksAgain;
    bool inOrder;

    /// <summary>The work order of the last work handed out since this start: it pays for a check.</summary>
    WorkOrderId? order;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.IndexOf('/');
        (project, user) = (ProjectId.Parse(key[..slash]), UserId.Parse(key[(slash + 1)..]));
        return Task.CompletedTask;
    }

    public async Task<NextWork> Next(NextTasks command)
    {
        if (answered.TryGetValue(command.Key, out var before)) return before;
        var policy = CheckPolicy.None;
        if (command.Kind is AssignmentKind.Label && await Project.Settings() is { } settings)
        {
            if (kept.State.Acknowledged < settings.MustRead) return new([], null, new GuidelineNotAcknowledged(settings.MustRead));
            // Whoever sees tasks whole would know a check at once.
            if (settings.RolesOf(user) is ProjectRoles.Annotator) policy = settings.Pipeline.Checks;
            inOrder = settings.Pipeline.Order is TaskOrder.Import;
        }
        var count = Math.Clamp(command.Count, 1, NextTasks.Most);
        var tasks = await Held(command);
        if (tasks.Count < count)
        {
            try { await Lease(command, count, tasks, policy); }
            catch when (tasks.Count > 0) { /* what is there is worth more than the rest */ }
            catch { looked.Remove(command.Kind); throw; }  // leases may have been granted that no reply names
        }
        var work = new NextWork([.. tasks], tasks.Count > 0 ? null : await WhyNone(command.Kind));
        if (tasks.Count > 0) Remember(command.Key, work);
        return work;
    }

    public async Task<ImmutableArray<Handout>> Holding() =>
        [.. (await Task.WhenAll(kept.State.Labeling.Select(block => Block(block).Holding(user)))).SelectMany(held => held)];

    public Task<GuidelineReading> Reading() => Task.FromResult(new GuidelineReading(kept.State.Seen, kept.State.Acknowledged));

    public async Task<Outcome<GuidelineReading>> Read(int version, bool acknowledged)
    {
        if (version < 1 || version > (await Project.Settings())?.GuidelineVersion) return new Conflict("no-such-version", "The guideline has no such version.");
        var read = kept.State with
        {
            Seen = Math.Max(kept.State.Seen, version), Acknowledged = acknowledged ? Math.Max(kept.State.Acknowledged, version) : kept.State.Acknowledged,
        };
        if (read != kept.State) await kept.Become(read, DeactivateOnIdle);
        return await Reading();
    }

    /// <summary>Leases that no reply named: after a restart, or rejected back. With resume, all that are held.</summary>
    async Task<List<Handout>> Held(NextTasks command)
    {
        var held = new List<Handout>();
        if (looked.Contains(command.Kind) && !command.Resume) return held;
        foreach (var block in kept.State.Of(command.Kind))
            held.AddRange(await Block(block).Held(user, command.Kind, onlyUndelivered: !command.Resume));
        looked.Add(command.Kind);  // only now: had a block not answered, nobody would look again
        return held;
    }

    async Task Lease(NextTasks command, int count, List<Handout> tasks, CheckPolicy policy)
    {
        var seed = ContentHash.Of(Encoding.UTF8.GetBytes($"{user} {command.Kind} {command.Key}")).ToString()[..32];
        await LookAtSkill();
        var first = tasks.Count;
        if (policy.Any) await Check(count, tasks, seed);
        var checks = tasks.Count - first;
        try { await Work(command, count, tasks, seed); }
        finally { Owe(policy, tasks, checks, tasks.Count - first - checks, first); }
    }

    async Task Work(NextTasks command, int count, List<Handout> tasks, string seed)
    {
        if (working.TryGetValue(command.Kind, out var last)) await From(last.Block, last.Step);
        if (tasks.Count >= count) return;
        foreach (var block in await Queue.Offer(user, command.Kind, working.TryGetValue(command.Kind, out last) ? last.Block : -1))
        {
            await From(block, int.MaxValue);
            if (tasks.Count >= count) return;
        }
        working.Remove(command.Kind);

        async Task From(int block, int step)
        {
            await WorkIn(block, command.Kind);
            var handed = await Block(block).Next(new(user, command.Kind, count - tasks.Count, seed, weakOn));
            tasks.AddRange(handed.Tasks);
            // What is left here is as good as what was offered, so the next request need not ask the queue.
            var left = handed.BestLeft is { } best ? (int)(best / TaskBlock.PriorityStep) : -1;
            if (handed.Tasks.IsEmpty || left < 0 || step != int.MaxValue && left < step) working.Remove(command.Kind);
            else working[command.Kind] = (block, left);
        }
    }

    /// <summary>Draws what is to come after this work, and puts what checks there are at any place among it.</summary>
    /// <param name="first">Of what was just handed out: so many checks, then so much work.</param>
    void Owe(CheckPolicy policy, List<Handout> tasks, int checks, int work, int first)
    {
        for (var i = 0; i < work && policy.Any; i++)
            if (policy.Owed(chance.Draw()) is { } kind && owed.Count < MostOwed) owed.Enqueue(kind);
        foreach (var handout in tasks.Skip(first))
        {
            if (handout.Lease.Kind is AssignmentKind.Label) order = handout.Order;
            recent.Enqueue(handout.Task);
            if (recent.Count > LongAgo) recent.Dequeue();
        }
        for (var i = 0; i < checks && checks + work > 1; i++)
            if (first + (int)(chance.Draw() % (ulong)(checks + work)) is var to) (tasks[first + i], tasks[to]) = (tasks[to], tasks[first + i]);
    }

    /// <summary>Hands out the checks that are due. Where one cannot be had, work takes its place.</summary>
    async Task Check(int count, List<Handout> tasks, string seed)
    {
        for (var due = Math.Min(owed.Count, count - tasks.Count); due > 0; due--)
            if (await (owed.Dequeue() is CheckKind.Gold ? KnownAnswer(seed) : EarlierAnswer(seed)) is { } handout) tasks.Add(handout);
    }

    /// <summary>One that they were not offered before: noted on disk first, so that nobody is handed it twice.</summary>
    async Task<Handout?> KnownAnswer(string seed)
    {
        var unseen = (await GrainFactory.GetGrain<IGoldGrain>(project.Value).Tasks()).Except(kept.State.Gold).ToList();
        for (var tries = 0; tries < MostTries && unseen.Count > 0; tries++)
        {
            // Among tasks in order of import one from far away would stand out.
            var task = inOrder && recent.Count > 0 ? unseen.MinBy(one => Math.Abs((long)one - recent.Last().Index)) : unseen[(int)(chance.Draw() % (ulong)unseen.Count)];
            unseen.Remove(task);
            var block = TaskBlock.Of(task);
            var there = kept.State.Labeling.Contains(block) ? kept.State : kept.State.With(block, AssignmentKind.Label, BlocksKept);
            await kept.Become(there with { Gold = there.Gold.Add(task) }, DeactivateOnIdle);
            if (await Given(block, new(user, CheckKind.Gold, TaskBlock.Row(task), seed, order)) is { } handout) return handout;
        }
        return null;
    }

    /// <summary>One that they answered a day ago, or so many tasks ago that they may have forgotten it.</summary>
    async Task<Handout?> EarlierAnswer(string seed)
    {
        if (kept.State.Labeling.IsEmpty) return null;
        var block = kept.State.Labeling[(int)(chance.Draw() % (ulong)kept.State.Labeling.Length)];
        var knowsRecent = recent.Count >= LongAgo;
        var rows = await Block(block).AnsweredBefore(user, knowsRecent ? time.GetUtcNow() : time.GetUtcNow() - OneDay);
        var eligible = rows.Except(recent.Where(t => knowsRecent && TaskBlock.Of(t.Index) == block).Select(t => TaskBlock.Row(t.Index))).ToList();
        return eligible.Count is 0 ? null : await Given(block, new(user, CheckKind.Own, eligible[(int)(chance.Draw() % (ulong)eligible.Count)], seed, order));
    }

    async Task<Handout?> Given(int block, CheckRequest request)
    {
        if (request.Order is { } paying) await GrainFactory.GetGrain<IWorkOrderGrain>(paying.Value).Visit(block);
        return await Block(block).Check(request);
    }

    /// <summary>How well others know by now what this person tells; seldom, as it changes slowly and only orders tasks.</summary>
    async Task LookAtSkill()
    {
        if (time.GetUtcNow() < looksAgain) return;
        looksAgain = time.GetUtcNow() + LooksEvery;
        try { weakOn = await GrainFactory.GetGrain<IQualityGrain>(project.Value).WeakOn(user); }
        catch { /* what was known does for now */ }
    }

    /// <summary>On disk before the first lease in a block, so that a crash loses no lease.</summary>
    async Task WorkIn(int block, AssignmentKind kind)
    {
        if (kept.State.Of(kind).Contains(block)) return;
        await kept.Become(kept.State.With(block, kind, BlocksKept), DeactivateOnIdle);
    }

    async Task<NoWork> WhyNone(AssignmentKind kind)
    {
        var totals = await Queue.Totals();
        var queued = totals.States[(int)TaskState.Queued] + totals.States[(int)TaskState.Working];
        var reason = totals.Tasks == 0 ? NoWorkReason.Empty
            : kind is AssignmentKind.Review ? totals.WaitsForReview > 0 ? NoWorkReason.HeldByOthers : NoWorkReason.Done
            : totals.States[(int)TaskState.Reviewed] == totals.Tasks ? NoWorkReason.Done
            : totals.OpenForLabels > 0 ? NoWorkReason.YoursAreDone
            : totals.Held > 0 ? NoWorkReason.HeldByOthers
            : totals.WaitsForReview > 0 ? NoWorkReason.WaitingForReview : NoWorkReason.YoursAreDone;
        return new(reason, queued, totals.Held, totals.FirstLeaseEnds);
    }

    void Remember(CommandKey key, NextWork work)
    {
        answered[key] = work;
        answeredOrder.Enqueue(key);
        if (answeredOrder.Count > AnswersKept) answered.Remove(answeredOrder.Dequeue());
    }

    ITaskBlockGrain Block(int block) => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project, block));

    IProjectGrain Project => GrainFactory.GetGrain<IProjectGrain>(project.Value);

    IQueueGrain Queue => GrainFactory.GetGrain<IQueueGrain>(project.Value);
}

/// <summary>The blocks in which somebody worked last, latest last, and what they read.</summary>
[GenerateSerializer, Immutable, Alias("annotator-state")]
public sealed record AnnotatorState
{
    [Id(0)] public ImmutableArray<int> Labeling { get; init; } = [];
    [Id(1)] public ImmutableArray<int> Reviewing { get; init; } = [];

    /// <summary>Latest guideline version opened, and latest acknowledged; 0 for none.</summary>
    [Id(2)] public int Seen { get; init; }
    [Id(3)] public int Acknowledged { get; init; }

    /// <summary>Indexes of tasks whose known answer they were tried on, or may have been.</summary>
    [Id(4)] public ImmutableArray<int> Gold { get; init; } = [];

    public ImmutableArray<int> Of(AssignmentKind kind) => kind is AssignmentKind.Review ? Reviewing : Labeling;

    public AnnotatorState With(int block, AssignmentKind kind, int most)
    {
        var blocks = Of(kind).Add(block);
        if (blocks.Length > most) blocks = blocks.RemoveAt(0);
        return kind is AssignmentKind.Review ? this with { Reviewing = blocks } : this with { Labeling = blocks };
    }
}
