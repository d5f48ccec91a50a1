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
