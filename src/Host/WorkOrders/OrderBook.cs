using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Http;

namespace Labelwise.Host.WorkOrders;

/// <summary>Finds a project's work orders and their vendors, and shows them.</summary>
static class OrderBook
{
    public static string VendorsOf(TenantId tenant) => $"vendors/{tenant}";

    public static string OrdersOf(ProjectId project) => $"orders/{project}";

    /// <summary>A vendor of the caller's tenant.</summary>
    public static IVendorGrain Vendor(Call call, VendorId id) => call.Grains.GetGrain<IVendorGrain>($"{call.Caller.Tenant}/{id}");

    public static Task<IReadOnlyList<WorkOrder>> Of(ProjectCall call) => Orders(call, call.Project.Id);

    static async Task<IReadOnlyList<WorkOrder>> Orders(Call call, ProjectId project)
    {
        var ids = await call.Grains.GetGrain<IBusinessListGrain>(OrdersOf(project)).All();
        return [.. (await Task.WhenAll(ids.Select(id => call.Grains.GetGrain<IWorkOrderGrain>(id).Facts()))).OfType<WorkOrder>()];
    }

    /// <summary>The vendor's people who may annotate in the project.</summary>
    public static ImmutableArray<UserId> People(ProjectSettings project, Vendor vendor) =>
        [.. vendor.Members.Where(project.MayAnnotate)];

    /// <summary>Somebody may annotate in a project from now on, or no more: what waits for their vendors is shared out anew.</summary>
    public static async Task ShareAnew(Call call, ProjectId project, UserId changed)
    {
        foreach (var order in await Orders(call, project))
            if (await Vendor(call, order.Vendor).Facts() is { } vendor && vendor.Members.Contains(changed))
                await call.Grains.GetGrain<IWorkOrderGrain>(order.Id.Value).Share();
    }

    /// <summary>A vendor's people are others from now on: what waits for them in any project is shared out anew.</summary>
    public static async Task ShareAnew(Call call, VendorId vendor)
    {
        var tenant = await call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value).Directory();
        foreach (var project in tenant.Projects)
            foreach (var order in await Orders(call, project))
                if (order.Vendor == vendor) await call.Grains.GetGrain<IWorkOrderGrain>(order.Id.Value).Share();
    }

    public static async Task<WorkOrderAnswer?> Whole(ProjectCall call, WorkOrder order)
    {
        if (await Vendor(call, order.Vendor).Facts() is not { } vendor) return null;
        var standing = await Standing(call, order, vendor);
        return Show(order, vendor, standing) with { Payout = Text(Payout.Of(order, standing)), Checks = standing.PaidChecks.Sum(a => a.Tasks) };
    }

    /// <summary>What one of the vendor's people may know: their own part; null for anybody else.</summary>
    public static async Task<WorkOrderAnswer?> Mine(ProjectCall call, WorkOrder order)
    {
        var user = call.Caller.User;
        if (await Vendor(call, order.Vendor).Facts() is not { } vendor || !vendor.Members.Contains(user)) return null;
        var standing = await Standing(call, order, vendor);
        return Show(order, vendor, standing) with { Mine = standing.PaidTo(user), MyPay = Text(Payout.Of(order, standing, user)) };
    }

    static Task<OrderStanding> Standing(ProjectCall call, WorkOrder order, Vendor vendor) =>
        call.Grains.GetGrain<IWorkOrderGrain>(order.Id.Value).Standing(vendor.Ever);

    static WorkOrderAnswer Show(WorkOrder o, Vendor vendor, OrderStanding s) => new(
        o.Id, o.Name, o.Vendor, vendor.Name, Text(o.PriceNow), o.Currency, o.Quantity, o.Due, s.Tasks, s.Done, s.AcceptedTasks, null,
        Prices: o.LaterPrices.IsEmpty ? null : [new(o.At, Text(o.UnitPrice)), .. o.LaterPrices.Select(p => new PriceAnswer(p.From, Text(p.UnitPrice)))], ClosedAt: o.ClosedAt);

    /// <summary>Two places at least, and no digit lost.</summary>
    public static string Text(decimal amount) => amount.ToString("0.00########", CultureInfo.InvariantCulture);
}
