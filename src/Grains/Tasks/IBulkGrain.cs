using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;

namespace Labelwise.Grains.Tasks;

/// <summary>One act of a curator on many tasks: those named, or all that pass a filter. Key: the job's id.</summary>
[Alias("bulk")]
public interface IBulkGrain : IJobGrain
{
    /// <summary>Takes the act on; a repeat changes nothing.</summary>
    Task<JobView> Start(StartBulk command);
}

/// <param name="Filter">Asked again of each block when its turn comes.</param>
/// <param name="Tasks">Instead of a filter; default where there is one.</param>
[GenerateSerializer, Immutable, Alias("start-bulk")]
public sealed record StartBulk(
    [property: Id(0)] UserId By, [property: Id(1)] RowFilter Filter, [property: Id(2)] ImmutableArray<TaskId> Tasks, [property: Id(3)] BulkAct Act);

/// <summary>What is done to each task.</summary>
[GenerateSerializer, Immutable, Alias("bulk-act")]
public abstract record BulkAct;

/// <summary>Sets tasks aside for people, in turn.</summary>
/// <param name="Order">The work order that takes them in, if any.</param>
[GenerateSerializer, Immutable, Alias("bulk-share")]
public sealed record BulkAssign(
    [property: Id(0)] ImmutableArray<UserId> People, [property: Id(1)] AssignmentKind Kind, [property: Id(2)] WorkOrderId? Order = null) : BulkAct;

/// <summary>Changes when tasks come, or their tags.</summary>
[GenerateSerializer, Immutable, Alias("bulk-mark")]
public sealed record BulkMark([property: Id(0)] Marking Marking) : BulkAct;

/// <summary>Opens REVIEWED tasks again.</summary>
[GenerateSerializer, Immutable, Alias("bulk-reopen")]
public sealed record BulkReopen([property: Id(0)] string Reason) : BulkAct;

/// <summary>Has a reviewer look at tasks.</summary>
[GenerateSerializer, Immutable, Alias("bulk-ask-review")]
public sealed record BulkAskReview([property: Id(0)] string Reason) : BulkAct;

/// <summary>Makes the labels of REVIEWED tasks known answers.</summary>
[GenerateSerializer, Immutable, Alias("bulk-mark-gold")]
public sealed record BulkMarkGold([property: Id(0)] string Note) : BulkAct;

/// <summary>Takes known answers back.</summary>
[GenerateSerializer, Immutable, Alias("bulk-unmark-gold")]
public sealed record BulkUnmarkGold([property: Id(0)] string Reason) : BulkAct;

/// <summary>A bulk act as it is on disk.</summary>
[GenerateSerializer, Immutable, Alias("bulk-record")]
public sealed record BulkRecord : JobRecord
{
    [Id(0)] public StartBulk? Command { get; init; }
    [Id(1)] public int NextBlock { get; init; }
    [Id(2)] public long Changed { get; init; }
}
