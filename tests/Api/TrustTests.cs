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
    }
}
