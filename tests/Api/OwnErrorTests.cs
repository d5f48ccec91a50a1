namespace Labelwise.Tests.Api;

/// <summary>What a reviewer mended in somebody's drawings is told to them, kind by kind, with the places.</summary>
public sealed class OwnErrorTests
{
    [Fact]
    public async Task A_missed_a_loose_and_a_misnamed_box_are_told_apart()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        var spec = new { media = "image", classes = new[] { new { name = "eye", shape = "box" }, new { name = "rot", shape = "box" } }, properties = Array.Empty<object>() };
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", spec)).Status);
        await Uploads.Import(team, Pictures.Zip(1));
        var task = await team.Next();
        var side = (int)task["sample"]!["width"]! / 8.0;
        object Box(string id, string name, double column, double width = 1) => new { id, @class = name, shape = new { box = new[] { column * side, 0, width * side, side } } };
        Assert.Equal(200, (await team.Annotator.Post($"/tasks/{task["id"]}/submit", new
        {
            lease = (string)task["lease"]!["id"]!, activeMs = 1, labels = new { objects = new[] { Box("a", "eye", 0, 0.6), Box("b", "eye", 2), Box("c", "rot", 6) }, properties = new { } },
        })).Status);
        Reply review;
        while ((review = await team.Reviewer.Post($"/tasks/{task["id"]}/review", new
        {
            verdict = "correct", labels = new { objects = new[] { Box("a", "eye", 0), Box("b", "rot", 2), Box("d", "eye", 4) }, properties = new { } },
        })).Status is 409) { }
        Assert.Equal(200, review.Status);

        var path = $"/projects/{team.Project}/annotators/{team.Annotator.User}";
        Reply own;
        while ((own = await team.Annotator.Get(path)).Json!["objects"]!.AsArray().Count is 0) { }
        var errors = own.Json!["objects"]!.AsArray().Select(e => $"{(string?)e!["truth"] ?? "-"}/{(string?)e["answer"] ?? "-"} {e["count"]}").Order(StringComparer.Ordinal);
        Assert.Equal(["-/rot 1", "eye/- 1", "eye/eye 1", "rot/eye 1"], errors);
        var missed = own.Json["objects"]!.AsArray().First(e => e!["answer"] is null)!["places"]![0]!;
        Assert.Equal(((string?)task["id"], Math.Round(4 * side, 1)), ((string?)missed["task"], (double)missed["box"]![0]!));
    }
}
