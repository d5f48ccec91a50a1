using System.Collections.Immutable;
using Labelwise.Domain;
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
}

/// <summary>The people among whom work is shared out, in turn.</summary>
/// <param name="Order">The work order that takes the tasks in, if any.</param>
sealed record Crew(ImmutableArray<UserId> People, IWorkOrderGrain? Order)
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

/// <summary>Finds the people behind a recipient; none where they may not do the work, or are not there.</summary>
static class Crews
{
    public static async Task<Crew> Of(ProjectCall call, Recipient to, AssignmentKind kind)
    {
        var needed = Rights.GivenBy(kind is AssignmentKind.Label ? Right.Annotate : Right.Review);
        if (to.User is { } user) return new(May(user) ? [user] : [], null);
        var order = to.Order is { } id && id.Project == call.Project.Id ? call.Grains.GetGrain<IWorkOrderGrain>(id.Value) : null;
        var vendor = to.Vendor ?? (order is null ? null : (await order.Facts())?.Vendor);
        if (vendor is not { } named || await OrderBook.Vendor(call, named).Facts() is not { } facts) return new([], null);
        return new([.. facts.Members.Where(May)], order);

        bool May(UserId member) => (call.Project.RolesOf(member) & needed) is not ProjectRoles.None;
    }
}
