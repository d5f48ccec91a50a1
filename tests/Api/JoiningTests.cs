using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>People come and go: what waited for want of them is offered to those who come, what was kept for those who went to others.</summary>
public sealed class JoiningTests
{
    static readonly object TwoOpinions = new { redundancy = new { min = 2, max = 2, targetConfidence = 0.5 }, review = new { rate = 0.0 } };

    [Fact]
    public async Task A_task_that_everybody_has_had_goes_to_whoever_joins_unless_a_reviewer_has_taken_it_up()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, TwoOpinions);
        await Uploads.Import(team, Pictures.Zip(2));
        for (var i = 0; i < 2; i++) Assert.Equal(200, (await team.Submit(await team.Next())).Status);
        var reviewed = Assert.Single(await Until(team.Reviewer, $"/projects/{team.Project}/reviews/next"));
        Assert.Equal("noAnnotatorLeft", (string?)reviewed["reason"]);

        var joined = await team.Another("annotator");
        var task = Assert.Single(await Until(joined, $"/projects/{team.Project}/tasks/next"));
        Assert.NotEqual((string)reviewed["id"]!, (string)task["id"]!);
        Assert.Empty(await Next(joined, $"/projects/{team.Project}/tasks/next"));
        Assert.Empty(await Next(team.Reviewer, $"/projects/{team.Project}/reviews/next"));
        Assert.Equal(200, (await joined.Post($"/tasks/{task["id"]}/submit", Team.Answer(task))).Status);
        var done = (await team.Curator.Get($"/tasks/{task["id"]}")).Json!;
        Assert.Equal(("REVIEWED", "people"), ((string)done["state"]!, (string)done["decision"]!["by"]!["kind"]!));
        Assert.Equal(2, done["decision"]!["by"]!["users"]!.AsArray().Count);
        Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{reviewed["id"]}/review", new { verdict = "accept", comment = "" })).Status);
    }

    [Fact]
    public async Task What_an_administrator_answered_leaves_every_annotator_their_turn()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, TwoOpinions);
        await Uploads.Import(team, Pictures.Zip(1));
        var task = Assert.Single(await Until(team.Admin, $"/projects/{team.Project}/tasks/next"));
        Assert.Equal(200, (await team.Admin.Post($"/tasks/{task["id"]}/submit", Team.Answer(task))).Status);
        Assert.Equal(200, (await team.Submit(Assert.Single(await Until(team.Annotator, $"/projects/{team.Project}/tasks/next")))).Status);
        Assert.Equal("REVIEWED", (string)(await team.Curator.Get($"/tasks/{task["id"]}")).Json!["state"]!);
    }

    [Fact]
    public async Task What_was_set_aside_for_somebody_who_has_left_goes_to_others()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(3));
        var gone = await team.Another("annotator");
        var assigned = await team.Curator.Post($"/projects/{team.Project}/assignments", new { filter = new { }, to = new { user = gone.User }, kind = "label" });
        Assert.Equal(3, (int)assigned.Json!["assigned"]!);
        Assert.Empty(await Next(team.Annotator, $"/projects/{team.Project}/tasks/next"));
        Assert.Equal(204, (await team.Curator.Send("DELETE", $"/projects/{team.Project}/members/{gone.User}")).Status);
        Assert.Equal(3, (await Until(team.Annotator, $"/projects/{team.Project}/tasks/next", count: 3)).Count);
    }

    static async Task<IReadOnlyList<JsonNode>> Next(Client who, string route, int count = 1)
    {
        var reply = await who.Post(route, new { count });
        Assert.Equal(200, reply.Status);
        return [.. (reply.Json!["tasks"] ?? reply.Json["reviews"])!.AsArray().Select(t => t!)];
    }

    static async Task<IReadOnlyList<JsonNode>> Until(Client who, string route, int count = 1)
    {
        var giveUp = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            if (await Next(who, route, count) is { Count: > 0 } found) return found;
            Assert.True(DateTime.UtcNow < giveUp, $"Nothing came of {route}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
