using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Orleans.Runtime;

namespace Labelwise.Grains.Tasks;

sealed class QueueGrain([PersistentState("queue")] IPersistentState<QueueSnapshot> saved, TimeProvider time) : Grain, IQueueGrain
{
    /// <summary>How long counters gather before watchers are told of them.</summary>
    static readonly TimeSpan TellAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the hints for the next start are saved.</summary>
    static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(10);

    /// <summary>Blocks asked for their summaries at once after an unclean stop.</summary>
    const int AskedAtOnce = 16;

    readonly Dictionary<int, BlockSummary> blocks = [];
    readonly HashSet<int> unheard = [];

    /// <summary>When each block was heard last, counted on from the time of this start: whoever asks from an earlier
    /// one, or one whose clock went ahead of this, hears of all.</summary>
    readonly RecentBlocks heard = new();
    long revision;
    readonly Throughput throughput = new();
    ProjectTotals totals = new();
    bool telling, unsaved;
    IGrainTimer? asking, recalling;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        revision = time.GetUtcNow().UtcTicks;
        // Hints give way to whatever a block says now, even where the clock that numbers its summaries was set back.
        foreach (var summary in saved.State.Blocks) Take(summary with { Sequence = 0 });
        var kept = saved.State;
        this.RegisterGrainTimer(Save, new GrainTimerCreationOptions(SaveEvery, SaveEvery));
        if (saved.State.Throughput is { } pace) throughput.Load(pace);
        if (await Project.Settings() is not { } settings) return;
        if (saved.State.Throughput is null && totals.Annotations + totals.DecidedBy.Sum() > 0)
            recalling = this.RegisterGrainTimer(_ => RecallPace(settings.Blocks), new GrainTimerCreationOptions(TimeSpan.Zero, SaveEvery) { Interleave = true });
        if (kept.IsCountedAnew(settings.Blocks)) Ask(settings.Blocks, hints: kept.IsWhole(settings.Blocks));
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var stopped = reason.ReasonCode is DeactivationReasonCode.ShuttingDown;
        return unsaved || saved.State is { Clean: false } || saved.State.Stopped != stopped ? Write(clean: true, stopped) : Task.CompletedTask;
    }

    public async Task Report(BlockSummary summary)
    {
        unheard.Remove(summary.Block);
        if (blocks.TryGetValue(summary.Block, out var known) && known.Sequence >= summary.Sequence) return;
        if (saved.State.Clean) await Write(clean: false);
        throughput.Note(known, summary, time.GetUtcNow());
        Take(summary);
        unsaved = true;
        if (telling) return;
        telling = true;
        this.RegisterGrainTimer(Tell, new GrainTimerCreationOptions(TellAfter, Timeout.InfiniteTimeSpan));
    }

    public Task Opened(int block, AssignmentKind kind, float priority)
    {
        var known = blocks.GetValueOrDefault(block) ?? new() { Block = block };
        blocks[block] = kind is AssignmentKind.Review
            ? known with { BestReview = Math.Max(known.BestReview ?? priority, priority) }
            : known with { BestLabel = Math.Max(known.BestLabel ?? priority, priority) };
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<int>> Offer(UserId to, AssignmentKind kind, int last)
    {
        var (now, who) = (time.GetUtcNow(), Text(to.Value));
        var offers = new List<Offered>();
        foreach (var b in blocks.Values)
        {
            var own = b.AssignedTo.Length > 0 && b.AssignedTo.Contains(to);
            if (Priority(b, kind, now) is not { } priority)
            {
                if (!own) continue;
                priority = 0;
            }
            // People spread over blocks that are as good as each other, each in an order of their own.
            offers.Add(new(own ? int.MaxValue : (int)(priority / TaskBlock.PriorityStep), b.Block == last, Draws.Of(who, b.Block), b.Block));
        }
        offers.Sort();
        if (unheard.Count == 0) return Task.FromResult(offers.Select(o => o.Block).ToImmutableArray());
        return Task.FromResult(offers.Select(o => o.Block).Concat(unheard.OrderBy(b => Draws.Of(who, b))).Distinct().ToImmutableArray());
    }

    readonly record struct Offered(int Step, bool IsLast, uint Spread, int Block) : IComparable<Offered>
    {
        /// <summary>The better comes first.</summary>
        public int CompareTo(Offered other) =>
            Step != other.Step ? other.Step.CompareTo(Step) : IsLast != other.IsLast ? other.IsLast.CompareTo(IsLast)
            : Spread != other.Spread ? Spread.CompareTo(other.Spread) : Block.CompareTo(other.Block);
    }

    public Task<ProjectTotals> Totals() => Task.FromResult(totals with { Throughput = throughput.Minutes(time.GetUtcNow()), Hours = throughput.Hours(time.GetUtcNow()) });

    public Task<ChangedBlocks> ChangedSince(long since) =>
        Task.FromResult(new ChangedBlocks(revision, heard.After(since > revision ? long.MinValue : since)));

    /// <summary>A block whose first lease has run out may have work again.</summary>
    static float? Priority(BlockSummary b, AssignmentKind kind, DateTimeOffset now) =>
        (kind is AssignmentKind.Review ? b.BestReview : b.BestLabel) ?? (b.FirstLeaseEnds <= now ? 0 : null);

    /// <summary>FNV-1a: the same on every node and after every restart, unlike string.GetHashCode.</summary>
    internal static uint Text(string value)
    {
        var hash = 2166136261u;
        foreach (var c in value) hash = (hash ^ c) * 16777619u;
        return hash;
    }

    void Take(BlockSummary summary)
    {
        blocks.TryGetValue(summary.Block, out var known);
        blocks[summary.Block] = summary;
        heard.Note(summary.Block, ++revision);
        totals = TotalSums.Replace(totals, known, summary);
        if (known?.FirstLeaseEnds != summary.FirstLeaseEnds) totals = totals with { FirstLeaseEnds = blocks.Values.Min(b => b.FirstLeaseEnds) };
    }

    public async Task RulesChanged()
    {
        if (await Project.Settings() is { } settings) Ask(settings.Blocks);
    }

    /// <summary>The blocks know better; until they have answered, what was saved last is a good hint, and any may have work.</summary>
    /// <param name="hints">Whether what was saved is all but sure, so that no block is tried for work that it is not known to have.</param>
    void Ask(int count, bool hints = false)
    {
        if (!hints) unheard.UnionWith(Enumerable.Range(0, count));
        asking?.Dispose();
        asking = this.RegisterGrainTimer(_ => AskBlocks(count), new GrainTimerCreationOptions(TimeSpan.Zero, SaveEvery) { Interleave = true });
    }

    async Task AskBlocks(int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(AskedAtOnce))
            foreach (var summary in await Task.WhenAll(some.Select(b =>
                         GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Id, b)).Summary())))
                await Report(summary);
        asking?.Dispose();  // where one did not answer, all are asked again
    }

    /// <summary>Where no count was kept, as by an earlier version: the blocks' rows know when what was done.</summary>
    async Task RecallPace(int count)
    {
        var (since, hours) = (time.GetUtcNow() - TimeSpan.FromHours(ProjectTotals.ThroughputHours), new List<Worked>());
        foreach (var some in Enumerable.Range(0, count).Chunk(AskedAtOnce))
            foreach (var worked in await Task.WhenAll(some.Select(b => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Id, b)).Worked(since))))
                hours.AddRange(worked);
        throughput.Recall(hours);
        unsaved = true;
        recalling?.Dispose();  // where one did not answer, all are asked again
    }

    async Task Tell(CancellationToken cancellation)
    {
        telling = false;
        GrainFactory.GetGrain<IFeedGrain>(this.GetPrimaryKeyString()).Publish(new ProgressChanged(await Totals())).Ignore();
    }

    async Task Save(CancellationToken cancellation)
    {
        Wake(time.GetUtcNow() - SaveEvery);
        if (unsaved) await Write(clean: false);
    }

    /// <summary>A block is awake while somebody holds a task there, and ends what runs out; one that failed has to be woken.</summary>
    void Wake(DateTimeOffset overdue)
    {
        foreach (var block in blocks.Values.Where(b => b.FirstLeaseEnds < overdue))
            GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Id, block.Block)).Summary().Ignore();
    }

    async Task Write(bool clean, bool stopped = false)
    {
        unsaved = false;
        saved.State = new() { Blocks = [.. blocks.Values], Clean = clean, Stopped = stopped, Throughput = throughput.Snapshot() };
        try { await saved.WriteStateAsync(); }
        catch (Exception e) when (e is IStoreFailure { Code: IStoreFailure.Damaged }) { }  // unreadable to the next start too, which then asks every block
        catch { DeactivateOnIdle(); throw; }  // whether a clean stop is on disk, only the disk knows: the next activation asks it
    }

    ProjectId Id => ProjectId.Parse(this.GetPrimaryKeyString());

    IProjectGrain Project => GrainFactory.GetGrain<IProjectGrain>(this.GetPrimaryKeyString());
}

/// <summary>Hints for the next start; the blocks know better.</summary>
[GenerateSerializer, Immutable, Alias("queue-snapshot")]
public sealed record QueueSnapshot : IRebuilt
{
    [Id(0)] public ImmutableArray<BlockSummary> Blocks { get; init; } = [];
    [Id(1)] public bool Clean { get; init; }
    /// <summary>Null in what an earlier version saved.</summary>
    [Id(2)] public ThroughputState? Throughput { get; init; }
    /// <summary>Whether everything stopped then: the last word of a block that went at the same time may have come too late.</summary>
    [Id(3)] public bool Stopped { get; init; }

    /// <summary>Whether it is of all blocks, and none said anything since.</summary>
    public bool IsWhole(int blocks) => Clean && Blocks.Length == blocks;

    /// <summary>Whether the next start asks every block; else what is wrong here stays wrong.</summary>
    public bool IsCountedAnew(int blocks) => Stopped || !IsWhole(blocks);
}
