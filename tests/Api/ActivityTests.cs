using Labelwise.Grains.Activities;

namespace Labelwise.Tests.Api;

/// <summary>The log of a project: what was answered as done stands there, once, for those who steer the project.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task Who_did_what_stands_in_the_log_once_also_after_a_repeat_and_a_restart()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/guideline", new { markdown = "# Look at the skin" })).Status);
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/guideline", new { markdown = "# Look at the skin" })).Status);  // nothing changes
        for (var i = 0; i < 2; i++)
            Assert.Contains((await team.Curator.Post($"/projects/{team.Project}/members", new { user = team.Outsider.User, roles = new[] { "annotator" } }, "k1")).Status, (int[])[200, 201]);
        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "dance" })).Status);
        Assert.Equal(202, (await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "tag", tag = "odd" })).Status);
        await server.Restart();
        var curator = new Client(server.Url) { Token = team.Curator.Token };

        var items = (await curator.Get($"/projects/{team.Project}/activity")).Json!["items"]!.AsArray();
        Assert.Equal(["bulk", "members", "guideline", "import"], items.Take(4).Select(i => (string)i!["kind"]!));
        Assert.Equal("project", (string)items[^1]!["kind"]!);
        Assert.Equal("""[{"name":"user","value":"potato outsider"},{"name":"roles","value":"annotator"}]""", items[1]!["facts"]!.ToJsonString());
        Assert.Equal(team.Curator.User, (string)items[1]!["by"]!["user"]!);

        Assert.Single(await Kinds("kind=guideline"));
        Assert.All(await Kinds($"by={team.Admin.User}"), kind => Assert.Contains(kind, (string[])["members", "project"]));
        var at = (string)items[2]!["at"]!;
        Assert.DoesNotContain("guideline", await Kinds($"to={Uri.EscapeDataString(at)}"));
        Assert.Equal("guideline", (await Kinds($"from={Uri.EscapeDataString(at)}"))[^1]);
        Assert.Equal(422, (await curator.Get($"/projects/{team.Project}/activity?kind=dance")).Status);
        Assert.Equal(403, (await new Client(server.Url) { Token = team.Modeler.Token }.Get($"/projects/{team.Project}/activity")).Status);

        async Task<string[]> Kinds(string query) =>
            [.. (await curator.Get($"/projects/{team.Project}/activity?{query}")).Json!["items"]!.AsArray().Select(i => (string)i!["kind"]!)];
    }

    /// <summary>Every review as an entry would flood the log: of a sitting it has one, with counts.</summary>
    [Fact]
    public async Task A_reviewers_sitting_is_one_entry_that_counts_each_verdict_once_also_after_a_restart()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        await Uploads.Import(team, Pictures.Zip(4));
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks) Assert.Equal(200, (await team.Submit(task!)).Status);
        var given = (await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 4 })).Json!["tasks"]!.AsArray();
        foreach (var (i, task) in given.Index())
            for (var told = 0; told < 2; told++)
                Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{task!["id"]}/review", i is 3 ? new { verdict = "reject", comment = "No." } : new { verdict = "accept", comment = "" }, $"k{i}")).Status);
        await server.Restart();
        var entry = Assert.Single((await new Client(server.Url) { Token = team.Curator.Token }.Get($"/projects/{team.Project}/activity?kind=reviewing")).Json!["items"]!.AsArray())!;
        Assert.Equal(team.Reviewer.User, (string?)entry["by"]!["user"]);
        Assert.Equal([("accept", "3"), ("reject", "1")], entry["facts"]!.AsArray().Take(2).Select(f => ((string)f!["name"]!, (string)f["value"]!)));
    }

    /// <summary>Over pages that are full and handed over.</summary>
    [Fact]
    public async Task A_long_log_is_read_page_by_page_the_newest_first()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var log = server.Grains.GetGrain<IActivityGrain>("long");
        const int Entries = 300;
        for (var i = 0; i < Entries; i++)
            for (var told = 0; told < 2; told++)
                await log.Note(new(new($"u{i % 3}"), new($"k{i}"), i % 100 is 0 ? ActivityKind.Spec : ActivityKind.Bulk, [new("n", $"{i}")]));
        var (read, next) = (new List<string>(), (long?)null);
        do
        {
            var page = await log.Read(new(), next, 70);
            read.AddRange(page.Entries.Select(e => e.Deed.Facts[0].Value));
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, Entries).Reverse().Select(i => $"{i}"), read);
        var specs = await log.Read(new(Kind: ActivityKind.Spec), null, 50);
        Assert.Equal(["200", "100", "0"], specs.Entries.Select(e => e.Deed.Facts[0].Value));
        Assert.Null(specs.Next);
        var middle = (await log.Read(new(), 101, 1)).Entries[0];
        var earlier = await log.Read(new(To: middle.At), null, 1);
        Assert.True(earlier.Entries.IsEmpty || earlier.Entries[0].At < middle.At);
    }

    /// <summary>Generated: a route that changes a project is in the log, or is named here with why not.</summary>
    [Fact]
    public async Task No_route_that_changes_a_project_is_missing_from_the_log()
    {
        string[] without =
        [
            "/projects/{project}/spec/preview", "/projects/{project}/pipeline/forecast",  // change nothing
            "/projects/{project}/tasks/next", "/projects/{project}/reviews/next",  // stand in the tasks' own histories
            "/projects/{project}/annotators/{user}/contests", "/projects/{project}/annotators/{user}/contests/ruling",  // stand beside the flag
            "/projects/{project}/disputes",  // stands beside the decision
            "/projects/{project}/gold/missed/{task}/contest",  // stands beside the known answer
            "/projects/{project}/questions", "/questions/{question}/answers", "/questions/{question}/close",  // stand in the question
            "/projects/{project}/practice", "/projects/{project}/practice/{task}/answer",  // change nothing but somebody's own introduction
            "/projects/{project}/evaluations",  // a measurement, which stands on the bench
            "/projects/{project}/guideline/reading", "/projects/{project}/guideline/pictures",  // seen in the guideline's versions
            "/tasks/{task}/draft", "/tasks/{task}/submit", "/tasks/{task}/skip", "/tasks/{task}/release", "/tasks/{task}/extend",
        ];
        await using var server = await Server.Start();
        var paths = (await new Client(server.Url).Get("!/openapi/v1.json")).Json!["paths"]!.AsObject();
        var unlogged = from path in paths
                       where path.Key.Contains("{project}", StringComparison.Ordinal) || path.Key.Contains("{task}", StringComparison.Ordinal) || path.Key.Contains("{question}", StringComparison.Ordinal) || path.Key.Contains("{job}", StringComparison.Ordinal)
                       from verb in path.Value!.AsObject()
                       where verb.Key is not "get" && verb.Value!["x-activity"] is null
                       select path.Key["/api/v1".Length..];
        Assert.Equal(without.Order(StringComparer.Ordinal), unlogged.Distinct().Order(StringComparer.Ordinal));
    }
}
