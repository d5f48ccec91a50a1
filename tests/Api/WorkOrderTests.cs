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

    static async Task<JsonNode> Until(Team team, Func<JsonNode, bool> isSo)
    {
        while (true)
        {
            if ((await team.Curator.Get($"/projects/{team.Project}/work-orders")).Json!["items"]![0] is { } order && isSo(order)) return order;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
