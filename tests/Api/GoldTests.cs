using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>Known answers over HTTP: marked by a curator, handed out like any other task, held against nobody's label.</summary>
public sealed class GoldTests
{
    /// <summary>After each task of work comes a known answer, as long as there is one.</summary>
    internal static readonly object EverySecond = new
    {
        redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, review = new { rate = 0.0 }, quality = new { gold = 0.5 },
    };

    [Fact]
    public async Task A_known_answer_is_handed_out_like_any_task_and_tells_the_curator_alone_how_its_annotator_did()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, EverySecond);
        await Uploads.Import(team, Pictures.Zip(12));
        var known = await Decide(team, 3);
        foreach (var task in known) Assert.Equal(200, (await team.Curator.Put($"/tasks/{task}/gold", new { note = "Sure." })).Status);
        var before = (await team.Curator.Get($"/tasks/{known[0]}")).Json!;

        var (gold, others) = (new List<(Reply Next, Reply Held, Reply Submitted, Reply Done)>(), new List<(Reply Next, Reply Held, Reply Submitted, Reply Done)>());
        for (var i = 0; i < 12; i++)
        {
            var next = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 });
            if (next.Json!["tasks"]!.AsArray() is not [{ } task]) break;
            var id = (string)task["id"]!;
            var held = await team.Annotator.Get($"/tasks/{id}");
            // The first known answer is missed, the others are found; all known ones are "good".
            var submitted = await team.Submit(task, known.Contains(id) && gold.Count is 0 ? "bad" : "good");
            (known.Contains(id) ? gold : others).Add((next, held, submitted, await team.Annotator.Get($"/tasks/{id}")));
        }

        Assert.Equal((3, 9), (gold.Count, others.Count));
        Assert.Equal(3, gold.Select(g => (string)g.Next.Json!["tasks"]![0]!["id"]!).Distinct().Count());
        var shapes = others.Select(ShapeOf).ToHashSet();
        Assert.All(gold, g => Assert.Contains(ShapeOf(g), shapes));
        Assert.Equal(12, (int)(await team.Annotator.Get($"/projects/{team.Project}/tasks/count")).Json!["count"]!);

        var everyone = await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => Of(a, team.Annotator) is { } found && (double?)found["gold"]?["of"] is 3 && (int)found["submitted"]! is 12);
        var annotator = Of(everyone, team.Annotator)!;
        Assert.Equal(12, (int)annotator["submitted"]!);
        Assert.InRange((double)annotator["gold"]!["value"]!, 0.5, 0.8);
        Assert.Equal("good", (string)Assert.Single(annotator["goldClasses"]!.AsArray())!["class"]!);
        var own = (await team.Annotator.Get($"/projects/{team.Project}/annotators/{team.Annotator.User}")).Json!["annotator"]!;
        Assert.Equal((12, null), ((int)own["submitted"]!, own["gold"]));

        var list = (await team.Curator.Get($"/projects/{team.Project}/gold")).Json!["items"]!.AsArray();
        Assert.Equal([0.0, 1.0, 1.0], list.Select(g => (double)g!["right"]!["value"]!));
        Assert.Equal((string)gold[0].Next.Json!["tasks"]![0]!["id"]!, (string)list[0]!["task"]!);
        var after = (await team.Curator.Get($"/tasks/{known[0]}")).Json!;
        foreach (var member in new[] { "state", "annotations", "reviews", "decision", "history", "leases" })
            Assert.Equal(before[member]!.ToJsonString(), after[member]!.ToJsonString());
        Assert.Single(after["checks"]!.AsArray());
    }

    [Fact]
    public async Task A_known_answer_that_is_taken_back_is_held_against_nobody()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, EverySecond);
        await Uploads.Import(team, Pictures.Zip(6));
        var known = Assert.Single(await Decide(team, 1));
        Assert.Equal(200, (await team.Curator.Put($"/tasks/{known}/gold", new { })).Status);
        Assert.Equal(200, (await team.Submit(await team.Next())).Status);
        var check = await team.Next();
        Assert.Equal(known, (string)check["id"]!);
        Assert.Equal(200, (await team.Submit(check, "odd")).Status);
        await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => (double?)Of(a, team.Annotator)?["gold"]?["of"] is 1);

        Assert.Equal(204, (await team.Curator.Send("DELETE", $"/tasks/{known}/gold")).Status);
        var all = await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => Of(a, team.Annotator) is { } found && found["gold"] is null);
        Assert.Equal(2, (int)Of(all, team.Annotator)!["submitted"]!);
        Assert.Equal(404, (await team.Curator.Send("DELETE", $"/tasks/{known}/gold")).Status);
        Assert.Empty((await team.Curator.Get($"/projects/{team.Project}/gold")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task Many_are_taken_at_once_and_what_cannot_be_is_named()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(4));
        var reviewed = Assert.Single(await Decide(team, 1));
        var name = (string)(await team.Curator.Get($"/tasks/{reviewed}")).Json!["sample"]!["externalId"]!;
        var others = Enumerable.Range(0, 4).Select(i => $"potato-{i}.png").Where(n => n != name).ToArray();
        var answers = new object[]
        {
            new { externalId = name, labels = Labels("bad") }, new { externalId = others[0], labels = Labels("bad"), note = "Rotten." },
            new { externalId = "nowhere.png", labels = Labels("bad") }, new { externalId = others[1], labels = Labels("ugly") }, new { externalId = others[2], colour = "red" },
        };
        var taken = await team.Curator.Put($"/projects/{team.Project}/gold", new { answers });
        Assert.Equal((200, 1), (taken.Status, (int)taken.Json!["accepted"]!));
        Assert.Equal(
            [(1, "other-answer"), (3, "unknown-external-id"), (4, "unknown-option"), (5, "unknown-member")],
            taken.Json["errors"]!.AsArray().Select(e => ((int)e!["record"]!, (string)e["code"]!)));
        var item = Assert.Single((await team.Curator.Get($"/projects/{team.Project}/gold")).Json!["items"]!.AsArray())!;
        Assert.Equal(("Rotten.", "bad"), ((string)item["note"]!, (string)item["label"]!["properties"]!["quality"]!));
        Assert.Equal("REVIEWED", (string)(await team.Curator.Get($"/tasks/{item["task"]}")).Json!["state"]!);
    }

    [Fact]
    public async Task Who_is_told_of_a_miss_can_contest_it_and_a_curator_upholds_it_or_takes_it_back()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new
        {
            redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, review = new { rate = 0.0 }, quality = new { gold = 0.5, tellMissed = true },
        });
        await Uploads.Import(team, Pictures.Zip(8));
        var known = await Decide(team, 2);
        foreach (var task in known) Assert.Equal(200, (await team.Curator.Put($"/tasks/{task}/gold", new { })).Status);
        for (var i = 0; i < 4; i++)
        {
            var task = await team.Next();
            Assert.Equal(200, (await team.Submit(task, known.Contains((string)task["id"]!) ? "bad" : "good")).Status);
        }
        var path = $"/projects/{team.Project}/gold";
        var missed = (await SurveyTests.Eventually(team.Annotator, $"{path}/missed", m => m["items"]!.AsArray().Count is 2))["items"]!.AsArray();
        Assert.All(missed, m => Assert.Equal(("bad", "good"), ((string)m!["answered"]!["properties"]!["quality"]!, (string)m["known"]!["properties"]!["quality"]!)));
        await SurveyTests.Eventually(team.Annotator, $"/projects/{team.Project}/annotators/{team.Annotator.User}", own => (double?)own["annotator"]!["gold"]?["of"] is 2);

        // Nobody but who missed it has anything to say there, and nothing that they did not miss.
        Assert.Equal(404, (await (await team.Another("annotator")).Post($"{path}/missed/{known[0]}/contest", new { comment = "No." })).Status);
        Assert.Equal(404, (await team.Annotator.Post($"{path}/missed/{team.Project}-7/contest", new { comment = "No." })).Status);
        Assert.Equal(404, (await team.Curator.Post($"{path}/contests/ruling", new { user = team.Annotator.User, task = known[0], withdrawn = true })).Status);
        foreach (var task in known) Assert.Equal(200, (await team.Annotator.Post($"{path}/missed/{task}/contest", new { comment = "Look at the rim." })).Status);
        Assert.Equal(403, (await team.Annotator.Get($"{path}/contests")).Status);
        Assert.Equal(2, (await team.Curator.Get($"{path}/contests")).Json!["items"]!.AsArray().Count);

        Assert.Equal(200, (await team.Curator.Post($"{path}/contests/ruling", new { user = team.Annotator.User, task = known[0], withdrawn = true, comment = "You are right." })).Status);
        Assert.Equal(200, (await team.Curator.Post($"{path}/contests/ruling", new { user = team.Annotator.User, task = known[1], withdrawn = false, comment = "It is good." })).Status);
        var told = (await SurveyTests.Eventually(team.Annotator, $"{path}/missed", m => m["items"]!.AsArray().All(i => i!["contest"]?["ruling"] is not null)))["items"]!.AsArray()
            .ToDictionary(i => (string)i!["task"]!, i => i!);
        Assert.Equal((true, null), ((bool)told[known[0]]["contest"]!["ruling"]!["withdrawn"]!, told[known[0]]["known"]));
        Assert.Equal((false, "It is good."), ((bool)told[known[1]]["contest"]!["ruling"]!["withdrawn"]!, (string)told[known[1]]["contest"]!["ruling"]!["comment"]!));
        await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => (double?)Of(a, team.Annotator)?["gold"]?["of"] is 1);
        Assert.Single((await team.Curator.Get(path)).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task Who_surely_misses_known_answers_is_flagged_to_curators_alone()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, EverySecond);
        await Uploads.Import(team, Pictures.Zip(24));
        foreach (var task in await Decide(team, 10)) Assert.Equal(200, (await team.Curator.Put($"/tasks/{task}/gold", new { })).Status);
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 4 })).Json!["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks) Assert.Equal(200, (await team.Submit(task!, "odd")).Status);
        var all = await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => (double?)Of(a, team.Annotator)?["gold"]?["of"] is 10);
        var flag = Of(all, team.Annotator)!["flags"]!.AsArray().Single(f => (string?)f!["code"] is "misses-known")!;
        Assert.Equal((0, 10, 0.002), ((double)flag["value"]!, (int)flag["answers"]!, (double)flag["byChance"]!));
        var own = (await team.Annotator.Get($"/projects/{team.Project}/annotators/{team.Annotator.User}")).Json!["annotator"]!;
        Assert.DoesNotContain(own["flags"]!.AsArray(), f => (string?)f!["code"] is "misses-known");
        Assert.Empty((await team.Annotator.Get($"/projects/{team.Project}/gold/missed")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task Many_picked_tasks_become_known_answers_in_one_job()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(4));
        await Decide(team, 3);
        var job = await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter = new { }, act = "gold", note = "All of them." });
        Assert.Equal(202, job.Status);
        var done = await SurveyTests.Eventually(team.Curator, $"/jobs/{job.Json!["id"]}", j => (string)j["state"]! is "succeeded" or "failed");
        Assert.Equal(("succeeded", "wrong-state"), ((string)done["state"]!, (string)Assert.Single(done["errors"]!.AsArray())!["code"]!));
        Assert.Equal(3, (await team.Curator.Get($"/projects/{team.Project}/gold")).Json!["items"]!.AsArray().Count);
        Assert.Equal(3, (await team.Curator.Get($"/projects/{team.Project}/tasks")).Json!["items"]!.AsArray().Count(i => i!["gold"] is not null));
    }

    [Fact]
    public async Task Only_curators_know_of_known_answers()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        var known = Assert.Single(await Decide(team, 1));
        Assert.Equal(200, (await team.Curator.Put($"/tasks/{known}/gold", new { })).Status);
        foreach (var client in new[] { team.Annotator, team.Reviewer, team.Modeler })
        {
            Assert.Equal(403, (await client.Get($"/projects/{team.Project}/gold")).Status);
            Assert.Equal(403, (await client.Put($"/tasks/{known}/gold", new { })).Status);
        }
        Assert.Null((await team.Reviewer.Get($"/tasks/{known}")).Json!["gold"]);
        Assert.DoesNotContain("gold", (await team.Reviewer.Get($"/tasks/{known}")).Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull((await team.Curator.Get($"/tasks/{known}")).Json!["gold"]);
    }

    internal static object Labels(string quality) => new { objects = Array.Empty<object>(), properties = new { quality } };

    /// <summary>Tasks that another annotator found to be good.</summary>
    internal static async Task<List<string>> Decide(Team team, int count)
    {
        var other = await team.Another("annotator");
        var decided = new List<string>();
        foreach (var task in (await other.Post($"/projects/{team.Project}/tasks/next", new { count })).Json!["tasks"]!.AsArray())
        {
            Assert.Equal(200, (await other.Post($"/tasks/{task!["id"]}/submit", Team.Answer(task))).Status);
            decided.Add((string)task["id"]!);
        }
        return decided;
    }

    internal static JsonNode? Of(JsonNode annotators, Client who) => annotators["items"]!.AsArray().FirstOrDefault(a => (string?)a!["user"] == who.User);

    /// <summary>Everything but names and times.</summary>
    static string ShapeOf((Reply Next, Reply Held, Reply Submitted, Reply Done) seen) =>
        string.Join('\n', new[] { seen.Next, seen.Held, seen.Submitted, seen.Done }.Select(r => $"{r.Status} {Shape(r.Json)}"));

    static string Shape(JsonNode? node, string name = "") => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.Select(m => $"{m.Key}:{Shape(m.Value, m.Key)}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(i => Shape(i)))}]",
        null => "null",
        _ when name is "state" or "from" or "to" or "command" or "counts" or "version" or "specVersion" or "guidelineVersion" => node.ToJsonString(),
        _ when name is "id" => System.Text.RegularExpressions.Regex.Replace(node.ToString(), "[0-9a-z]{16}-[0-9]+", "task", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)) is var id && id.StartsWith("task", StringComparison.Ordinal) ? id : $"{id.Length} letters",
        _ => node.GetValueKind().ToString(),
    };
}
