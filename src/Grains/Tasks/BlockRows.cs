using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Models;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Tasks;

/// <summary>The rows of a block in memory, and which of them is next for whom. No I/O: the grain does that.</summary>
sealed class BlockRows(ProjectId project, int block)
{
    /// <summary>As <see cref="ITaskBlockGrain.AnsweredBefore"/>.</summary>
    public ImmutableArray<int> AnsweredBefore(UserId who, DateTimeOffset before)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        foreach (var at in People.RowsOf(who))
        {
            if (Brief(at).State is not TaskState.Reviewed) continue;
            var row = this[at];
            if (row.Checks.Any(c => c.Annotator == who) || !row.Leases.IsEmpty) continue;
            foreach (var opinion in row.Opinions)
                if (opinion.Annotator == who && opinion.Counts && opinion.At < before) { found.Add(at); break; }
        }
        return found.DrainToImmutable();
    }

    /// <summary>What every row is until something happens to it, but for its id and time.</summary>
    static readonly TaskRow Untouched = new() { Id = default };

    readonly PackedRows touched = new();
    readonly SampleColumns samples = new();
    readonly PredictionColumns predicted = new();
    readonly Dictionary<(int Row, AssignmentKind Kind), UserId> setAside = [];
    readonly Dictionary<int, RowMark> marks = [];
    readonly HashSet<int> beingLeased = [];
    readonly HashSet<int> returned = [];
    readonly HashSet<int> held = [];
    readonly HashSet<int> withChecks = [];
    readonly OpenRows open = new();

    /// <summary>Rows that somebody answered to show how they do.</summary>
    public IReadOnlyCollection<int> WithChecks => withChecks;

    public SampleColumns Samples => samples;

    /// <summary>Which rows work orders pay for.</summary>
    public OrderedRows Orders { get; } = new();

    /// <summary>What is drawn on the labels that stand.</summary>
    public DrawnRows Drawn { get; } = new();
    public AcceptanceInForce? Acceptance { get; private set; }

    /// <summary>How far people err together.</summary>
    public DesignEffect Effect { get; private set; }
    public int Count => samples.Count;

    /// <summary>What happened to a row, made anew each time where nobody holds it. Its id and time, where nothing did, only
    /// <see cref="Whole"/> knows.</summary>
    public TaskRow this[int row] => touched.TryGet(row, IdOf(row), out var found) ? found : Untouched;

    /// <summary>Costs less than the row does.</summary>
    public RowGist Brief(int row) => touched.Gist(row);

    public RowCounts Counts => touched.Counts;

    /// <summary>The rows that something happened to.</summary>
    public IEnumerable<TaskRow> Touched => touched.All.Select(row => this[row]);

    public TaskRow Whole(int row) =>
        touched.TryGet(row, IdOf(row), out var found) ? found : Untouched with { Id = IdOf(row), UpdatedAt = ImportedAt(row) };

    public ListedTask Listed(int row) => new(Whole(row), samples[row], MarkOf(row), Orders.Of(row));

    public TaskId IdOf(int row) => new(project, block * TaskBlock.Size + row);

    public void Load(BlockSamples stored, BlockPredictions predictions, BlockRowsState state)
    {
        Grow(stored);
        predicted.Load(predictions);
        Load(Count, state);
    }

    /// <summary>Without samples and predictions, for who wants no more.</summary>
    public void Load(int count, BlockRowsState state)
    {
        touched.Grow(count);
        if (state.Packed is { } packed) touched.Load(packed);
        if (state.Drawn is { } drawn) Drawn.Load(drawn);
        foreach (var at in touched.All)
        {
            var row = this[at];
            Follow(at, row, null);
            if (!row.Leases.IsEmpty) touched.Put(at, row);
            Look(at, row);
        }
        foreach (var row in state.Touched) Put(TaskBlock.Row(row.Id.Index), row);
        foreach (var s in state.SetAside) setAside[(s.Row, s.Kind)] = s.To;
        foreach (var mark in state.Marks) marks[mark.Row] = mark;
        Orders.Load(state.Orders);
        (Acceptance, Audits, Effect) = (state.Acceptance, null, state.Effect);
    }

    public BlockRowsState Snapshot() => new()
    {
        Packed = touched.Snapshot(),
        Acceptance = Acceptance,
        Effect = Effect,
        Orders = Orders.Snapshot(),
        Drawn = Drawn.Snapshot(),
        SetAside = [.. setAside.Select(s => new SetAside(s.Key.Row, s.Value, s.Key.Kind))],
        Marks = [.. marks.Values],
    };

    public BlockPredictions SnapshotPredictions() => predicted.Snapshot();

    public void Grow(BlockSamples stored)
    {
        open.Forget();
        samples.Take(stored);
        touched.Grow(samples.Count);
    }

    /// <summary>A row's whole prediction, made anew each time.</summary>
    public PredictedRow? Predicted(int row) => predicted.Whole(row);

    public PredictionGist? Gist(int row) => predicted.Gist(row);

    /// <summary>Rows that have a prediction.</summary>
    public int PredictedCount => predicted.Count;

    public void Predict(RowPrediction prediction, DateTimeOffset at)
    {
        predicted.Put(new(prediction.Row, prediction.Prediction, at));
        open.Forget(prediction.Row);
        (Histograms, Audits) = (null, null);
    }

    /// <summary>What was added up over predictions, until they change.</summary>
    public ImmutableArray<Quality.ModelHistogram>? Histograms { get; set; }

    /// <summary>Rows whose task was rejected back to somebody who has it on hold for them.</summary>
    public IReadOnlyCollection<int> Returned => returned;

    /// <summary>Rows with leases, ended or not.</summary>
    public IReadOnlyCollection<int> Held => held;

    public PeopleEvidence People { get; } = new();

    /// <summary>The audits of the acceptance in force, until one of them changes.</summary>
    public BlockAudits? Audits { get; set; }

    /// <summary>Takes a task's own word; an older one changes nothing.</summary>
    /// <param name="told">What the row's label holds, where the task had it at hand.</param>
    public bool Adopt(TaskRow row, LabelHolds? told = null)
    {
        var at = TaskBlock.Row(row.Id.Index);
        if (row.Version <= Brief(at).Version) return false;
        Put(at, row, told);
        return true;
    }

    /// <summary>How many objects the label that stands holds.</summary>
    /// <param name="of">Id of their class; null for all.</param>
    /// <returns>Null where no label stands, or its document was not read.</returns>
    public int? ObjectsOn(int row, string? of) => Drawn.Knows(row) ? Drawn.Count(row, of) : Brief(row).Class >= 0 ? 0 : null;

    /// <summary>How often the label that stands gives an answer, or any of some.</summary>
    /// <param name="keys">Of answers, <see cref="AnswerCount.Key"/>.</param>
    public int AnswersOn(int row, ImmutableArray<string> keys)
    {
        var count = 0;
        if (Drawn.Knows(row)) foreach (var key in keys) count += Drawn.Count(row, key);
        return count;
    }

    /// <summary>Labels whose documents are yet to be read.</summary>
    public IEnumerable<(int Row, ContentHash Label)> Unread => Drawn.Unread.Select(row => (row, this[row].Label));

    bool expectsAnswers;

    /// <summary>From now on documents of classifications are told of, or read, too: they hold answers besides their class.</summary>
    public void ExpectAnswers()
    {
        if (expectsAnswers) return;
        expectsAnswers = true;
        foreach (var at in touched.All)
            if (Brief(at).Class >= 0 && !Drawn.Knows(at) && !Drawn.Lost(at) && !this[at].Label.IsNone) Drawn.Expect(at);
    }

    /// <summary>Takes what was read of a label; nothing where the row has another by now.</summary>
    /// <param name="holds">Null where the document could not be read.</param>
    public void Read(int row, ContentHash label, LabelHolds? holds)
    {
        if (this[row].Label != label) return;
        if (holds is null) Drawn.Lose(row); else Drawn.Put(row, holds.Objects, holds.Answers);
    }

    /// <summary>Believes a row's label as much as all opinions together do; what a model or a reviewer decided stays as it is.</summary>
    /// <returns>False where the row is another by now.</returns>
    public bool Refine(RefinedRow refined)
    {
        if (refined.Row >= Count || Brief(refined.Row).Version != refined.Version || !WeighedTask.IsRefined(this[refined.Row])) return false;
        Put(refined.Row, this[refined.Row] with { Confidence = refined.Confidence });
        return true;
    }

    /// <returns>False where it was known.</returns>
    public bool Learn(DesignEffect errTogether)
    {
        if (Effect == errTogether) return false;
        Effect = errTogether;
        open.Forget();
        return true;
    }

    void Put(int at, TaskRow row, LabelHolds? told = null)
    {
        Follow(at, row, told);
        if (row.Audit is not AuditStatus.None || Brief(at).Audit is not AuditStatus.None || IsAudit(at)) Audits = null;
        touched.Put(at, row);
        Look(at, row);
    }

    /// <summary>What is drawn on a row is of its label. A label of a class is of a classification, whose documents hold no objects, and
    /// other answers only where the data spec asks for any.</summary>
    void Follow(int at, TaskRow row, LabelHolds? told)
    {
        if (row.Label.IsNone) Drawn.Forget(at);
        else if (told?.Label == row.Label) Drawn.Put(at, told.Objects, told.Answers);
        else if (row.Class >= 0 && !expectsAnswers && (!Drawn.Knows(at) || this[at].Label != row.Label)) Drawn.Forget(at);
        else if (!Drawn.Knows(at) || this[at].Label != row.Label) Drawn.Expect(at);
    }

    void Look(int at, TaskRow row)
    {
        open.Forget(at);
        foreach (var who in row.PassedOn) People.Note(at, touched.Person(who));
        foreach (var opinion in row.Opinions) People.Note(at, touched.Person(opinion.Annotator));
        foreach (var check in row.Checks) People.Note(at, touched.Person(check.Annotator));
        if (row.Checks.IsEmpty) withChecks.Remove(at); else withChecks.Add(at);
        if (row.Leases.IsEmpty) held.Remove(at); else held.Add(at);
        var back = false;
        foreach (var lease in row.Leases) back |= lease.Assignment.Returned;
        if (back) returned.Add(at); else returned.Remove(at);
    }

    public void Reserve(int row)
    {
        beingLeased.Add(row);
        open.Forget(row);
    }

    /// <summary>Whether a row is just being handed to somebody.</summary>
    public bool AnyReserved => beingLeased.Count > 0;

    public void Free(int row)
    {
        beingLeased.Remove(row);
        open.Forget(row);
    }

    /// <summary>Null where no curator marked the row.</summary>
    public RowMark? MarkOf(int row) => marks.Count > 0 && marks.TryGetValue(row, out var mark) ? mark : null;

    public void Mark(int row, Marking marking)
    {
        var mark = (MarkOf(row) ?? new(row, Turn.Usual, [])).With(marking);
        if (mark.SaysNothing) marks.Remove(row); else marks[row] = mark;
        open.Forget(row);
    }

    public void Set(int row, UserId to, AssignmentKind kind) => setAside[(row, kind)] = to;

    /// <summary>Shares the order's waiting rows out anew among the vendor's people; where there are none they are for anybody.</summary>
    /// <returns>False where nothing changed hands.</returns>
    public bool Share(WorkOrderId order, ImmutableArray<UserId> ever, ImmutableArray<UserId> now)
    {
        var waiting = Orders.Waiting(order, this, ever, now);
        ImmutableArray<UserId?> before = [.. waiting.Select(row => setAside.TryGetValue((row, AssignmentKind.Label), out var to) ? to : (UserId?)null)];
        var after = SharingRules.Share(before, now, block);
        foreach (var (row, to) in waiting.Zip(after))
            if (to is { } person) setAside[(row, AssignmentKind.Label)] = person;
            else setAside.Remove((row, AssignmentKind.Label));
        return !before.SequenceEqual(after);
    }

    /// <summary>For anybody again, where it was set aside for one of these people.</summary>
    public void Unset(int row, ImmutableArray<UserId> people, AssignmentKind kind)
    {
        if (setAside.TryGetValue((row, kind), out var to) && people.Contains(to)) setAside.Remove((row, kind));
    }

    public IEnumerable<UserId> SetAsideFor(ProjectSettings settings) => setAside
        .Where(s => IsOpenFor(s.Key.Row, s.Key.Kind) && SetAsideTo(s.Key.Row, s.Key.Kind, settings) is not null).Select(s => s.Value);

    /// <summary>For whom a row is kept from others: nobody any more once they are done with it, or have left.</summary>
    UserId? SetAsideTo(int row, AssignmentKind kind, ProjectSettings settings) =>
        setAside.TryGetValue((row, kind), out var to) && (kind is AssignmentKind.Review ? settings.MayReview(to) : settings.MayAnnotate(to) && !IsDone(this[row], to)) ? to : null;

    public TaskOrigin Origin(int row, ProjectSettings settings)
    {
        var (prediction, decision) = (Predicted(row), this[row].Decision);
        var byModel = decision is { By: DeciderKind.Model } && this[row].Version == 0
            ? new Decision(decision.By, decision.Users, decision.Model, this[row].Label, this[row].Class, this[row].Confidence, decision.Rule, decision.At)
            : null;
        return new(IdOf(row), samples[row], prediction?.Prediction, IsAudit(row), IsPrelabeled(row),
            Draws.Of(settings.Seed, IdOf(row).Index), ImportedAt(row), prediction?.At, byModel,
            byModel is null || this[row].Waits is not ReviewReason.CertificateBroken ? null : this[row].UpdatedAt);
    }

    /// <summary>Where shapes are drawn a prediction saves work; on a classification it would only sway opinions, and
    /// audits could be told by its absence.</summary>
    public bool IsPrelabeled(int row) => Gist(row) is { Class: < 0 } or { Model.Model: ModelNames.Import } && !IsAudit(row);

    /// <summary>Whether people label the row blind, as a test of the prediction.</summary>
    public bool IsAudit(int row) => Confident(row) is { } p && Acceptance is { Truth: var truth }
        && truth.IsAudit(Rank(row), p.Class, p.Confidence);

    /// <summary>The row's prediction, where it lies in the region that the acceptance plan audits.</summary>
    PredictionGist? Confident(int row) =>
        Acceptance is { Truth.Plan: { Policy.Enabled: true } plan } && Gist(row) is { Class: >= 0 } p
        && p.Model == Acceptance.Model && plan.Holds(p.Confidence) ? p : null;

    uint Rank(int row) => AuditOrder.Rank(Acceptance!.Truth.Seed, IdOf(row).Index);

    /// <summary>Carries out an acceptance newer than the one known.</summary>
    /// <returns>False when nothing newer was said.</returns>
    public bool Apply(AcceptanceInForce acceptance, DateTimeOffset now)
    {
        if (Acceptance is { } known && known.Revision >= acceptance.Revision) return false;
        (Acceptance, Audits) = (acceptance, null);
        open.Forget();
        foreach (var broken in acceptance.Truth.Broken) SendToReview(broken);
        AcceptCovered(now);
        return true;
    }

    /// <summary>Lets the model decide what a certificate covers and nobody has touched.</summary>
    public void AcceptCovered(DateTimeOffset now)
    {
        Audits = null;
        RowDecision? decision = null;
        for (var row = 0; row < Count; row++)
        {
            if (Brief(row) is not { Version: 0, State: TaskState.Queued } || beingLeased.Contains(row)) continue;
            if (Confident(row) is not { } p || Acceptance!.Truth.IsAudit(Rank(row), p.Class, p.Confidence)) continue;
            if (Acceptance.Truth.Covering(p.Class, p.Confidence) is null) continue;
            open.Forget(row);
            touched.Put(row, Whole(row) with
            {
                State = TaskState.Reviewed, Label = predicted.LabelOf(row), Class = p.Class, Confidence = (float)p.Confidence, UpdatedAt = now,
                Decision = decision ??= new(DeciderKind.Model, [], p.Model, now, "certificate"),  // of the one model in force
            });
        }
    }

    void SendToReview(Revocation broken)
    {
        for (var row = 0; row < Count; row++)
            if (Brief(row) is { Version: 0, State: TaskState.Reviewed, DecidedBy: DeciderKind.Model } && this[row] is { Decision: { } decision } r
                && decision.At > broken.Since && decision.At <= broken.At && broken.Certificate.Covers(r.Class, r.Confidence))
                touched.Put(row, r with { State = TaskState.Submitted, Waits = ReviewReason.CertificateBroken, UpdatedAt = broken.At });
    }

    /// <summary>The best rows for somebody, best first.</summary>
    public List<(int Row, float Priority)> Best(
        UserId who, AssignmentKind kind, int count, ImmutableArray<int> weakOn, ProjectSettings settings, DateTimeOffset now)
    {
        var best = new List<(int Row, float Priority)>(count + 1);
        var kept = Bring(kind, settings, now);
        for (var row = 0; row < kept.Length; row++)
        {
            var priority = kept[row];
            if (float.IsNaN(priority)) continue;
            if (setAside.Count > 0 && SetAsideTo(row, kind, settings) is { } to)
            {
                if (to != who) continue;
                priority += SetAsideFirst;
            }
            else if (!weakOn.IsEmpty && kind is AssignmentKind.Label && IsForOthers(row, who, weakOn, settings)) priority = Math.Min(priority, 0) - OthersFirst;
            if (best.Count == count && priority <= best[^1].Priority) continue;
            if (!MayHave(this[row], who, kind, now)) continue;
            var at = best.Count;
            while (at > 0 && best[at - 1].Priority < priority) at--;
            best.Insert(at, (row, priority));
            if (best.Count > count) best.RemoveAt(count);
        }
        return best;
    }

    /// <summary>Larger is sooner; null when the row is not open.</summary>
    public float? Priority(int row, AssignmentKind kind, ProjectSettings settings, DateTimeOffset now)
    {
        Bring(settings, now);
        return Weighed(open.Of(kind), row, kind, settings, now) is var priority && float.IsNaN(priority) ? null : priority;
    }

    /// <summary>Best priority of an open row, and how many are open.</summary>
    public (float? Best, int Open) Open(AssignmentKind kind, ProjectSettings settings, DateTimeOffset now)
    {
        var (best, count) = (float.NaN, 0);
        foreach (var priority in Bring(kind, settings, now))
        {
            if (float.IsNaN(priority)) continue;
            count++;
            if (!(priority <= best)) best = priority;
        }
        return (count > 0 ? best : null, count);
    }

    /// <summary>Brings what is kept of priorities up to the rules and the time.</summary>
    void Bring(ProjectSettings settings, DateTimeOffset now)
    {
        var rules = (settings.PipelineVersion, settings.Crew);
        if (!open.Holds(now, rules)) open.Bring(now, rules, NextEnd(now));
    }

    /// <summary>The priorities of all rows, NaN where one is not open.</summary>
    ReadOnlySpan<float> Bring(AssignmentKind kind, ProjectSettings settings, DateTimeOffset now)
    {
        Bring(settings, now);
        var kept = open.Of(kind);
        for (var at = 0; kept.AsSpan(at, Count - at).IndexOf(float.PositiveInfinity) is >= 0 and var next; at++)
            Weighed(kept, at += next, kind, settings, now);
        return kept.AsSpan(0, Count);
    }

    /// <summary>Weighed once and kept until the row, the rules or the time change it.</summary>
    float Weighed(float[] kept, int row, AssignmentKind kind, ProjectSettings settings, DateTimeOffset now) =>
        float.IsPositiveInfinity(kept[row]) ? kept[row] = InTurn(row, Weigh(row, kind, settings, now)) ?? float.NaN : kept[row];

    /// <summary>What a curator wants first goes before everything in its usual turn; what they want last, behind it.</summary>
    float? InTurn(int row, float? priority) => MarkOf(row)?.Turn switch
    {
        Turn.First => priority + FirstTurn, Turn.Last => priority / LastTurn, _ => priority,
    };

    /// <summary>When the first of the leases that still run ends.</summary>
    DateTimeOffset NextEnd(DateTimeOffset now)
    {
        var first = DateTimeOffset.MaxValue;
        foreach (var row in held)
            foreach (var lease in this[row].Leases)
                if (lease.Assignment.EndsAt > now && lease.Assignment.EndsAt < first) first = lease.Assignment.EndsAt;
        return first;
    }

    /// <summary>What counts before all is a whole step: audits that a certificate needs, then tasks that lack another
    /// opinion, then the rest; confident tasks wait last.</summary>
    float? Weigh(int row, AssignmentKind kind, ProjectSettings settings, DateTimeOffset now)
    {
        if (!IsOpen(row, kind, settings, now)) return null;
        var r = this[row];
        if (kind is AssignmentKind.Review) return r.Waits is ReviewReason.AuditDisputed ? 2 : 1;
        if (Confident(row) is { } audited && IsAudit(row))
        {
            var rank = Rank(row);
            var share = 1 - rank / (float)uint.MaxValue;
            return rank < Acceptance!.Truth.AuditsFirst(audited.Class) ? 4 + share : share * 0.99f;
        }
        if (r.CountedOpinions is > 0 and var opinions) return 3 + (float)AskingRule.Urgency(r.Confidence, opinions, Effect);
        return settings.Pipeline.Order switch
        {
            TaskOrder.Import => 2 - IdOf(row).Index / (float)int.MaxValue,
            TaskOrder.Random => 1 + Draws.Of(settings.Seed ^ RandomOrder, IdOf(row).Index) / (float)uint.MaxValue,
            _ => 1 + (1 - (float)(Gist(row)?.Confidence ?? 0.5)),
        };
    }

    /// <summary>Whether a doubtful task is of a class that this person tells worse than others. A share goes to anybody, so that
    /// what is believed of people can turn out wrong.</summary>
    bool IsForOthers(int row, UserId who, ImmutableArray<int> weakOn, ProjectSettings settings) =>
        Brief(row) is { Opinions: > 0, Audit: AuditStatus.None } gist && weakOn.Contains(gist.Class)
        && Draws.Of(settings.Seed ^ QueueGrain.Text(who.Value), IdOf(row).Index) >= AskingRule.Exploring * uint.MaxValue;

    const float OthersFirst = 8;
    const float FirstTurn = 6, LastTurn = 64;
    const float SetAsideFirst = 20;
    const uint RandomOrder = 0x5EED;

    bool IsOpenFor(int row, AssignmentKind kind) => kind is AssignmentKind.Review
        ? Brief(row).Waits is not ReviewReason.None : Brief(row).State is TaskState.Queued or TaskState.Working;

    bool IsOpen(int row, AssignmentKind kind, ProjectSettings settings, DateTimeOffset now)
    {
        if (beingLeased.Contains(row)) return false;
        var r = this[row];
        if (kind is AssignmentKind.Review)
            return (r.Waits is not ReviewReason.None || IsStranded(r, settings, now)) && r.HeldFor(AssignmentKind.Review, now) == 0;
        if (r.State is TaskState.Reviewed || r.Asked) return false;
        var wanted = r.Version > 0 ? r.Wanted : IsAudit(row) ? 1 : settings.Pipeline.Redundancy.Min;
        var counted = r.CountedOpinions;
        if (r.Waits is not ReviewReason.None)
        {
            if (!Settling.IsAnnotatorsAgain(r.Waits, r.HeldFor(AssignmentKind.Review, now), Untried(r, settings))) return false;
            wanted = Math.Max(wanted, counted + 1);
        }
        return counted + r.HeldFor(AssignmentKind.Label, now) < Math.Min(wanted, settings.Pipeline.Redundancy.Max);
    }

    static bool IsStranded(TaskRow r, ProjectSettings settings, DateTimeOffset now)
    {
        if (r.Version == 0 || r.Asked || r.State is TaskState.Reviewed) return false;
        return Settling.IsStranded(
            r.State, r.CountedOpinions, Math.Min(r.Wanted, settings.Pipeline.Redundancy.Max), r.HeldFor(AssignmentKind.Label, now), HasBegun(r), Untried(r, settings));
    }

    /// <summary>How many of those who may annotate have not had the task.</summary>
    static int Untried(TaskRow r, ProjectSettings settings)
    {
        var left = settings.Annotators;
        foreach (var opinion in r.Opinions) if (!opinion.Returned && settings.MayAnnotate(opinion.Annotator)) left--;
        foreach (var who in r.PassedOn) if (!HasAnswered(r, who) && settings.MayAnnotate(who)) left--;
        return left;
    }

    static bool HasBegun(TaskRow r)
    {
        foreach (var opinion in r.Opinions) if (!opinion.Returned) return true;
        return r.PassedOn.Length > 0;
    }

    static bool HasAnswered(TaskRow r, UserId who)
    {
        foreach (var opinion in r.Opinions) if (opinion.Annotator == who && !opinion.Returned) return true;
        return false;
    }

    /// <summary>Whether somebody answered the task or passed on it, and so may not have it again.</summary>
    static bool IsDone(TaskRow r, UserId who)
    {
        if (HasAnswered(r, who)) return true;
        foreach (var passed in r.PassedOn) if (passed == who) return true;
        return false;
    }

    static bool MayHave(TaskRow r, UserId who, AssignmentKind kind, DateTimeOffset now)
    {
        if (kind is AssignmentKind.Review) return true;
        if (IsDone(r, who)) return false;
        foreach (var lease in r.Leases) if (lease.Assignment.Holder == who && lease.Assignment.EndsAt > now) return false;
        return true;
    }

    DateTimeOffset ImportedAt(int row)
    {
        foreach (var run in samples.Imports)
            if ((row -= run.Count) < 0) return run.At;
        return default;
    }
}

/// <summary>Draws concerning single tasks, each from a seed and the task's number alone; uniform over all of uint.</summary>
static class Draws
{
    /// <summary>Keeps these draws apart from the order of audits under an equal seed.</summary>
    const ulong Stream = 0xD1B54A32D192ED03;

    public static uint Of(uint seed, int task) => AuditOrder.Rank(seed ^ Stream, task);
}
