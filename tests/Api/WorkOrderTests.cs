using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>I14: what a work order comes to follows from its tasks: accepted ones are paid, and a reopening takes one back, once.</summary>
public sealed class WorkOrderTests
{
    [Fact]
    public async Task A_payout_is_accepted_tasks_by_price_also_after_a_reopening_and_a_restart()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 } });
        await Uploads.Import(team, Pictures.Zip(4));
        var vendor = (await team.Admin.Post("/vendors", new { name = "Label Works" })).Json!;
        Assert.Equal(200, (await team.Admin.Put($"/vendors/{vendor["id"]}/members", new { users = new[] { team.Annotator.User } })).Status);
        Assert.Single((await team.Curator.Get($"/projects/{team.Project}/vendors")).Json!["items"]!.AsArray());
        var body = new { name = "First", vendor = (string)vendor["id"]!, unitPrice = "0.05", currency = "EUR", quantity = 3, due = "2027-02-01T00:00:00Z" };
        var made = await team.Curator.Post($"/projects/{team.Project}/work-orders", body, "k1");
        Assert.Equal((201, "0.05"), (made.Status, (string?)made.Json!["unitPrice"]));
        Assert.Equal((string)made.Json["id"]!, (string)(await team.Curator.Post($"/projects/{team.Project}/work-orders", body, "k1")).Json!["id"]!);

        var assigned = await team.Curator.Post($"/projects/{team.Project}/assignments", new { filter = new { }, to = new { workOrder = (string)made.Json["id"]! }, kind = "label" });
        Assert.Equal((200, 3), (assigned.Status, (int)assigned.Json!["assigned"]!));  // its quantity
        var tasks = (await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 4 })).Json!["tasks"]!.AsArray();
        Assert.Equal(4, tasks.Count);
        foreach (var task in tasks) Assert.Equal(200, (await team.Submit(task!)).Status);
        Assert.Equal("0.15", (string?)(await Until(team, o => (int)o["accepted"]! is 3))["payout"]);

        var refused = tasks.Select(t => (string)t!["id"]!).Except(assigned.Json["refused"]!.AsArray().Select(r => (string)r!["task"]!)).First();
        Assert.Equal(200, (await team.Curator.Post($"/tasks/{refused}/reopen", new { reason = "Look again." }, "r1")).Status);
        Assert.Equal(200, (await team.Curator.Post($"/tasks/{refused}/reopen", new { reason = "Look again." }, "r1")).Status);
        Assert.Equal("0.10", (string?)(await Until(team, o => (int)o["accepted"]! is 2))["payout"]);
        await server.Restart();
        var curator = new Client(server.Url) { Token = team.Curator.Token };
        var after = (await curator.Get($"/projects/{team.Project}/work-orders")).Json!["items"]![0]!;
        Assert.Equal((3, "0.10"), ((int)after["tasks"]!, (string?)after["payout"]));
        var mine = (await new Client(server.Url) { Token = team.Annotator.Token }.Get("/me/work")).Json!["items"]![0]!["orders"]![0]!;
        Assert.Equal((2, "0.10", null), ((int)mine["mine"]!, (string?)mine["myPay"], (string?)mine["payout"]));
    }

    [Fact]
    public async Task Work_given_to_a_vendor_is_shared_out_among_its_people_who_may_do_it()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(4));
        var vendor = (string)(await team.Admin.Post("/vendors", new { name = "Label Works" })).Json!["id"]!;
        object Work(object to) => new { filter = new { }, to, kind = "label" };
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/assignments", Work(new { vendor }))).Status);  // nobody there
        await team.Admin.Put($"/vendors/{vendor}/members", new { users = new[] { team.Outsider.User, team.Annotator.User } });
        Assert.Equal(4, (int)(await team.Curator.Post($"/projects/{team.Project}/assignments", Work(new { vendor }))).Json!["assigned"]!);
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/assignments", Work(new { workOrder = $"{team.Project}~none" }))).Status);
        Assert.Equal(422, (await team.Admin.Put($"/vendors/{vendor}/members", new { users = new[] { "nobody" } })).Status);
        var stranger = await server.SignIn("stranger@example.org");
        Assert.Equal(404, (await stranger.Put($"/vendors/{vendor}/members", new { users = Array.Empty<string>() })).Status);
    }

    [Fact]
    public async Task Whoever_joins_a_vendor_gets_a_share_of_what_waits_and_what_waited_for_who_left_goes_to_the_others()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 } });
        await Uploads.Import(team, Pictures.Zip(6));
        var (ann, ben) = (team.Annotator, await team.Another("annotator"));
        var vendor = (string)(await team.Admin.Post("/vendors", new { name = "Label Works" })).Json!["id"]!;
        await Become(ann);
        var order = (string)(await team.Curator.Post($"/projects/{team.Project}/work-orders", new { name = "First", vendor, unitPrice = "0.05", currency = "EUR", quantity = 6, due = "2027-02-01T00:00:00Z" })).Json!["id"]!;
        Assert.Equal(6, (int)(await team.Curator.Post($"/projects/{team.Project}/assignments", new { filter = new { }, to = new { workOrder = order }, kind = "label" })).Json!["assigned"]!);
        Assert.Empty(await Next(ben));

        await Become(ann, ben);
        var task = Assert.Single(await Next(ben));
        Assert.Equal(200, (await ben.Post($"/tasks/{task["id"]}/submit", Team.Answer(task))).Status);
        await Become(ann);  // who is a member of the project still, and has answered one
        Assert.Empty(await Next(ben));
        Assert.Equal(5, (await Next(ann, 6)).Count);
        Assert.Equal("0.05", (string?)(await Until(team, o => (int)o["accepted"]! is 1))["payout"]);

        await Become(ann, ben);
        Assert.Empty(await Next(ben));  // what somebody of theirs holds stays with them
        foreach (var held in await Next(ann, 6, resume: true)) await ann.Post($"/tasks/{held["id"]}/release", new { lease = (string)held["lease"]!["id"]! });
        await Become(ben);
        Assert.Equal(204, (await team.Curator.Send("DELETE", $"/projects/{team.Project}/members/{ben.User}")).Status);
        Assert.Equal(201, (await team.Curator.Post($"/projects/{team.Project}/members", new { user = ben.User, roles = new[] { "annotator" } })).Status);
        Assert.Empty(await Next(ann));
        Assert.Equal(5, (await Next(ben, 6)).Count);

        async Task Become(params Client[] people) => Assert.Equal(200, (await team.Admin.Put($"/vendors/{vendor}/members", new { users = people.Select(p => p.User) })).Status);

        async Task<IReadOnlyList<JsonNode>> Next(Client who, int count = 1, bool resume = false)
        {
            var reply = await who.Post($"/projects/{team.Project}/tasks/next", new { count, resume });
            Assert.Equal(200, reply.Status);
            return [.. reply.Json!["tasks"]!.AsArray().Select(t => t!)];
        }
    }

    [Fact]
    public async Task All_that_match_go_to_a_vendor_or_into_a_work_order_by_one_job_and_what_cannot_is_named()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(4));
        var vendor = (string)(await team.Admin.Post("/vendors", new { name = "Label Works" })).Json!["id"]!;
        await team.Admin.Put($"/vendors/{vendor}/members", new { users = new[] { team.Annotator.User } });
        var order = (string)(await team.Curator.Post($"/projects/{team.Project}/work-orders", new { name = "First", vendor, unitPrice = "0.05", currency = "EUR", quantity = 3, due = "2027-02-01T00:00:00Z" })).Json!["id"]!;
        Assert.Equal((4, 0), await Assign(new { vendor }));
        Assert.Equal((3, 1), await Assign(new { workOrder = order }));
        Assert.Equal(3, (int)(await team.Curator.Get($"/projects/{team.Project}/work-orders")).Json!["items"]![0]!["tasks"]!);
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "assign", kind = "review", to = new { workOrder = order } })).Status);

        async Task<(int, int)> Assign(object to)
        {
            var started = await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "assign", kind = "label", to });
            Assert.Equal(202, started.Status);
            var job = await Uploads.Finished(team.Curator, (string)started.Json!["id"]!);
            return ((int)job["result"]!["changed"]!, (int)job["errorCount"]!);
        }
    }

    /// <summary>What was worked for stays: a new price is for later work, the quantity is no less than what the vendor was given, and closing gives back only what nobody began.</summary>
    [Fact]
    public async Task A_work_order_is_changed_closed_and_opened_again_and_nobody_loses_what_they_worked_for()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 } });
        await Uploads.Import(team, Pictures.Zip(6));
        var vendor = (string)(await team.Admin.Post("/vendors", new { name = "Label Works" })).Json!["id"]!;
        await team.Admin.Put($"/vendors/{vendor}/members", new { users = new[] { team.Annotator.User } });
        var body = new { name = "First", vendor, unitPrice = "0.05", currency = "EUR", quantity = 4, due = "2027-02-01T00:00:00Z" };
        var order = $"/projects/{team.Project}/work-orders/{(await team.Curator.Post($"/projects/{team.Project}/work-orders", body)).Json!["id"]}";
        object Assign(object filter) => new { filter, to = new { workOrder = order.Split('/')[^1] }, kind = "label" };
        Assert.Equal(4, (int)(await team.Curator.Post($"/projects/{team.Project}/assignments", Assign(new { }))).Json!["assigned"]!);

        await Work(1);
        Assert.Equal("0.05", (string?)(await Until(team, o => (int)o["accepted"]! is 1))["payout"]);
        Assert.Equal((409, "quantity-below-tasks"), Code(await team.Curator.Put(order, new { quantity = 3 })));
        for (var told = 0; told < 2; told++)
            Assert.Equal((200, "0.20", "0.05"), Priced(await team.Curator.Put(order, new { unitPrice = "0.20", due = "2027-03-01T00:00:00Z" })));
        await Work(1);
        Assert.Equal("0.25", (string?)(await Until(team, o => (int)o["accepted"]! is 2))["payout"]);
        Assert.Equal((403, 404), ((await team.Annotator.Put(order, new { quantity = 9 })).Status, (await team.Curator.Post($"{order}x/close", new { })).Status));

        // One of the two that are left is in somebody's hands.
        var held = await team.Next();
        for (var told = 0; told < 2; told++)
        {
            var closed = (await team.Curator.Post($"{order}/close", new { })).Json!;
            Assert.Equal((3, 2), ((int)closed["tasks"]!, (int)closed["accepted"]!));
            Assert.NotNull(closed["closedAt"]);
        }
        Assert.Equal((409, "order-closed"), Code(await team.Curator.Put(order, new { quantity = 9 })));
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/assignments", Assign(new { }))).Status);
        Assert.Equal(3, (int)(await team.Curator.Get($"/projects/{team.Project}/tasks/count?workOrder={order.Split('/')[^1]}")).Json!["count"]!);
        Assert.Equal(200, (await team.Submit(held)).Status);
        Assert.Equal("0.45", (string?)(await Until(team, o => (int)o["accepted"]! is 3))["payout"]);

        Assert.Equal(200, (await team.Curator.Post($"{order}/reopen", new { })).Status);
        Assert.Equal(1, (int)(await team.Curator.Post($"/projects/{team.Project}/assignments", Assign(new { state = "QUEUED" }))).Json!["assigned"]!);
        var mine = (await team.Curator.Get($"/projects/{team.Project}/tasks?workOrder={order.Split('/')[^1]}&sort=confidence")).Json!["items"]!.AsArray();
        Assert.Equal(4, mine.Count);
        Assert.Equal(0, (int)(await team.Curator.Get($"/projects/{team.Project}/tasks/count?workOrder={team.Project}~none")).Json!["count"]!);
        var log = (await team.Curator.Get($"/projects/{team.Project}/activity?kind=orderChange")).Json!["items"]!.AsArray();
        Assert.Equal(["reopened", "closed", "unitPrice"], log.Select(e => (string)e!["facts"]![1]!["name"]!));
        Assert.Equal("0.05 → 0.20 EUR", (string?)log[^1]!["facts"]![1]!["value"]);

        async Task Work(int tasks)
        {
            for (var i = 0; i < tasks; i++) Assert.Equal(200, (await team.Submit(await team.Next())).Status);
        }

        static (int, string?) Code(Reply reply) => (reply.Status, (string?)reply.Json!["code"]);
        static (int, string?, string?) Priced(Reply reply) => (reply.Status, (string?)reply.Json!["unitPrice"], (string?)reply.Json["prices"]![0]!["unitPrice"]);
    }

    static async Task<JsonNode> Until(Team team, Func<JsonNode, bool> isSo, [CallerArgumentExpression(nameof(isSo))] string awaited = "") =>
        (await Patience.Until(async () => (await team.Curator.Get($"/projects/{team.Project}/work-orders")).Json!["items"]![0], order => order is not null && isSo(order), awaited: awaited))!;
}
