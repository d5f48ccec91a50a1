using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Projects;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.WorkOrders;

/// <summary>Vendors, and the batches that they are paid for.</summary>
static class WorkOrderRoutes
{
    const int LongestName = 200, MostMembers = 1000, MostQuantity = 10_000_000;
    const decimal HighestPrice = 1_000_000;
    const string Vendor = """{"id":"9h8g7f6e5d4c3b2a","name":"Label Works","members":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben"}],"managers":[{"user":"1a1b2c3d4e5f6g7h","name":"Ana"}]}""";
    const string Order = """{"id":"8h7g6f5e4d3c2b1a~3c4d5e6f7g8h9j0k","name":"First batch","vendor":"9h8g7f6e5d4c3b2a","vendorName":"Label Works","unitPrice":"0.05","currency":"EUR","quantity":1000,"due":"2027-02-01T00:00:00+00:00","tasks":800,"done":120,"accepted":100,"payout":"5.00"}""";

    public static void Map(Routes routes)
    {
        routes.Admin("POST /vendors", CreateVendor, new("Makes a vendor.") { Body = """{"name":"Label Works"}""", Status = 201, Answer = Vendor });
        routes.Admin("GET /vendors", async call => Answers.Ok(new(await Vendors(call)), ApiJson.Api.PageVendorAnswer), new("The vendors.") { Answer = $$"""{"items":[{{Vendor}}],"next":null}""" });
        routes.Admin("PUT /vendors/{vendor}/managers", call => SetPeople(call, (vendor, users) => vendor.SetManagers(users)), new("Sets who may see how the vendor's people do, in the projects that they are members of.")
        {
            Body = """{"users":["1a1b2c3d4e5f6g7h"]}""", Answer = Vendor,
        });
        routes.Admin("PUT /vendors/{vendor}/members", call => SetPeople(call, (vendor, users) => vendor.SetMembers(users)), new("Sets who the vendor's people are from now on; what they did before still counts.")
        {
            Body = """{"users":["0a1b2c3d4e5f6g7h"]}""", Answer = Vendor,
        });
        routes.Project("GET /projects/{project}/vendors", Right.Assign, async call => Answers.Ok(new(await Vendors(call)), ApiJson.Api.PageVendorAnswer),
            new("The vendors that work can go to.") { Answer = $$"""{"items":[{{Vendor}}],"next":null}""" });
        routes.Project("POST /projects/{project}/work-orders", Right.Assign, CreateOrder, new("Makes a work order: a batch with a price for each accepted task. Tasks come into it by an assignment.")
        {
            Body = """{"name":"First batch","vendor":"9h8g7f6e5d4c3b2a","unitPrice":"0.05","currency":"EUR","quantity":1000,"due":"2027-02-01T00:00:00Z"}""", Status = 201, Answer = Order, Kind = ActivityKind.WorkOrder,
        });
        routes.Project("GET /projects/{project}/work-orders", Right.Assign, ListOrders, new("The work orders and what each comes to now, computed from its tasks.")
        {
            Answer = $$"""{"items":[{{Order}}],"next":null}""",
        });
    }

    static async Task<IResult> CreateVendor(Call call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var name = body.Name("name", LongestName);
        if (body.Refuses(out why)) return why.ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = new VendorId(ids.Next());
            await call.Grains.GetGrain<IBusinessListGrain>(OrderBook.VendorsOf(call.Caller.Tenant)).Add(id.Value);
            if ((await OrderBook.Vendor(call, id).Create(id, name)).Refuses(out var why, out var vendor)) return why.ToHttp();
            return Answers.Created($"{Routes.Prefix}/vendors/{id}", await View(call, vendor), ApiJson.Api.VendorAnswer);
        });
    }

    static async Task<IResult> SetPeople(Call call, Func<IVendorGrain, ImmutableArray<UserId>, Task<Outcome<Vendor>>> set)
    {
        if (!VendorId.TryParse(call.Route("vendor"), null, out var id) || await OrderBook.Vendor(call, id).Facts() is null) return new NotFound().ToHttp();
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var users = body.Ids<UserId>("users", MostMembers);
        if (users is null) body.Refuse("users", "missing-member", "'users' must be given.");
        var directory = await call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value).Directory();
        if (users is { } named && named.Any(u => !directory.Users.ContainsKey(u))) body.Refuse("users", "unknown-value", "Every one of them has an account.");
        if (body.Refuses(out why)) return why.ToHttp();
        return (await set(OrderBook.Vendor(call, id), users!.Value)).Refuses(out why, out var vendor) ? why.ToHttp()
            : Answers.Ok(await View(call, vendor), ApiJson.Api.VendorAnswer);
    }

    static async Task<IResult> CreateOrder(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (name, vendor) = (body.Name("name", LongestName), body.Id<VendorId>("vendor"));
        var (price, currency) = (body.Text("unitPrice", 20), body.Text("currency", 3));
        var (quantity, dueText) = (body.Whole("quantity", 1, MostQuantity), body.Text("due", 40));
        if (!decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var unitPrice) || unitPrice > HighestPrice)
            body.Refuse("unitPrice", "out-of-range", "A price is decimal text, as \"0.05\", up to a million.");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) body.Refuse("currency", "unknown-value", "A currency has three letters, as EUR.");
        if (!DateTimeOffset.TryParse(dueText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due)) body.Refuse("due", "not-a-time", "This is no time (RFC 3339).");
        if (body.Refuses(out why)) return why.ToHttp();
        if (await OrderBook.Vendor(call, vendor).Facts() is null) return new NotFound().ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = new WorkOrderId(call.Project.Id, ids.Next());
            await call.Grains.GetGrain<IBusinessListGrain>(OrderBook.OrdersOf(call.Project.Id)).Add(id.Value);
            var order = new WorkOrder(id, name, vendor, unitPrice, currency, quantity, due.ToUniversalTime(), call.Caller.User, call.Service<TimeProvider>().GetUtcNow());
            if ((await call.Grains.GetGrain<IWorkOrderGrain>(id.Value).Create(order)).Refuses(out var why, out var made)) return why.ToHttp();
            var whole = (await OrderBook.Whole(call, made))!;
            call.Did(("name", name), ("vendor", whole.VendorName), ("quantity", quantity), ("unitPrice", $"{whole.UnitPrice} {currency}"));
            return Answers.Created($"{Routes.Prefix}/projects/{call.Project.Id}/work-orders/{id}", whole, ApiJson.Api.WorkOrderAnswer);
        });
    }

    static async Task<IResult> ListOrders(ProjectCall call)
    {
        var orders = await OrderBook.Of(call);
        var views = await Task.WhenAll(orders.Select(order => OrderBook.Whole(call, order)));
        return Answers.Ok(new([.. views.OfType<WorkOrderAnswer>()]), ApiJson.Api.PageWorkOrderAnswer);
    }

    static async Task<IReadOnlyList<VendorAnswer>> Vendors(Call call)
    {
        var ids = await call.Grains.GetGrain<IBusinessListGrain>(OrderBook.VendorsOf(call.Caller.Tenant)).All();
        var vendors = await Task.WhenAll(ids.Select(id => OrderBook.Vendor(call, new(id)).Facts()));
        var views = new List<VendorAnswer>(vendors.Length);
        foreach (var vendor in vendors.OfType<Vendor>()) views.Add(await View(call, vendor));
        return views;
    }

    static async Task<VendorAnswer> View(Call call, Vendor vendor)
    {
        var directory = await call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value).Directory();
        return new(vendor.Id, vendor.Name, Named(vendor.Members), vendor.Managers.IsDefault ? [] : Named(vendor.Managers));

        IReadOnlyList<Questions.PersonAnswer> Named(ImmutableArray<UserId> people) => [.. people.Select(p => new Questions.PersonAnswer(p, directory.NameOf(p)))];
    }
}
