using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.WorkOrders;

sealed class WorkOrderGrain([PersistentState("work-order")] IPersistentState<KeptOrder> kept) : Grain, IWorkOrderGrain
{
    WorkOrderId id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = WorkOrderId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<Outcome<WorkOrder>> Create(WorkOrder order)
    {
        if (kept.State.Order is { } known) return known with { At = order.At } == order ? known : new Conflict("already-exists", "A work order with this id exists already.");
        await kept.Become(kept.State with { Order = order }, DeactivateOnIdle);
        return order;
    }

    public async Task<ImmutableArray<TaskId>> Take(ImmutableArray<TaskId> tasks, ImmutableArray<UserId> people)
    {
        if (kept.State.Order is not { } order) return [];
        var room = order.Quantity - (await Standing([])).Tasks;
        var taken = ImmutableArray.CreateBuilder<TaskId>();
        foreach (var some in tasks.Distinct().GroupBy(t => TaskBlock.Of(t.Index)))
        {
            if (taken.Count >= room) break;
            // On disk before the block takes any, so that no task of the order is ever overlooked.
            if (!kept.State.Blocks.Contains(some.Key)) await kept.Become(kept.State with { Blocks = kept.State.Blocks.Add(some.Key) }, DeactivateOnIdle);
            var rows = some.Select((t, i) => new OrderedRow(TaskBlock.Row(t.Index), people[(taken.Count + i) % people.Length])).ToImmutableArray();
            foreach (var row in await Block(some.Key).Order(id, rows, room - taken.Count)) taken.Add(new(id.Project, some.Key * TaskBlock.Size + row));
        }
        return taken.ToImmutable();
    }

    public Task<WorkOrder?> Facts() => Task.FromResult(kept.State.Order);

    public async Task<OrderStanding> Standing(ImmutableArray<UserId> people) =>
        (await Task.WhenAll(kept.State.Blocks.Select(block => Block(block).OrderStanding(id, people)))).Aggregate(OrderStanding.None, (sum, one) => sum.Plus(one));

    ITaskBlockGrain Block(int block) => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(id.Project, block));
}

[GenerateSerializer, Immutable, Alias("kept-order")]
public sealed record KeptOrder
{
    [Id(0)] public WorkOrder? Order { get; init; }
    /// <summary>Those that may hold tasks of the order.</summary>
    [Id(1)] public ImmutableArray<int> Blocks { get; init; } = [];
}
