using System.Text;

namespace Labelwise.Tests.Api;

/// <summary>How far stated confidences may be trusted, over real HTTP.</summary>
public sealed class TrustTests
{
    [Fact]
    public async Task What_reviewers_found_of_tasks_drawn_by_lot_stands_beside_what_was_stated_and_in_the_report()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        await Uploads.Import(team, Pictures.Zip(4));
        await SurveyTests.LabelAll(team, team.Annotator, _ => "good");
        var before = (await team.Curator.Get($"/projects/{team.Project}/confidence")).Json!;
        Assert.Null(before["judged"]!["reviews"]);
        Assert.Null(before["foretold"]);

        foreach (var (i, task) in (await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 4 })).Json!["tasks"]!.AsArray().Index())
            Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{task!["id"]}/review", i is 0
                ? new { verdict = "correct", comment = "", labels = (object?)new { objects = Array.Empty<object>(), properties = new { quality = "bad" } } } : new { verdict = "accept", comment = "", labels = (object?)null })).Status);
        var found = (await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/confidence", c => c["judged"]!["reviews"] is { } r && (int)r["tasks"]! is 4))["judged"]!["reviews"]!;
        Assert.Equal(0.75, (double)found["right"]!["value"]!);
        Assert.InRange((double)found["stated"]!, 0.6, 0.99);
        Assert.Equal(4, (double)Assert.Single(found["bins"]!.AsArray())!["right"]!["of"]!);
        Assert.Contains("stated to be right in", Encoding.UTF8.GetString((await team.Curator.Get($"/projects/{team.Project}/report.html")).Bytes), StringComparison.Ordinal);
        Assert.Equal(4, (int)(await team.Curator.Get($"/projects/{team.Project}/report")).Json!["judged"]!["reviews"]!["tasks"]!);

        // Whoever finds the one decision wrong that went against them says so; a curator has it looked at again, and all figures go by what stands then.
        var wrong = (string)(await team.Curator.Get($"/projects/{team.Project}/tasks?class=bad")).Json!["items"]![0]!["id"]!;
        var disputes = $"/projects/{team.Project}/disputes";
        Assert.Equal(403, (await team.Modeler.Post(disputes, new { task = wrong, comment = "No." })).Status);
        var right = (string)(await team.Curator.Get($"/projects/{team.Project}/tasks?class=good")).Json!["items"]![0]!["id"]!;
        Assert.Equal("nothing-to-contest", (await team.Annotator.Post(disputes, new { task = right, comment = "No." })).Code);
        Assert.Equal(200, (await team.Annotator.Post(disputes, new { task = wrong, comment = "It is good: look at the rim." })).Status);
        Assert.Equal(403, (await team.Annotator.Get(disputes)).Status);
        var waiting = Assert.Single((await team.Curator.Get(disputes)).Json!["items"]!.AsArray())!;
        Assert.Equal(("good", "bad"), ((string?)waiting["answered"]!["properties"]!["quality"], (string?)waiting["decided"]!["properties"]!["quality"]));
        Assert.Equal(404, (await team.Curator.Post($"{disputes}/ruling", new { user = team.Annotator.User, task = right, withdrawn = true })).Status);
        Assert.Equal(200, (await team.Curator.Post($"{disputes}/ruling", new { user = team.Annotator.User, task = wrong, withdrawn = true, comment = "It may be." })).Status);
        var again = await Patience.Until(() => team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 1 }), n => n.Json!["tasks"]!.AsArray().Count > 0);
        Assert.Equal(wrong, (string?)again.Json!["tasks"]![0]!["id"]);
        Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{wrong}/review", new { verdict = "correct", comment = "", labels = new { objects = Array.Empty<object>(), properties = new { quality = "good" } } })).Status);
        var standing = await SurveyTests.Eventually(team.Annotator, $"/projects/{team.Project}/annotators/{team.Annotator.User}", o => (double?)o["annotator"]!["reviews"]?["value"] is 1);
        Assert.Empty(standing["confusions"]!.AsArray());
        Assert.True((bool)Assert.Single((await team.Annotator.Get($"{disputes}/mine")).Json!["items"]!.AsArray())!["contest"]!["ruling"]!["withdrawn"]!);
        Assert.Equal(1, (double)(await team.Curator.Get($"/projects/{team.Project}/report")).Json!["people"]![0]!["reviews"]!["value"]!);
    }
}
