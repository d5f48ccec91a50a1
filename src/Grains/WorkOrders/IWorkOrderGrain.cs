using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Orleans.Concurrency;

namespace Labelwise.Grains.WorkOrders;

/// <summary>A work order of a project. Key: its id. Knows in which blocks its tasks are; how they stand, the blocks know.</summary>
[Alias("work-order")]
public interface IWorkOrderGrain : IGrainWithStringKey
{
    /// <summary>Makes it; a repeat is the same order.</summary>
    Task<Outcome<WorkOrder>> Create(WorkOrder order);

    /// <summary>Takes tasks in and shares them out among the vendor's people, as many as its quantity allows.</summary>
    /// <param name="people">The vendor's people who may annotate in the project, at least one.</param>
    /// <returns>The tasks taken; those decided, in an order already, or beyond the quantity are not; none once it is closed.</returns>
    Task<ImmutableArray<TaskId>> Take(ImmutableArray<TaskId> tasks, ImmutableArray<UserId> people);

    /// <summary>Somebody at work on the order is handed a check in a block. Durable before the reply, so that none is ever unpaid.</summary>
    Task Visit(int block);

    /// <summary>Changes what may change; durable before the reply. What is as asked for already changes nothing.</summary>
    Task<Outcome<WorkOrder>> Change(ChangeOrder change);

    /// <summary>Gives back what nobody of the vendor has answered or holds, and takes nothing more; a repeat finds nothing to give back.</summary>
    /// <param name="people">Everybody whose answers count for the vendor.</param>
    Task<Outcome<WorkOrder>> Close(ImmutableArray<UserId> people);

    /// <summary>Tasks may come into it again; those given back stay out.</summary>
    Task<Outcome<WorkOrder>> Reopen();

    /// <summary>Who the vendor's people are, or who of them may annotate here, has changed: what waits is shared out anew among those of now.
    /// A repeat changes nothing.</summary>
    Task Share();

    /// <returns>Null when there is none.</returns>
    [AlwaysInterleave]
    Task<WorkOrder?> Facts();

    /// <summary>Asks the blocks that hold its tasks, and only those.</summary>
    /// <param name="people">Everybody whose answers count for the vendor.</param>
    [AlwaysInterleave]
    Task<OrderStanding> Standing(ImmutableArray<UserId> people);

    /// <summary>The blocks that may hold tasks of it, ascending.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> Blocks();
}
