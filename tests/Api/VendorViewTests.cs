using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>Who manages a vendor sees its people and nobody else; flags can be contested.</summary>
public sealed class VendorViewTests
{
    [Fact]
    public async Task A_manager_sees_their_people_and_contests_a_flag_that_a_curator_takes_back()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(24));
        // Twenty answers and more of one class raise the flag of it; nobody but the annotator answered.
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 24 })).Json!["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks) Assert.Equal(200, (await team.Submit(task!)).Status);
        var people = $"/projects/{team.Project}/vendor/annotators";
        var details = $"/projects/{team.Project}/annotators/{team.Annotator.User}";
        var manager = team.Reviewer;
        Assert.Equal((404, 0), ((await manager.Get(details)).Status, (await manager.Get(people)).Json!["items"]!.AsArray().Count));

        var vendor = (string)(await team.Admin.Post("/vendors", new { name = "Label Works" })).Json!["id"]!;
        Assert.Equal(200, (await team.Admin.Put($"/vendors/{vendor}/members", new { users = new[] { team.Annotator.User } })).Status);
        var set = await team.Admin.Put($"/vendors/{vendor}/managers", new { users = new[] { manager.User } });
        Assert.Equal((200, manager.User), (set.Status, (string?)set.Json!["managers"]![0]!["user"]));
        var seen = await SurveyTests.Eventually(manager, people, p => p["items"]!.AsArray().Any(a => Flag(a!) is not null));
        Assert.Equal(team.Annotator.User, (string?)Assert.Single(seen["items"]!.AsArray())!["user"]);
        Assert.Equal("Label Works", (string?)seen["vendors"]![0]);
        Assert.Equal(200, (await manager.Get(details)).Status);
        Assert.Equal("Label Works", (string?)Assert.Single((await manager.Get("/me")).Json!["vendors"]!.AsArray()));
        Assert.Empty((await team.Annotator.Get("/me")).Json!["vendors"]!.AsArray());
        var due = new { name = "First", vendor, unitPrice = "0.05", currency = "EUR", quantity = 3, due = "2027-02-01T00:00:00Z" };
        Assert.Equal(201, (await team.Curator.Post($"/projects/{team.Project}/work-orders", due)).Status);
        Assert.Equal("First", (string?)Assert.Single((await manager.Get(people)).Json!["orders"]!.AsArray())!["name"]);
        Assert.Empty((await team.Annotator.Get(people)).Json!["orders"]!.AsArray());
        Assert.Equal(404, (await manager.Get($"/projects/{team.Project}/annotators/{team.Curator.User}")).Status);

        var contests = $"{details}/contests";
        Assert.Equal(404, (await team.Modeler.Post(contests, new { flag = "one-class", comment = "No." })).Status);
        Assert.Equal(200, (await team.Annotator.Post(contests, new { flag = "one-class", comment = "All of them were good." })).Status);
        Assert.Equal(403, (await manager.Post($"{contests}/ruling", new { flag = "one-class", withdrawn = true })).Status);
        Assert.Equal(404, (await team.Curator.Post($"{contests}/ruling", new { flag = "random", withdrawn = true })).Status);
        Assert.Equal(200, (await team.Curator.Post($"{contests}/ruling", new { flag = "one-class", withdrawn = true, comment = "They were." })).Status);
        var contest = Flag((await team.Annotator.Get(details)).Json!["annotator"]!)!["contest"]!;
        Assert.Equal(("All of them were good.", true), ((string?)contest["comment"], (bool)contest["ruling"]!["withdrawn"]!));
        Assert.NotNull(Flag((await team.Curator.Get($"/projects/{team.Project}/annotators")).Json!["items"]![0]!)!["contest"]);
    }

    static JsonNode? Flag(JsonNode annotator) => annotator["flags"]!.AsArray().FirstOrDefault(f => (string?)f!["code"] is "one-class");
}
