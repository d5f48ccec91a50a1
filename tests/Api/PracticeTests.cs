using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>The introduction of a newcomer: practice on tasks whose answer is known, apart from all that counts.</summary>
public sealed class PracticeTests
{
    [Fact]
    public async Task A_newcomer_practises_on_what_was_decided_and_nothing_of_it_counts_in_the_project()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(3));
        var done = await team.Next();
        var (project, task) = (team.Project, (string)done["id"]!);
        var open = (string)(await team.Next())["id"]!;
        Assert.Equal(200, (await team.Submit(done)).Status);
        await Patience.Until(() => team.Curator.Get($"/tasks/{task}"), truth => (string?)truth.Json?["state"] is "REVIEWED");

        Assert.Equal((409, "wrong-state"), Refusal(await team.Curator.Put($"/projects/{project}/practice/{open}", new { })));
        Assert.Equal(404, (await team.Curator.Put($"/projects/{project}/practice/{project}-99", new { })).Status);
        var put = await team.Curator.Put($"/projects/{project}/practice/{task}", new { note = "Smooth all over." });
        Assert.Equal(("good", true), ((string)put.Json!["known"]!["properties"]!["quality"]!, (bool)put.Json["fits"]!));
        Assert.Equal(403, (await team.Annotator.Put($"/projects/{project}/practice/{task}", new { })).Status);
        var before = (await team.Curator.Get($"/tasks/{task}")).Json!.ToJsonString();

        var offered = (await team.Annotator.Get($"/projects/{project}/practice")).Json!;
        Assert.Equal("""{"introduced":false,"of":1,"done":0}""", offered["standing"]!.ToJsonString());
        var item = Assert.Single(offered["items"]!.AsArray())!;
        Assert.Equal((null, null, (string?)done["sample"]!["url"]), (item["known"], item["note"], (string?)item["sample"]!["url"]));
        Assert.Equal((422, "does-not-conform"), Refusal(await Answer(team, task, "unheard-of")));
        var wrong = (await Answer(team, task, "bad", "first")).Json!;
        Assert.Equal((0, true, "good", "Smooth all over."), ((double)wrong["score"]!, (bool)wrong["first"]!, (string?)wrong["known"]!["properties"]!["quality"], (string?)wrong["note"]));
        Assert.False((bool)wrong["questions"]!.AsArray().Single()!["right"]!);
        Assert.True((bool)(await Answer(team, task, "bad", "first")).Json!["first"]!);
        var again = (await Answer(team, task, "good")).Json!;
        Assert.Equal((1, false), ((double)again["score"]!, (bool)again["first"]!));
        Assert.Equal("""{"introduced":true,"of":1,"done":1,"score":0}""", (await team.Annotator.Put($"/projects/{project}/practice", new { introduced = true })).Json!.ToJsonString());

        Assert.Equal(before, (await team.Curator.Get($"/tasks/{task}")).Json!.ToJsonString());
        await server.Restart();
        var curator = new Client(server.Url) { Token = team.Curator.Token };
        var score = Assert.Single((await curator.Get($"/projects/{project}/practice/scores")).Json!["items"]!.AsArray())!;
        Assert.Equal((team.Annotator.User, 1, 0), ((string)score["user"]!, (int)score["done"]!, (double)score["score"]!));
        Assert.NotNull(score["introducedAt"]);
        Assert.Equal(204, (await curator.Send("DELETE", $"/projects/{project}/practice/{task}")).Status);
        Assert.Equal(404, (await curator.Send("DELETE", $"/projects/{project}/practice/{task}")).Status);
        Assert.Equal(404, (await new Client(server.Url) { Token = team.Annotator.Token }.Post($"/projects/{project}/practice/{task}/answer", Labels("good"))).Status);
    }

    [Fact]
    public async Task An_example_that_no_longer_fits_the_data_spec_is_given_to_nobody()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(1));
        var done = await team.Next();
        Assert.Equal(200, (await team.Submit(done, "odd")).Status);
        var path = $"/projects/{team.Project}/practice";
        var put = await Patience.Until(() => team.Curator.Put($"{path}/{done["id"]}", new { }), reply => reply.Status is not 409);
        Assert.Equal(200, put.Status);

        var spec = (await team.Curator.Get($"/projects/{team.Project}/spec")).Json!["document"]!.DeepClone();
        spec["properties"]![0]!["options"]!.AsArray().RemoveAt(2);
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", spec)).Status);
        var given = (await team.Annotator.Get(path)).Json!;
        Assert.Equal((0, 0), ((int)given["standing"]!["of"]!, given["items"]!.AsArray().Count));
        Assert.False((bool)(await team.Curator.Get(path)).Json!["items"]!.AsArray().Single()!["fits"]!);
        Assert.Equal(404, (await Answer(team, (string)done["id"]!, "good")).Status);
    }

    static (int, string?) Refusal(Reply reply) => (reply.Status, reply.Code);

    static Task<Reply> Answer(Team team, string task, string quality, string? key = null) =>
        team.Annotator.Post($"/projects/{team.Project}/practice/{task}/answer", Labels(quality), key);

    static object Labels(string quality) => new { labels = new { objects = Array.Empty<object>(), properties = new { quality } } };
}
