using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains;
using Labelwise.Grains.Activities;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.WorkOrders;

/// <summary>The batches that vendors are paid for.</summary>
static class WorkOrderRoutes
{
    const int LongestName = 200, MostQuantity = 10_000_000;
    const decimal HighestPrice = 1_000_000;
    const string Order = """{"id":"8h7g6f5e4d3c2b1a~3c4d5e6f7g8h9j0k","name":"First batch","vendor":"9h8g7f6e5d4c3b2a","vendorName":"Label Works","unitPrice":"0.05","currency":"EUR","quantity":1000,"due":"2027-02-01T00:00:00+00:00","tasks":800,"done":120,"accepted":100,"payout":"5.20","checks":4}""";

    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/work-orders", Right.Assign, CreateOrder, new("Makes a work order: a batch with a price for each accepted task. Tasks come into it by an assignment.")
        {
            Body = """{"name":"First batch","vendor":"9h8g7f6e5d4c3b2a","unitPrice":"0.05","currency":"EUR","quantity":1000,"due":"2027-02-01T00:00:00Z"}""", Status = 201, Answer = Order, Kind = ActivityKind.WorkOrder,
        });
        routes.Project("GET /projects/{project}/work-orders", Right.Assign, ListOrders, new("The work orders and what each comes to now, computed from its tasks.")
        {
            Answer = $$"""{"items":[{{Order}}],"next":null}""",
        });
        routes.Project("PUT /projects/{project}/work-orders/{order}", Right.Assign, ChangeOrder, new("Changes a work order; what is left out stays. A new price is for what is submitted from then on.")
        {
            Body = """{"name":"First batch","unitPrice":"0.06","quantity":1200,"due":"2027-02-15T00:00:00Z"}""", Answer = Order, Kind = ActivityKind.OrderChange,
            Refusals = [(409, "order-closed"), (409, "quantity-below-tasks")],
        });
        routes.Project("POST /projects/{project}/work-orders/{order}/close", Right.Assign, call => Turn(call, closed: true, (grain, vendor) => grain.Close(vendor.Ever)),
            new("Ends a work order: its tasks that nobody of the vendor has answered or holds leave it; what was answered is still paid for once it is accepted.") { Body = "{}", Answer = Order, Kind = ActivityKind.OrderChange });
        routes.Project("POST /projects/{project}/work-orders/{order}/reopen", Right.Assign, call => Turn(call, closed: false, (grain, _) => grain.Reopen()),
            new("Lets tasks come into a closed work order again.") { Body = "{}", Answer = Order, Kind = ActivityKind.OrderChange });
    }

    static async Task<IResult> CreateOrder(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (name, vendor) = (body.Name("name", LongestName), body.Id<VendorId>("vendor"));
        var (unitPrice, currency) = (Price(body), body.Text("currency", 3));
        var (quantity, due) = (body.Whole("quantity", 1, MostQuantity), Due(body));
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) body.Refuse("currency", "unknown-value", "A currency has three letters, as EUR.");
        if (body.Refuses(out why)) return why.ToHttp();
        if (await OrderBook.Vendor(call, vendor).Facts() is null) return new NotFound().ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = new WorkOrderId(call.Project.Id, ids.Next());
            await call.Grains.GetGrain<IBusinessListGrain>(OrderBook.OrdersOf(call.Project.Id)).Add(id.Value);
            var order = new WorkOrder(id, name, vendor, unitPrice, currency, quantity, due, call.Caller.User, call.Service<TimeProvider>().GetUtcNow());
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

    static Task<IResult> ChangeOrder(ProjectCall call) => WithOrder(call, async (grain, before, _) =>
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var change = new ChangeOrder(
            body.Has("name") ? body.Name("name", LongestName) : null, body.Has("unitPrice") ? Price(body) : null,
            body.Has("quantity") ? body.Whole("quantity", 1, MostQuantity) : null, body.Has("due") ? Due(body) : null);
        if (body.Refuses(out why)) return why.ToHttp();
        if ((await grain.Change(change)).Refuses(out why, out var after)) return why.ToHttp();
        if (after != before)
            call.Did(
                ("name", after.Name == before.Name ? after.Name : $"{before.Name} → {after.Name}"),
                ("unitPrice", after.PriceNow == before.PriceNow ? null : $"{OrderBook.Text(before.PriceNow)} → {OrderBook.Text(after.PriceNow)} {after.Currency}"),
                ("quantity", after.Quantity == before.Quantity ? null : $"{before.Quantity} → {after.Quantity}"),
                ("due", after.Due == before.Due ? null : $"{before.Due:u} → {after.Due:u}"));
        return Answers.Ok((await OrderBook.Whole(call, after))!, ApiJson.Api.WorkOrderAnswer);
    });

    static Task<IResult> Turn(ProjectCall call, bool closed, Func<IWorkOrderGrain, Vendor, Task<Outcome<WorkOrder>>> turn) => WithOrder(call, async (grain, before, vendor) =>
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body) || body.Refuses(out why)) return why.ToHttp();
        if ((await turn(grain, vendor)).Refuses(out why, out var after)) return why.ToHttp();
        if (after != before) call.Did(("name", after.Name), (closed ? "closed" : "reopened", "true"));
        return Answers.Ok((await OrderBook.Whole(call, after))!, ApiJson.Api.WorkOrderAnswer);
    });

    static async Task<IResult> WithOrder(ProjectCall call, Func<IWorkOrderGrain, WorkOrder, Vendor, Task<IResult>> act)
    {
        if (!WorkOrderId.TryParse(call.Route("order"), null, out var id) || id.Project != call.Project.Id) return new NotFound().ToHttp();
        var grain = call.Grains.GetGrain<IWorkOrderGrain>(id.Value);
        return await grain.Facts() is { } order && await OrderBook.Vendor(call, order.Vendor).Facts() is { } vendor ? await act(grain, order, vendor) : new NotFound().ToHttp();
    }

    static decimal Price(Body body)
    {
        var text = body.Text("unitPrice", 20);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) || price > HighestPrice)
            body.Refuse("unitPrice", "out-of-range", "A price is decimal text, as \"0.05\", up to a million.");
        return price;
    }

    static DateTimeOffset Due(Body body)
    {
        var text = body.Text("due", 40);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due)) body.Refuse("due", "not-a-time", "This is no time (RFC 3339).");
        return due.ToUniversalTime();
    }
}
