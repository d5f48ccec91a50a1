using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>What an annotator finds in the morning: work that came back, work begun, answers, a changed guideline.</summary>
public sealed class MyWorkTests
{
    [Fact]
    public async Task A_rejected_task_is_told_with_its_comment_and_a_begun_one_with_its_draft()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        await Uploads.Import(team, Pictures.Zip(3));
        Assert.Equal(3, (int)(await Mine(team))["open"]!);
        var done = await team.Next();
        Assert.Equal(200, (await team.Submit(done)).Status);
        await team.Reviewer.Handed(team.Project, "reviews");
        Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{done["id"]}/review", new { verdict = "reject", comment = "Look at the left edge." })).Status);
        var begun = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 2 });
        var other = begun.Json!["tasks"]!.AsArray().First(t => (string?)t!["id"] != (string?)done["id"])!;
        Assert.Equal(204, (await team.Annotator.Put($"/tasks/{other["id"]}/draft", new { labels = new { objects = Array.Empty<object>(), properties = new { quality = "bad" } }, activeMs = 5 })).Status);

        var mine = await Patience.Until(() => Mine(team), work => work["returned"]!.AsArray().Count > 0);
        var returned = mine["returned"]!.AsArray().Single()!;
        Assert.Equal(((string?)done["id"], "Look at the left edge."), ((string?)returned["task"], (string?)returned["rejection"]!["comment"]));
        Assert.NotNull(returned["sample"]!["thumbnailUrl"]);
        Assert.Equal((string?)other["id"], (string?)mine["begun"]!.AsArray().Single()!["task"]);
        Assert.Empty((await team.Curator.Get("/me/work")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_is_handed_out_until_the_guideline_is_acknowledged_where_the_curator_asked_for_that()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        var held = await team.Next();
        Assert.True((bool)(await team.Curator.Put($"/projects/{team.Project}/guideline", new { markdown = "Green ones are bad.", mustRead = true })).Json!["mustRead"]!);
        var refused = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 });
        Assert.Equal((409, "guideline-not-acknowledged"), (refused.Status, refused.Code));
        Assert.Equal(200, (await team.Submit(held)).Status);  // what they hold they may finish

        var path = $"/projects/{team.Project}/guideline/reading";
        Assert.Equal("""{"version":2,"seen":0,"acknowledged":0,"mustRead":2}""", (await team.Annotator.Get(path)).Json!.ToJsonString());
        Assert.Equal(200, (await team.Annotator.Put(path, new { version = 2 })).Status);
        Assert.Equal(409, (await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Status);
        Assert.Equal((409, "no-such-version"), (await team.Annotator.Put(path, new { version = 3, acknowledged = true })) is var far ? (far.Status, far.Code!) : default);
        Assert.Equal(200, (await team.Annotator.Put(path, new { version = 2, acknowledged = true })).Status);
        await server.Restart();
        var again = new Client(server.Url) { Token = team.Annotator.Token };
        Assert.Equal("""{"version":2,"seen":2,"acknowledged":2,"mustRead":2}""", (await again.Get(path)).Json!.ToJsonString());
        Assert.Equal(200, (await again.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Status);
    }

    [Fact]
    public async Task Every_guideline_version_can_be_read_and_its_pictures_are_the_projects_own()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var png = Pictures.Png(3);
        var added = await team.Curator.Send("POST", $"/projects/{team.Project}/guideline/pictures", new MultipartFormDataContent { { new ByteArrayContent(png), "picture", "bad.png" } });
        Assert.Equal(201, added.Status);
        var url = (string)added.Json!["url"]!;
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/guideline", new { markdown = $"![bad]({url})" })).Status);
        var shown = await team.Annotator.Get(url);
        Assert.Equal((200, "image/png", "nosniff"), (shown.Status, shown.Headers["Content-Type"], shown.Headers["X-Content-Type-Options"]));
        Assert.Contains("sandbox", shown.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(png, shown.Bytes);
        Assert.Equal("How a potato is told.", (string?)(await team.Annotator.Get($"/projects/{team.Project}/guideline?version=1")).Json!["markdown"]);
        Assert.Equal(404, (await team.Annotator.Get($"/projects/{team.Project}/guideline?version=3")).Status);
        Assert.Equal([2, 1], (await team.Annotator.Get($"/projects/{team.Project}/guideline/versions")).Json!["items"]!.AsArray().Select(v => (int)v!["version"]!));

        var other = await Team.Make(server, mark: "carrot");
        Assert.Equal(404, (await other.Annotator.Get($"/projects/{other.Project}/guideline/pictures/{added.Json["id"]}")).Status);
        var page = new MultipartFormDataContent { { new ByteArrayContent("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()), "picture", "x.png" } };
        Assert.Equal(409, (await team.Curator.Send("POST", $"/projects/{team.Project}/guideline/pictures", page)).Status);
    }

    static async Task<JsonNode> Mine(Team team) => (await team.Annotator.Get("/me/work")).Json!["items"]!.AsArray().Single()!;
}
