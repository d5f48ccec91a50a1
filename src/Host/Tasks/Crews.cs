using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Http;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Tasks;

/// <summary>To whom work goes: one of the three.</summary>
readonly record struct Recipient(UserId? User, VendorId? Vendor, WorkOrderId? Order)
{
    public bool IsNamed => User is not null || Vendor is not null || Order is not null;

    /// <summary>The member <c>to</c> of a body.</summary>
    public static Recipient Of(Body body)
    {
        var reader = new DocumentReader();
        if (body.Document("to", required: true) is { ValueKind: JsonValueKind.Object } to && reader.Members(to).ToList() is [var (name, value)]
            && reader.Text(value, IId<UserId>.MaxLength) is { } text && reader.IsClean)
            switch (name)
            {
                case "user" when UserId.TryParse(text, null, out var user): return new(user, null, null);
                case "vendor" when VendorId.TryParse(text, null, out var vendor): return new(null, vendor, null);
                case "workOrder" when WorkOrderId.TryParse(text, null, out var order): return new(null, null, order);
            }
        body.Refuse("to", "wrong-type", "This must be {\"user\": id}, {\"vendor\": id} or {\"workOrder\": id}.");
        return default;
    }
}

/// <summary>The people among whom work is shared out, in turn.</summary>
/// <param name="Order">The work order that takes the tasks in, if any.</param>
/// <param name="IsClosed">Whether it takes no more.</param>
sealed record Crew(ImmutableArray<UserId> People, IWorkOrderGrain? Order, WorkOrderId? OrderId = null, bool IsClosed = false)
{
    int next;

    /// <returns>The rows of the block that were taken.</returns>
    public async Task<ImmutableArray<int>> Take(ITaskBlockGrain block, int number, ImmutableArray<TaskId> tasks, AssignmentKind kind)
    {
        if (Order is not null) return [.. (await Order.Take(tasks, People)).Select(t => TaskBlock.Row(t.Index))];
        var taken = ImmutableArray.CreateBuilder<int>();
        var shares = tasks.GroupBy(_ => People[next++ % People.Length], t => TaskBlock.Row(t.Index));
        foreach (var share in shares.ToList()) taken.AddRange(await block.Assign([.. share], share.Key, kind));
        return taken.ToImmutable();
    }
}

/// <summary>Finds the people behind a recipient.</summary>
static class Crews
{
    /// <summary>The body refuses where they may not do the work, or are not there.</summary>
    public static async Task<Crew> Of(ProjectCall call, Recipient to, AssignmentKind kind, Body body)
    {
        var crew = await Of(call, to, kind);
        if (to.IsNamed && crew.People.IsEmpty) body.Refuse("to", "not-a-member", "Work goes to members whose role allows it.");
        if (crew.IsClosed) body.Refuse("to", "order-closed", "This work order is closed; reopen it first.");
        if (crew.Order is not null && kind is not AssignmentKind.Label) body.Refuse("kind", "unknown-value", "A work order is for labels.");
        return crew;
    }

    static async Task<Crew> Of(ProjectCall call, Recipient to, AssignmentKind kind)
    {
        var needed = Rights.GivenBy(kind is AssignmentKind.Label ? Right.Annotate : Right.Review);
        if (to.User is { } user) return new(May(user) ? [user] : [], null);
        var order = to.Order is { } id && id.Project == call.Project.Id ? call.Grains.GetGrain<IWorkOrderGrain>(id.Value) : null;
        var ordered = order is null ? null : await order.Facts();
        var vendor = to.Vendor ?? ordered?.Vendor;
        if (vendor is not { } named || await OrderBook.Vendor(call, named).Facts() is not { } facts) return new([], null);
        return new([.. facts.Members.Where(May)], order, order is null ? null : to.Order, ordered?.ClosedAt is not null);

        bool May(UserId member) => (call.Project.RolesOf(member) & needed) is not ProjectRoles.None;
    }
}
