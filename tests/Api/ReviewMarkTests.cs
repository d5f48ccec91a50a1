using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>What a reviewer says of single objects goes to the annotator with the task, and stays in the record.</summary>
public sealed class ReviewMarkTests
{
    [Fact]
    public async Task A_remark_on_a_shape_comes_back_with_the_labels_it_is_pinned_to()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        var spec = new { media = "image", classes = new[] { new { name = "eye", shape = "box" } }, properties = Array.Empty<object>() };
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", spec)).Status);
        await Uploads.Import(team, Pictures.Zip(1));
        var held = await team.Next();
        var (task, path) = ((string)held["id"]!, $"/tasks/{held["id"]}");
        var labels = new { objects = new[] { new { id = "o1", @class = "eye", shape = new { box = new[] { 1, 1, 5, 5 } } } }, properties = new { } };
        Assert.Equal(200, (await team.Annotator.Post($"{path}/submit", new { lease = (string)held["lease"]!["id"]!, labels, activeMs = 1 })).Status);
        await team.Reviewer.Handed(team.Project, "reviews");

        var unknown = await Verdict("reject", new { @object = "o2", text = "?" });
        Assert.Equal((422, "/marks/0/object"), (unknown.Status, (string?)unknown.Json!["violations"]![0]!["pointer"]));
        Assert.Equal((422, "/marks/0/at"), (await Verdict("reject", new { @object = "o1", text = "x", at = new[] { 1 } })) is var half ? (half.Status, (string?)half.Json!["violations"]![0]!["pointer"]) : default);
        Assert.Equal(422, (await Verdict("reject", new { @object = "o1", text = " " })).Status);
        Assert.Equal(422, (await Verdict("accept", new { @object = "o1", text = "fine" })).Status);
        Assert.Equal(200, (await Verdict("reject", new { @object = "o1", text = " Too wide here. ", at = new[] { 2.5, 3 } })).Status);

        var tasks = await team.Annotator.Handed(team.Project);
        var returned = tasks[0]!["returned"]!;
        Assert.Equal("""[{"object":"o1","text":"Too wide here.","at":[2.5,3]}]""", returned["marks"]!.ToJsonString());
        Assert.Equal("o1", (string?)returned["labels"]!["objects"]![0]!["id"]);
        await server.Restart();
        var review = (await new Client(server.Url) { Token = team.Curator.Token }.Get(path)).Json!["reviews"]!.AsArray().Single()!;
        Assert.Equal(("reject", returned["marks"]!.ToJsonString()), ((string?)review["verdict"], review["marks"]!.ToJsonString()));

        Task<Reply> Verdict(string verdict, object mark) => team.Reviewer.Post($"{path}/review", new { verdict, comment = "Look again.", marks = new[] { mark } });
    }

    [Fact]
    public async Task Work_rejected_to_others_comes_to_somebody_else_and_never_back()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        await Uploads.Import(team, Pictures.Zip(1));
        var held = await team.Next();
        Assert.Equal(200, (await team.Submit(held, "bad")).Status);
        await team.Reviewer.Handed(team.Project, "reviews");
        Assert.Equal(422, (await team.Reviewer.Post($"/tasks/{held["id"]}/review", new { verdict = "accept", toOthers = true })).Status);
        var rejected = await team.Reviewer.Post($"/tasks/{held["id"]}/review", new { verdict = "reject", comment = "Look again.", toOthers = true });
        Assert.Equal("QUEUED", (string?)rejected.Json!["state"]);

        var other = await team.Another("annotator");
        var tasks = await other.Handed(team.Project);
        Assert.Equal((string?)held["id"], (string?)tasks[0]!["id"]);
        Assert.Null(tasks[0]!["returned"]);
        Assert.Empty((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray());
    }
}
