using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>The way of a training set through the whole server, as design 8's clients take it.</summary>
public sealed class JourneyTests
{
    const int Images = 6;

    [Theory]
    [InlineData(null)]
    [InlineData(TestBlobs.Azurite)]
    public async Task Images_become_labels_and_labels_a_version_that_anyone_can_pull(string? blobs)
    {
        await using var server = await Server.Start(blobs: blobs);
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(Images));
        Assert.Equal(Images, (int)(await team.Annotator.Get($"/projects/{team.Project}/progress")).Json!["tasks"]!);
        Assert.Equal(Images, (int)(await team.Annotator.Get("/projects")).Json!["items"]![0]!["tasks"]!);

        var first = await Next(team.Annotator, team.Project);
        var picture = await team.Annotator.Get((string)first["sample"]!["url"]!);
        Assert.Equal((200, "image/png"), (picture.Status, picture.Headers["Content-Type"]));
        Assert.Contains("sandbox", picture.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("image/webp", (await team.Annotator.Get((string)first["sample"]!["thumbnailUrl"]!)).Headers["Content-Type"]);

        Assert.Equal(204, (await team.Annotator.Put($"/tasks/{first["id"]}/draft", new { labels = new { half = "done" }, activeMs = 10 })).Status);
        Assert.Equal(204, (await team.Annotator.Put($"/tasks/{first["id"]}/draft", new { labels = new { half = "a late copy" }, activeMs = 1, revision = 1 })).Status);
        var resumed = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1, resume = true });
        Assert.Equal("done", (string?)resumed.Json!["tasks"]![0]!["draft"]!["labels"]!["half"]);

        var refused = await Submit(team.Annotator, first, "rotten");
        Assert.Equal((422, "does-not-conform"), (refused.Status, refused.Code));
        Assert.StartsWith("/labels", (string?)refused.Json!["violations"]![0]!["pointer"], StringComparison.Ordinal);
        Assert.Equal(403, (await Submit(team.Annotator, WithLease(first, "not-a-lease"), "good")).Status);

        await Annotate(team, first);
        var whole = (await team.Curator.Get($"/tasks/{first["id"]}")).Json!;
        Assert.Equal(team.Annotator.User, (string?)whole["annotations"]![0]!["annotator"]);
        Assert.NotEmpty(whole["history"]!.AsArray());

        var version = await Seal(team);
        var export = await team.Modeler.Get($"/projects/{team.Project}/versions/{version}/export?format=jsonl");
        var lines = Encoding.UTF8.GetString(export.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(Images, lines.Count);
        Assert.All(lines, line => Assert.Equal("good", (string?)line["labels"]!["properties"]!["quality"]));
        Assert.Equal(export.Bytes, (await team.Modeler.Get($"/projects/{team.Project}/versions/{version}/export?format=jsonl")).Bytes);

        var manifest = (await team.Modeler.Get($"/projects/{team.Project}/versions/{version}/manifest")).Json!;
        var chunk = (string)manifest["chunks"]![0]!["hash"]!;
        var bytes = (await team.Modeler.Get($"/projects/{team.Project}/versions/{version}/chunks/{chunk}")).Bytes;
        Assert.Equal(chunk, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        Assert.Equal(server.KeepsBlobsInItsDirectory, Directory.Exists(Path.Combine(server.Data, "blobs")));
    }

    [Fact]
    public async Task One_submission_sent_twice_is_one_annotation()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(1));
        var task = await Next(team.Annotator, team.Project);
        var (first, again) = (await Submit(team.Annotator, task, "good", "key-1"), await Submit(team.Annotator, task, "good", "key-1"));
        Assert.Equal(200, first.Status);
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal((422, "idempotency-key-reused"), ((await Submit(team.Annotator, task, "bad", "key-1")) is var other ? (other.Status, other.Code) : default));
        Assert.Single((await team.Curator.Get($"/tasks/{task["id"]}")).Json!["annotations"]!.AsArray());
    }

    [Fact]
    public async Task An_annotator_sees_their_own_part_of_a_task_and_nobody_elses()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        var task = await Next(team.Annotator, team.Project);
        Assert.Equal(200, (await Submit(team.Annotator, task, "good")).Status);
        var own = (await team.Annotator.Get($"/tasks/{task["id"]}")).Json!;
        foreach (var hidden in new[] { "prediction", "decision", "audit", "waits" }) Assert.Null(own[hidden]);
        Assert.Single(own["annotations"]!.AsArray());
        var other = (string)task["id"]! == $"{team.Project}-0" ? $"{team.Project}-1" : $"{team.Project}-0";
        var theirs = await team.Annotator.Get($"/tasks/{other}");
        Assert.Equal((await team.Annotator.Get("/tasks/0000000000000000-7")).Shape, theirs.Shape);
        Assert.Null((await team.Annotator.Get($"/projects/{team.Project}/progress")).Json!["audits"]);
        Assert.Equal(422, (await team.Annotator.Get($"/projects/{team.Project}/tasks?minConfidence=0.5")).Status);
    }

    [Fact]
    public async Task A_sample_of_another_project_is_not_shown_for_knowing_its_hash()
    {
        await using var server = await Server.Start();
        var (mine, other) = (await Team.Make(server), await Team.Make(server));
        await Uploads.Import(other, Pictures.Zip(1));
        var hash = (string)(await Next(other.Annotator, other.Project))["sample"]!["id"]!;
        var seen = await mine.Annotator.Get($"/projects/{mine.Project}/samples/{hash}");
        Assert.Equal((await mine.Annotator.Get($"/projects/{mine.Project}/samples/{new string('0', 64)}")).Shape, seen.Shape);
    }

    [Fact]
    public async Task An_upload_larger_than_allowed_is_refused_before_it_is_read()
    {
        await using var server = await Server.Start(o => o with { MostUploadBytes = 1000 });
        var team = await Team.Make(server);
        var reply = await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Uploads.Form(new byte[100_000]), ("Expect", "100-continue"));
        Assert.Equal((413, "too-large"), (reply.Status, reply.Code));
        Assert.Equal(200, (await team.Curator.Get("/me")).Status);
    }

    [Fact]
    public async Task An_upload_cut_short_leaves_nothing_behind()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var form = Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\nimages\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.zip\"\r\n\r\nPK");
        using var content = new ByteArrayContent(form);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        Assert.Equal(400, (await team.Curator.Send("POST", $"/projects/{team.Project}/imports", content)).Status);
        Assert.Empty((await team.Curator.Get($"/projects/{team.Project}/jobs")).Json!["items"]!.AsArray());
        Assert.Empty(Directory.Exists(Path.Combine(server.Data, "blobs")) ? Directory.GetFiles(Path.Combine(server.Data, "blobs"), "*", SearchOption.AllDirectories) : []);
    }

    static async Task<int> Seal(Team team)
    {
        var started = await team.Modeler.Post($"/projects/{team.Project}/versions", new { name = "first" });
        Assert.Equal(202, started.Status);
        return (int)(await Uploads.Finished(team.Modeler, (string)started.Json!["id"]!))["result"]!["version"]!;
    }

    /// <summary>Labels everything as good, the first task given.</summary>
    static async Task Annotate(Team team, JsonNode task)
    {
        for (JsonNode? next = task; next is not null;)
        {
            Assert.Equal(200, (await Submit(team.Annotator, next, "good")).Status);
            var reply = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 });
            next = reply.Json!["tasks"]!.AsArray().FirstOrDefault();
        }
        while ((await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } waiting)
            foreach (var review in waiting)
                Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{review!["id"]}/review", new { verdict = "accept", comment = "" })).Status);
    }

    static async Task<JsonNode> Next(Client annotator, string project)
    {
        var reply = await annotator.Post($"/projects/{project}/tasks/next", new { count = 1 });
        Assert.Equal(200, reply.Status);
        return reply.Json!["tasks"]![0]!;
    }

    static Task<Reply> Submit(Client annotator, JsonNode task, string quality, string? key = null) => annotator.Post(
        $"/tasks/{task["id"]}/submit",
        new { lease = (string)task["lease"]!["id"]!, activeMs = 100, labels = new { objects = Array.Empty<object>(), properties = new { quality } } }, key);

    static JsonNode WithLease(JsonNode task, string lease)
    {
        var other = task.DeepClone();
        other["lease"]!["id"] = lease;
        return other;
    }
}
