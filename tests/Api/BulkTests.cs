using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>One act on many tasks, as a curator's client asks for it.</summary>
public sealed class BulkTests
{
    const int Tasks = 12;

    [Fact]
    public async Task What_could_not_be_done_is_named_and_the_rest_is_done()
    {
        await using var server = await Server.Start();
        var (team, names) = await Answered(server, decided: 5);
        var ended = await Bulk(team, new { filter = new { }, act = "reopen", reason = "guideline changed" });
        Assert.Equal((5, Tasks - 5), ((int)ended["result"]!["changed"]!, (int)ended["result"]!["refused"]!));
        Assert.Equal(
            names.Skip(5).Order(StringComparer.Ordinal), ended["errors"]!.AsArray().Select(e => (string)e!["file"]!).Order(StringComparer.Ordinal));
        Assert.All(ended["errors"]!.AsArray(), e => Assert.Equal("wrong-state", (string)e!["code"]!));
        await Eventually(team, "state=QUEUED", Tasks);
    }

    /// <summary>Every kind of act is read back as it was written, or the project would have no jobs to show after a restart.</summary>
    [Fact]
    public async Task What_was_done_to_many_tasks_is_known_after_a_restart()
    {
        await using var server = await Server.Start();
        var (team, _) = await Answered(server, decided: 3);
        object[] acts =
        [
            new { filter = new { }, act = "tag", tag = "lot" }, new { filter = new { }, act = "turn", turn = "first" }, new { filter = new { }, act = "assign", kind = "label", to = new { user = team.Annotator.User } },
            new { filter = new { state = "REVIEWED" }, act = "gold", note = "" }, new { filter = new { state = "REVIEWED" }, act = "ungold", reason = "" },
            new { filter = new { state = "REVIEWED" }, act = "review", reason = "look" }, new { filter = new { state = "REVIEWED" }, act = "reopen", reason = "again" },
        ];
        var before = new List<string>();
        foreach (var act in acts) before.Add(Shown(await Bulk(team, act)));
        await server.Restart();
        var curator = new Client(server.Url) { Token = team.Curator.Token };
        var after = await curator.Get($"/projects/{team.Project}/jobs");
        Assert.Equal(200, after.Status);
        Assert.Equal(before.AsEnumerable().Reverse(), after.Json!["items"]!.AsArray().Where(j => (string)j!["kind"]! == "bulk").Select(j => Shown(j!)));

        static string Shown(JsonNode job) => $"{job["id"]} {job["state"]} {job["result"]?.ToJsonString()}";
    }

    [Fact]
    public async Task A_filter_finds_what_was_tagged_and_the_count_says_how_many()
    {
        await using var server = await Server.Start();
        var (team, names) = await Answered(server, decided: 4);
        await Bulk(team, new { filter = new { state = "REVIEWED" }, act = "tag", tag = "first lot" });
        await Eventually(team, "tag=first%20lot", 4);
        Assert.Equal(names.Take(4), await Names(team, "tag=first%20lot"));
        Assert.Equal(names.Skip(1).Take(2), await Names(team, "tag=first%20lot&skip=1&limit=2"));
        await Bulk(team, new { filter = new { q = names[0] }, act = "untag", tag = "first lot" });
        await Eventually(team, "tag=first%20lot", 3);
    }

    [Fact]
    public async Task What_is_wanted_first_is_handed_out_first()
    {
        await using var server = await Server.Start();
        var (team, names) = await Answered(server, decided: 2);
        await Bulk(team, new { filter = new { q = names[^1] }, act = "turn", turn = "first" });
        await Bulk(team, new { filter = new { q = names[2] }, act = "turn", turn = "last" });
        var order = new List<string>();
        for (var left = Tasks - 2; left > 0; left--)
        {
            var task = await team.Next();
            order.Add((string)task["sample"]!["externalId"]!);
            Assert.Equal(200, (await team.Submit(task)).Status);
        }
        Assert.Equal((names[^1], names[2]), (order[0], order[^1]));
    }

    [Fact]
    public async Task Whoever_is_no_curator_does_nothing_to_many_tasks()
    {
        await using var server = await Server.Start();
        var (team, _) = await Answered(server, decided: 1);
        foreach (var client in new[] { team.Annotator, team.Reviewer, team.Modeler })
            Assert.Equal(403, (await client.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "reopen" })).Status);
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { act = "reopen" })).Status);
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "assign", kind = "label", to = new { user = team.Modeler.User } })).Status);
    }

    [Fact]
    public async Task Who_answered_what_is_counted_as_many_times_as_tasks_are_found()
    {
        await using var server = await Server.Start();
        var (team, _) = await Answered(server, decided: 6);
        var cell = Assert.Single((await team.Curator.Get($"/projects/{team.Project}/confusions")).Json!["people"]![0]!["cells"]!.AsArray())!;
        Assert.Equal(("good", "good", 6), ((string)cell["class"]!, (string)cell["answered"]!, (int)cell["count"]!));
        Assert.Equal(6, await Count(team, $"class=good&answered=good&annotator={team.Annotator.User}"));
        Assert.Equal(0, await Count(team, "disputed=true"));
        Assert.Equal(Tasks - 6, await Count(team, "disputed=false&state=QUEUED"));
    }

    static async Task<(Team Team, List<string> Names)> Answered(Server server, int decided)
    {
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 }, order = "import" });
        await Uploads.Import(team, Pictures.Zip(Tasks));
        for (var i = 0; i < decided; i++) Assert.Equal(200, (await team.Submit(await team.Next())).Status);
        await Eventually(team, "state=REVIEWED", decided);
        return (team, await Names(team, "limit=500"));
    }

    static async Task<JsonNode> Bulk(Team team, object body)
    {
        var started = await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", body);
        Assert.Equal(202, started.Status);
        return await Uploads.Finished(team.Curator, (string)started.Json!["id"]!);
    }

    static async Task<List<string>> Names(Team team, string query) =>
        [.. (await team.Curator.Get($"/projects/{team.Project}/tasks?{query}")).Json!["items"]!.AsArray().Select(i => (string)i!["externalId"]!)];

    static async Task<int> Count(Team team, string query) => (int)(await team.Curator.Get($"/projects/{team.Project}/tasks/count?{query}")).Json!["count"]!;

    /// <summary>Rows hear of their tasks a moment later.</summary>
    static Task Eventually(Team team, string query, int count) => Patience.Until(() => Count(team, query), found => found == count, awaited: $"{count} of {query}");
}
