using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Security;

/// <summary>S17, S32: an annotator cannot tell an audit from any other task, nor what a model said of it.</summary>
public sealed class BlindTests
{
    /// <summary>In answers to an annotator none of these is a member.</summary>
    static readonly string[] Hidden = ["prediction", "prelabel", "confidence", "audit", "audits", "decision", "decidedBy", "waits", "rank", "probabilities", "model", "label", "accuracy"];

    [Fact]
    public async Task No_answer_or_event_tells_an_annotator_of_the_model_or_of_audits()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, autoAccept = new { enabled = true, maxError = 0.2, confidence = 0.8, auditRate = 0.5 }, review = new { rate = 0.5 } });
        await Uploads.Import(team, Pictures.Zip(12));
        var lines = string.Join('\n', Enumerable.Range(0, 12).Select(i => $$"""{"externalId":"potato-{{i}}.png","labels":{"objects":[],"properties":{"quality":"good"} },"confidence":{{(i % 2 is 0 ? "0.99" : "0.5")}} }"""));
        using var brought = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        Assert.Equal(200, (await team.Modeler.Send("PUT", $"/projects/{team.Project}/predictions", brought)).Status);
        await using var hub = await Hub.Open(server, team.Annotator.Token!);
        await hub.Invoke("watch", team.Project);

        var seen = new List<(string Where, JsonNode Answer)>();
        for (var i = 0; i < 12; i++)
        {
            var next = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 });
            seen.Add(("next", next.Json!));
            if (next.Json!["tasks"]!.AsArray() is not [var task]) break;
            seen.Add(("task held", (await team.Annotator.Get($"/tasks/{task!["id"]}")).Json!));
            seen.Add(("submit", (await team.Submit(task)).Json!));
            seen.Add(("task done", (await team.Annotator.Get($"/tasks/{task["id"]}")).Json!));
        }
        foreach (var path in new[] { "tasks", "progress", "" }) seen.Add((path, (await team.Annotator.Get($"/projects/{team.Project}/{path}".TrimEnd('/'))).Json!));
        seen.Add(("event", (await hub.Event()).Body));
        foreach (var path in new[] { "annotators", "agreement", "consistency", "report", "report.html", "confidence", "members", "jobs", "versions", "evaluations" })
            Assert.Equal(403, (await team.Annotator.Get($"/projects/{team.Project}/{path}")).Status);

        var wrong = seen.Where(s => s.Where is not "").SelectMany(s => Members(s.Answer).Where(Hidden.Contains).Select(m => $"{s.Where}: {m}"));
        Assert.Empty(wrong.Distinct());
        // Audits and others look the same: each kind of answer has one shape.
        Assert.All(seen.Where(s => s.Where is "task done").GroupBy(s => s.Where), g => Assert.Single(g.Select(s => string.Join(',', Members(s.Answer).Distinct().Order(StringComparer.Ordinal))).Distinct()));
    }

    [Fact]
    public async Task No_answer_or_event_tells_a_known_answer_from_any_other_task()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, review = new { rate = 0.0 }, quality = new { gold = 0.5 } });
        await Uploads.Import(team, Pictures.Zip(16));
        var (other, known) = (await team.Another("annotator"), new HashSet<string>());
        foreach (var task in (await other.Post($"/projects/{team.Project}/tasks/next", new { count = 6 })).Json!["tasks"]!.AsArray())
        {
            Assert.Equal(200, (await other.Post($"/tasks/{task!["id"]}/submit", Team.Answer(task))).Status);
            Assert.Equal(200, (await team.Curator.Put($"/tasks/{task["id"]}/gold", new { })).Status);
            known.Add((string)task["id"]!);
        }
        await using var hub = await Hub.Open(server, team.Annotator.Token!);
        await hub.Invoke("watch", team.Project);

        // All that an annotator can do and ask, once with each task: answered, skipped and given back.
        var seen = new List<(bool Known, string Did, string Shapes, long Open)>();
        for (var i = 0; i < 16; i++)
        {
            var next = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 });
            if (next.Json!["tasks"]!.AsArray() is not [{ } task]) break;
            var (id, did) = ((string)task["id"]!, (i / 2 % 3) switch { 0 => "submit", 1 => "skip", _ => "extend" });
            var lease = (string)task["lease"]!["id"]!;
            var answers = new List<Reply>
            {
                next, await team.Annotator.Get($"/tasks/{id}"), await team.Annotator.Put($"/tasks/{id}/draft", new { lease, labels = new { }, activeMs = 5 }),
                did is "submit" ? await team.Submit(task) : await team.Annotator.Post($"/tasks/{id}/{did}", new { lease, reason = "blurred" }),
                await team.Annotator.Get($"/tasks/{id}"), await team.Annotator.Post($"/tasks/{id}/submit", new { lease = "none", labels = new { objects = Array.Empty<object>(), properties = new { quality = "good" } }, activeMs = 1 }),
            };
            var work = (await team.Annotator.Get("/me/work")).Json!["items"]![0]!;
            seen.Add((known.Contains(id), did, string.Join(' ', answers.Select(a => $"{a.Status}:{string.Join(',', Members(a.Json))}")), (long)work["open"]!));
            foreach (var path in new[] { "progress", "tasks", "tasks/count", "gold/missed", "" })
                Assert.DoesNotContain(Members((await team.Annotator.Get($"/projects/{team.Project}/{path}".TrimEnd('/'))).Json), m => m is "checks" or "kind" or "score" or "known");
        }
        Assert.Contains(seen, s => s.Known);
        foreach (var did in seen.Where(s => s.Known).Select(s => s.Did).Distinct())
            Assert.Single(seen.Where(s => s.Did == did).Select(s => s.Shapes).Distinct());
        Assert.All(seen, s => Assert.Equal(0, s.Open % 10));
        var progress = (await team.Annotator.Get($"/projects/{team.Project}/progress")).Json!;
        Assert.All(new[] { "working", "submitted", "reviewed", "annotations" }, m => Assert.Equal(0, (int)progress[m]! % 10));
        Assert.Empty(progress["throughput"]!.AsArray());
        foreach (var path in new[] { "gold", "gold/contests", "activity" }) Assert.Equal(403, (await team.Annotator.Get($"/projects/{team.Project}/{path}")).Status);
        Assert.DoesNotContain("gold", (await hub.Event()).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("minConfidence=0.5"), InlineData("maxConfidence=0.5"), InlineData("state=REVIEWED"), InlineData("class=good"), InlineData("sort=confidence"), InlineData("sort=-confidence")]
    public async Task An_annotator_cannot_ask_by_what_they_may_not_see(string query)
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        Assert.Equal(422, (await team.Annotator.Get($"/projects/{team.Project}/tasks?{query}")).Status);
    }

    static IEnumerable<string> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Members(m.Value).Prepend(m.Key)),
        JsonArray items => items.SelectMany(Members),
        _ => [],
    };
}
