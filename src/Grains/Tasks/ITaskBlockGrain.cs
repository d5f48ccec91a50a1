using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Quality;
using Orleans.Concurrency;

namespace Labelwise.Grains.Tasks;

/// <summary>Up to <see cref="TaskBlock.Size"/> tasks as compact rows: serves "next", filters and statistics.
/// Key: project/block. Truth of a task that nobody worked on yet; of others a copy that heals itself.</summary>
[Alias("task-block")]
public interface ITaskBlockGrain : IGrainWithStringKey
{
    /// <summary>Appends samples as QUEUED tasks, as many as fit; durable before the reply.</summary>
    /// <param name="expectedRows">How many rows the caller knows of; when others are there already, nothing is
    /// appended and the count of rows tells the caller to look again.</param>
    Task<Appended> Append(ImmutableArray<Sample> samples, string import, int expectedRows);

    /// <summary>Samples of all rows in order of their rows.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<Sample>> Samples();

    /// <returns>Null when there is no such row.</returns>
    [AlwaysInterleave]
    Task<Sample?> SampleOf(int row);

    /// <summary>The import that brought each row, in order of rows.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> Imports();

    /// <summary>Leases up to <paramref name="request"/>.Count tasks of this block to somebody.</summary>
    Task<Handed> Next(NextRequest request);

    /// <summary>Hands a REVIEWED task to somebody to see how they do.</summary>
    /// <returns>Null where it is none for them.</returns>
    Task<Handout?> Check(CheckRequest request);

    /// <summary>Rows that somebody answered before a time, that are REVIEWED and that they did not have as a check.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> AnsweredBefore(UserId who, DateTimeOffset before);

    /// <summary>How people fared on the known answers here.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<GoldTally>> Gold();

    /// <summary>Rows whose known answer somebody missed.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> MissedGold(UserId who);

    /// <summary>What this person holds here now.</summary>
    /// <param name="onlyUndelivered">True for what no reply since the last start named: leases whose reply was lost in a
    /// crash, and tasks rejected back to them.</param>
    Task<ImmutableArray<Handout>> Held(UserId holder, AssignmentKind kind, bool onlyUndelivered);

    /// <summary>As <see cref="Held"/>, to look at: whether it was delivered stays as it is.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<Handout>> Holding(UserId holder);

    /// <summary>A task tells its row anew. Older than what is known changes nothing. Returns once the queue knows of work
    /// that this opens.</summary>
    /// <param name="held">What the row's label holds, where the task has the document at hand; else it is read when somebody asks.</param>
    Task Report(TaskRow row, LabelHolds? held);

    /// <summary>What the row knows of a task; null when there is none.</summary>
    Task<TaskOrigin?> Origin(int taskIndex);

    /// <summary>Returns once it is on disk that this task's truth may be ahead of the row.</summary>
    Task Note(int taskIndex);

    /// <summary>Rows that pass a filter, from a row on, at most <paramref name="limit"/>.</summary>
    [AlwaysInterleave]
    Task<RowPage> Rows(RowFilter filter, int fromRow, int limit);

    /// <summary>How many rows pass a filter.</summary>
    [AlwaysInterleave]
    Task<int> Count(RowFilter filter);

    /// <summary>By hour, what was submitted and decided here since.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<Worked>> Worked(DateTimeOffset since);

    /// <summary>Who decided how many of the tasks that pass, and the sum of their confidence.</summary>
    [AlwaysInterleave]
    Task<DecidedSums> Decided(RowFilter filter);

    /// <summary>How often who answered what, on tasks that are REVIEWED as what.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<ClassAnswers>> Confusions();

    /// <summary>Those of these rows that pass a filter, in the order asked.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<ListedTask>> Listed(RowFilter filter, ImmutableArray<int> rows);

    /// <summary>What lists sort and filter by.</summary>
    [AlwaysInterleave]
    Task<BlockKeys> Keys();

    /// <summary>Every task that somebody answered or something decided, in order of rows.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<AnsweredTask>> AnsweredTasks();

    /// <summary>Every task on which opinions count or a reviewer spoke, in order of rows.</summary>
    /// <param name="since">After which answers are told apart from earlier ones; null for none.</param>
    [AlwaysInterleave]
    Task<WeighedBlock> Weighed(DateTimeOffset? since);

    /// <summary>The same as it was, as far as that is kept.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<WeighedTask>> WeighedThen(DateTimeOffset until);

    /// <summary>What all opinions of the project together make of some rows' labels. One that changed meanwhile stays as it is;
    /// saved with the rows, and found out again where that is lost.</summary>
    Task Refine(ImmutableArray<RefinedRow> refined);

    /// <summary>How far people err together, by which it is said what is next; saved with the rows, and told again where that is lost.</summary>
    Task Learn(DesignEffect effect);

    /// <summary>Takes predictions; rows that people began on keep them for the record. Durable before the reply.</summary>
    Task Predict(ImmutableArray<RowPrediction> predictions);

    /// <summary>Does what the acceptance in force says: draws audits, lets the model decide what a certificate covers
    /// and nobody works on, sends to review what a broken one covered. Durable before the reply; an older one than is
    /// known, or the same again, changes nothing.</summary>
    Task Apply(AcceptanceInForce acceptance);

    /// <summary>Sets rows aside for one person; durable before the reply.</summary>
    Task<ImmutableArray<int>> Assign(ImmutableArray<int> rows, UserId to, AssignmentKind kind);

    /// <summary>Sets a curator's marks on rows; durable before the reply.</summary>
    Task Mark(ImmutableArray<int> rows, Marking marking);

    /// <summary>Takes rows into a work order and sets each aside for one of the vendor's people; durable before the reply.</summary>
    /// <returns>The rows taken, at most <paramref name="most"/>; not those decided, or in an order already.</returns>
    Task<ImmutableArray<int>> Order(WorkOrderId order, ImmutableArray<OrderedRow> rows, int most);

    /// <summary>How the order's rows here stand now.</summary>
    /// <param name="people">Everybody whose answers count for the vendor.</param>
    /// <param name="changes">When the order's price changed, in order of time.</param>
    [AlwaysInterleave]
    Task<OrderStanding> OrderStanding(WorkOrderId order, ImmutableArray<UserId> people, ImmutableArray<DateTimeOffset> changes);

    /// <summary>Takes the order's rows that none of these people answered or holds out of it, for anybody again; durable before the reply.</summary>
    Task GiveBack(WorkOrderId order, ImmutableArray<UserId> people);

    /// <summary>Shares the order's waiting rows out anew among the vendor's people; durable before the reply, and a repeat changes nothing.</summary>
    /// <param name="ever">Everybody whose answers count for the vendor.</param>
    /// <param name="now">Those of them who may annotate now.</param>
    Task Share(WorkOrderId order, ImmutableArray<UserId> ever, ImmutableArray<UserId> now);

    /// <summary>All rows that pass, each with a state it had during the call, every earlier acknowledged command included.</summary>
    Task<SealableRows> ReadForSealing(RowFilter filter);

    /// <summary>Tasks that this model predicted and people answered without seeing it, at most <paramref name="most"/>,
    /// chosen by a fixed draw.</summary>
    Task<ImmutableArray<AnsweredPrediction>> Answered(ModelRef model, int most);

    /// <summary>Absolute counters and what the queue needs; also pushed by the block itself when it changes.</summary>
    Task<BlockSummary> Summary();

    /// <summary>What the block knows about people and predictions; also pushed when it changes.</summary>
    Task<BlockEvidence> Evidence();
}

[GenerateSerializer, Immutable, Alias("ordered-row")]
public sealed record OrderedRow([property: Id(0)] int Row, [property: Id(1)] UserId To);

/// <param name="LeaseSeed">As of <see cref="NextRequest"/>.</param>
[GenerateSerializer, Immutable, Alias("check-request")]
public sealed record CheckRequest(
    [property: Id(0)] UserId By, [property: Id(1)] CheckKind Kind, [property: Id(2)] int Row, [property: Id(3)] string LeaseSeed,
    [property: Id(4)] WorkOrderId? Order = null);

/// <param name="Answers">By people who had it as a check.</param>
/// <param name="Right">How like the known answer theirs were, summed.</param>
/// <param name="Classes">What they answered, by class; empty where labels are no classification.</param>
[GenerateSerializer, Immutable, Alias("gold-tally")]
public sealed record GoldTally(
    [property: Id(0)] ListedTask Task, [property: Id(1)] int Answers, [property: Id(2)] double Right, [property: Id(3)] ImmutableArray<int> Classes);

/// <param name="BestLeft">Priority of the best row left for this person; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("handed")]
public sealed record Handed([property: Id(0)] ImmutableArray<Handout> Tasks, [property: Id(1)] float? BestLeft);

/// <summary>What the model may decide now, as blocks carry it out.</summary>
/// <param name="Revision">Grows with every change of <paramref name="Truth"/>.</param>
[GenerateSerializer, Immutable, Alias("acceptance-in-force")]
public sealed record AcceptanceInForce(
    [property: Id(0)] int Revision, [property: Id(1)] ModelRef Model, [property: Id(2)] AcceptanceTruth Truth);

[GenerateSerializer, Immutable, Alias("appended")]
public sealed record Appended([property: Id(0)] int Rows, [property: Id(1)] int Taken);

/// <summary>A prediction beside what people answered without seeing it.</summary>
/// <param name="Reviewed">The class a reviewer decided; null while none did.</param>
[GenerateSerializer, Immutable, Alias("answered-prediction")]
public sealed record AnsweredPrediction(
    [property: Id(0)] ImmutableArray<ClassProbability> Probabilities, [property: Id(1)] ImmutableArray<ClassOpinion> Opinions,
    [property: Id(2)] int? Reviewed);

/// <param name="Class">What the task was decided to be.</param>
[GenerateSerializer, Immutable, Alias("class-answers")]
public readonly record struct ClassAnswers(
    [property: Id(0)] UserId Annotator, [property: Id(1)] int Answered, [property: Id(2)] int Class, [property: Id(3)] int Count);

[GenerateSerializer, Immutable, Alias("class-opinion")]
public sealed record ClassOpinion([property: Id(0)] UserId Annotator, [property: Id(1)] int Class);

/// <param name="LeaseSeed">Makes the lease ids; chosen by the annotator's grain so that a repeat is recognised.</param>
/// <param name="WeakOn">Classes whose doubtful tasks others tell better: they come after everything else, but for a share.</param>
[GenerateSerializer, Immutable, Alias("next-request")]
public sealed record NextRequest(
    [property: Id(0)] UserId By, [property: Id(1)] AssignmentKind Kind, [property: Id(2)] int Count, [property: Id(3)] string LeaseSeed,
    [property: Id(4)] ImmutableArray<int> WeakOn);

/// <summary>A task in somebody's hands.</summary>
[GenerateSerializer, Immutable, Alias("handout")]
public sealed record Handout(
    [property: Id(0)] TaskId Task, [property: Id(1)] Sample Sample, [property: Id(2)] Assignment Lease,
    [property: Id(3)] Prediction? Prelabel, [property: Id(4)] WorkOrderId? Order = null);

[GenerateSerializer, Immutable, Alias("row-prediction")]
public sealed record RowPrediction([property: Id(0)] int Row, [property: Id(1)] Prediction Prediction);

/// <summary>Which rows a list wants; a null member asks nothing.</summary>
/// <param name="Class">Index of the decided or assessed option.</param>
/// <param name="Text">Part of an external id, without regard to case.</param>
/// <param name="Metadata">A member of the sample's metadata and its value, as <c>tray:7</c>; or a member alone, which must be there.</param>
/// <param name="Disputed">Whether opinions that count differ.</param>
/// <param name="Waiting">Whether a reviewer or curator is waited for.</param>
/// <param name="Answered">Index of an option that somebody answered; with <paramref name="Annotator"/>, that they answered.</param>
/// <param name="Objects">What is drawn on the label that <paramref name="Class"/> is of too, the decided or else the assessed one: a task that nobody
/// answered yet is not found by it, whatever a model says of it.</param>
/// <param name="Labelled">What that label is, wherever it says so.</param>
/// <param name="Said">What it answers.</param>
/// <param name="Named">These tasks alone.</param>
[GenerateSerializer, Immutable, Alias("row-filter")]
public sealed record RowFilter(
    [property: Id(0)] TaskState? State = null, [property: Id(1)] int? Class = null, [property: Id(2)] UserId? Annotator = null,
    [property: Id(3)] double? MinConfidence = null, [property: Id(4)] double? MaxConfidence = null, [property: Id(5)] string? Text = null,
    [property: Id(6)] string? Metadata = null, [property: Id(7)] string? Tag = null, [property: Id(8)] bool? Disputed = null,
    [property: Id(9)] bool? Waiting = null, [property: Id(10)] int? Answered = null, [property: Id(11)] WorkOrderId? Order = null,
    [property: Id(12)] ObjectsWanted? Objects = null, [property: Id(13)] LabelWanted? Labelled = null, [property: Id(14)] LabelWanted? Said = null, [property: Id(15)] TasksNamed? Named = null)
{
    public static RowFilter All { get; } = new();

    /// <summary>Whether it asks for what no order keeps, so that every row must be looked at.</summary>
    public bool AsksRows => (Text ?? Metadata ?? Tag) is not null || Disputed is not null || Waiting is not null || Answered is not null || Order is not null || Named is not null || AsksLabels;

    /// <summary>Whether it asks for what label documents say.</summary>
    public bool AsksLabels => Objects is not null || Labelled is not null || Said is not null;

    /// <summary>Whether it asks for answers, which documents of classifications hold too.</summary>
    public bool AsksAnswers => Objects is { Answers.IsEmpty: false } || Labelled is { Answers.IsEmpty: false } || Said is not null;
}

/// <param name="Numbers">Of tasks in the project.</param>
[GenerateSerializer, Immutable, Alias("tasks-named")]
public sealed record TasksNamed([property: Id(0)] ImmutableArray<int> Numbers);

/// <param name="NextRow">Where to go on in this block; null when it is through.</param>
[GenerateSerializer, Immutable, Alias("row-page")]
public sealed record RowPage([property: Id(0)] ImmutableArray<ListedTask> Items, [property: Id(1)] int? NextRow);

/// <param name="Mark">Null where no curator marked it.</param>
/// <param name="Order">The work order that pays for it, if any.</param>
[GenerateSerializer, Immutable, Alias("listed-task")]
public sealed record ListedTask([property: Id(0)] TaskRow Row, [property: Id(1)] Sample Sample, [property: Id(2)] RowMark? Mark = null, [property: Id(3)] WorkOrderId? Order = null);

/// <param name="Items">Rows with their samples, in order of rows.</param>
[GenerateSerializer, Immutable, Alias("sealable-rows")]
public sealed record SealableRows([property: Id(0)] ImmutableArray<ListedTask> Items);
