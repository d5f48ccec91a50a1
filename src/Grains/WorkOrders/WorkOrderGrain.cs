using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.WorkOrders;

sealed class WorkOrderGrain([PersistentState("work-order")] IPersistentState<KeptOrder> kept, TimeProvider time) : Grain, IWorkOrderGrain
{
    WorkOrderId id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = WorkOrderId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<Outcome<WorkOrder>> Create(WorkOrder order)
    {
        // By now it may have changed; vendor, currency and who made it never do.
        if (kept.State.Order is { } known)
            return (known.Vendor, known.Currency, known.By) == (order.Vendor, order.Currency, order.By) ? known : new Conflict("already-exists", "A work order with this id exists already.");
        return await Become(order);
    }

    public async Task<Outcome<WorkOrder>> Change(ChangeOrder change)
    {
        if (kept.State.Order is not { } order) return new NotFound();
        var ruling = OrderRules.Change(order, change, (await Standing([])).Tasks, time.GetUtcNow());
        return ruling.Order is { } changed ? await Become(changed) : ruling.Refusal!;
    }

    public async Task<Outcome<WorkOrder>> Close(ImmutableArray<UserId> people)
    {
        if (kept.State.Order is not { } order) return new NotFound();
        // First, so that a closed order has given back all it ever will; cut short, it is still open and is closed again.
        await Task.WhenAll(kept.State.Blocks.Select(block => Block(block).GiveBack(id, people)));
        return await Become(OrderRules.Close(order, time.GetUtcNow()));
    }

    public async Task<Outcome<WorkOrder>> Reopen() => kept.State.Order is { } order ? await Become(OrderRules.Reopen(order)) : new NotFound();

    public async Task<ImmutableArray<TaskId>> Take(ImmutableArray<TaskId> tasks, ImmutableArray<UserId> people)
    {
        if (kept.State.Order is not { ClosedAt: null } order) return [];
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

    public async Task Share()
    {
        if (kept.State.Order is not { ClosedAt: null } order) return;
        // Asked for here, where one sharing follows the other: the last one knows the newest.
        if (await GrainFactory.GetGrain<IProjectGrain>(id.Project.Value).Settings() is not { } project) return;
        if (await GrainFactory.GetGrain<IVendorGrain>($"{project.Tenant}/{order.Vendor}").Facts() is not { } vendor) return;
        ImmutableArray<UserId> now = [.. vendor.Members.Where(project.MayAnnotate)];
        foreach (var block in kept.State.Blocks) await Block(block).Share(id, vendor.Ever, now);
    }

    public Task Visit(int block) =>
        kept.State.Blocks.Contains(block) ? Task.CompletedTask : kept.Become(kept.State with { Blocks = kept.State.Blocks.Add(block) }, DeactivateOnIdle);

    public Task<WorkOrder?> Facts() => Task.FromResult(kept.State.Order);

    public async Task<OrderStanding> Standing(ImmutableArray<UserId> people)
    {
        ImmutableArray<DateTimeOffset> changes = [.. (kept.State.Order?.LaterPrices ?? []).Select(p => p.From)];
        return (await Task.WhenAll(kept.State.Blocks.Select(block => Block(block).OrderStanding(id, people, changes)))).Aggregate(OrderStanding.None, (sum, one) => sum.Plus(one));
    }

    public Task<ImmutableArray<int>> Blocks() => Task.FromResult(kept.State.Blocks.Sort());

    async Task<WorkOrder> Become(WorkOrder order)
    {
        if (order != kept.State.Order) await kept.Become(kept.State with { Order = order }, DeactivateOnIdle);
        return order;
    }

    ITaskBlockGrain Block(int block) => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(id.Project, block));
}

[GenerateSerializer, Immutable, Alias("kept-order")]
public sealed record KeptOrder
{
    [Id(0)] public WorkOrder? Order { get; init; }
    /// <summary>Those that may hold tasks of the order.</summary>
    [Id(1)] public ImmutableArray<int> Blocks { get; init; } = [];
}
