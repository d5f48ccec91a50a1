using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Http;

namespace Labelwise.Host.WorkOrders;

/// <summary>The companies whose people annotate.</summary>
static class VendorRoutes
{
    const int LongestName = 200, MostMembers = 1000;
    const string Vendor = """{"id":"9h8g7f6e5d4c3b2a","name":"Label Works","members":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben"}],"managers":[{"user":"1a1b2c3d4e5f6g7h","name":"Ana"}]}""";

    public static void Map(Routes routes)
    {
        routes.Admin("POST /vendors", CreateVendor, new("Makes a vendor.") { Body = """{"name":"Label Works"}""", Status = 201, Answer = Vendor });
        routes.Admin("GET /vendors", async call => Answers.Ok(new(await Vendors(call)), ApiJson.Api.PageVendorAnswer), new("The vendors.") { Answer = $$"""{"items":[{{Vendor}}],"next":null}""" });
        routes.Admin("PUT /vendors/{vendor}/managers", call => SetPeople(call, (vendor, users) => vendor.SetManagers(users)), new("Sets who may see how the vendor's people do, in the projects that they are members of.")
        {
            Body = """{"users":["1a1b2c3d4e5f6g7h"]}""", Answer = Vendor,
        });
        routes.Admin("PUT /vendors/{vendor}/members", call => SetPeople(call, (vendor, users) => vendor.SetMembers(users), after: OrderBook.ShareAnew), new("Sets who the vendor's people are from now on; what they did before still counts. What waits in the vendor's work orders is shared out anew.")
        {
            Body = """{"users":["0a1b2c3d4e5f6g7h"]}""", Answer = Vendor,
        });
        routes.Project("GET /projects/{project}/vendors", Right.Assign, async call => Answers.Ok(new(await Vendors(call)), ApiJson.Api.PageVendorAnswer),
            new("The vendors that work can go to.") { Answer = $$"""{"items":[{{Vendor}}],"next":null}""" });
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

    static async Task<IResult> SetPeople(Call call, Func<IVendorGrain, ImmutableArray<UserId>, Task<Outcome<Vendor>>> set, Func<Call, VendorId, Task>? after = null)
    {
        if (!VendorId.TryParse(call.Route("vendor"), null, out var id) || await OrderBook.Vendor(call, id).Facts() is null) return new NotFound().ToHttp();
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var users = body.Ids<UserId>("users", MostMembers);
        if (users is null) body.Refuse("users", "missing-member", "'users' must be given.");
        var directory = await call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value).Directory();
        if (users is { } named && named.Any(u => !directory.Users.ContainsKey(u))) body.Refuse("users", "unknown-value", "Every one of them has an account.");
        if (body.Refuses(out why)) return why.ToHttp();
        if ((await set(OrderBook.Vendor(call, id), users!.Value)).Refuses(out why, out var vendor)) return why.ToHttp();
        // Before the answer: where it was cut short, whoever hears nothing says it again.
        if (after is not null) await after(call, id);
        return Answers.Ok(await View(call, vendor), ApiJson.Api.VendorAnswer);
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
