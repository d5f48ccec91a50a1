using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Tests.Inference;

namespace Labelwise.Tests.Api;

/// <summary>The modeler's bench over real HTTP, with models that are run.</summary>
public sealed class EvaluationTests
{
    const int Images = 12;

    /// <summary>A model of the mean gray: good from a level on, else bad. Pictures have the levels 0, 20, … 220.</summary>
    static MultipartFormDataContent From(int level, string? trainedOn = null) => new()
    {
        { new ByteArrayContent(OnnxFile.MeanOfChannels(3, 8, 8)), "model", "model.onnx" },
        { new ByteArrayContent(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["name"] = "level-net", ["task"] = "classification", ["property"] = "quality", ["license"] = "MIT", ["trainedOn"] = trainedOn,
            ["input"] = JsonNode.Parse($$"""{"name":"input","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[{{level}},{{level}},0],"std":[40,-40,1000000]}"""),
            ["outputs"] = JsonNode.Parse("""[{"name":"scores","kind":"classScores","activation":"softmax"}]"""),
            ["classes"] = new JsonArray("good", "bad", "odd"),
        }.ToJsonString())), "card", "card.json" },
    };

    /// <summary>Everything labeled good from 100 on, and sealed with splits.</summary>
    static async Task<Team> Sealed(Server server)
    {
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(Images));
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray().FirstOrDefault() is { } task)
            Assert.Equal(200, (await team.Submit(task, Level(task["sample"]!) >= 100 ? "good" : "bad")).Status);
        for (var version = 1; version <= 3; version++)
        {
            var sealing = await team.Modeler.Post($"/projects/{team.Project}/versions", new { name = $"v{version}", filter = version switch { 1 => (object)new { q = "potato-1" }, 2 => new { @class = "good" }, _ => new { } } });
            await Uploads.Finished(team.Modeler, (string)sealing.Json!["id"]!);
        }
        return team;

        static int Level(JsonNode sample) => 20 * int.Parse(((string)sample["externalId"]!)["potato-".Length..^".png".Length]);
    }

    static async Task<string> Evaluate(Team team, int modelVersion, int version = 3)
    {
        var started = await team.Modeler.Post("/models/level-net/evaluations", new { project = team.Project, version, modelVersion });
        Assert.Equal(202, started.Status);
        var id = (string)started.Json!["id"]!;
        await Uploads.Finished(team.Modeler, id);
        return id;
    }

    [Fact]
    public async Task Two_candidates_are_measured_compared_and_their_worst_errors_found()
    {
        await using var server = await Server.Start();
        var team = await Sealed(server);
        // Good from 30 on is wrong at 40, 60 and 80, the surer the brighter; good from 90 on is right.
        foreach (var level in new[] { 30, 90 }) Assert.Equal(201, (await team.Modeler.Send("POST", "/models", From(level))).Status);
        var (worse, better) = (await Evaluate(team, 1), await Evaluate(team, 2));

        var found = (await team.Curator.Get($"/evaluations/{worse}")).Json!;
        Assert.Equal(("succeeded", Images, 3), ((string)found["state"]!, (int)found["of"]!["samples"]!, (int)found["errors"]!));
        Assert.Equal(0.75, Measure(found, "accuracy"));
        Assert.Equal(7 / 10.0, Measure(found, "precision", "good"), 4);
        Assert.Equal(2 / 5.0, Measure(found, "recall", "bad"), 4);
        Assert.Equal((7, 5), ((int)found["classes"]!["good"]!, (int)found["classes"]!["bad"]!));
        Assert.Equal(3, (int)found["confusion"]!.AsArray().Single(c => (string?)c!["truth"] is "bad" && (string?)c["said"] is "good")!["count"]!);
        Assert.InRange((double)found["latency"]!["p50Ms"]!, 0.001, 60_000);

        var errors = (await team.Modeler.Get($"/evaluations/{worse}/errors?limit=2")).Json!;
        Assert.Equal(["potato-4.png", "potato-3.png"], errors["items"]!.AsArray().Select(e => (string)e!["externalId"]!));
        Assert.Equal(("bad", "good"), ((string)errors["items"]![0]!["truth"]!["properties"]!["quality"]!, (string)errors["items"]![0]!["said"]!["properties"]!["quality"]!));
        Assert.Equal("potato-4.png", (string?)(await team.Modeler.Get($"/tasks/{errors["items"]![0]!["task"]}")).Json!["sample"]!["externalId"]);
        Assert.Single((await team.Modeler.Get($"/evaluations/{worse}/errors?limit=2&cursor={errors["next"]}")).Json!["items"]!.AsArray());
        Assert.Empty((await team.Modeler.Get($"/evaluations/{worse}/errors?class=good")).Json!["items"]!.AsArray());

        var compared = (await team.Modeler.Get($"/evaluations/{worse}/comparison?with={better}")).Json!;
        var accuracy = compared["differences"]!.AsArray().Single(d => (string?)d!["metric"] is "accuracy")!;
        Assert.Equal((0.25, 0.25, false), ((double)accuracy["difference"]!, (double)accuracy["chance"]!, (bool)accuracy["exceedsChance"]!));
        Assert.Equal((0, 3), ((int)compared["mcNemar"]!["onlyFirst"]!, (int)compared["mcNemar"]!["onlySecond"]!));

        Assert.Equal(worse, await Evaluate(team, 1));
        Assert.Equal([better, worse], (await team.Modeler.Get($"/projects/{team.Project}/evaluations")).Json!["items"]!.AsArray().Select(e => (string)e!["id"]!));
        var small = await Evaluate(team, 1, version: 1);
        Assert.Equal((409, "not-comparable"), (await team.Modeler.Get($"/evaluations/{worse}/comparison?with={small}")) is var other ? (other.Status, other.Code) : default);
    }

    [Fact]
    public async Task Who_may_not_measure_is_told_so_and_nothing_is_measured_twice_by_one_key()
    {
        await using var server = await Server.Start();
        var team = await Sealed(server);
        Assert.Equal(201, (await team.Modeler.Send("POST", "/models", From(90))).Status);
        var body = new { project = team.Project, version = 3 };
        Assert.Equal(403, (await team.Curator.Post("/models/level-net/evaluations", body)).Status);
        Assert.Equal(403, (await team.Annotator.Post("/models/level-net/evaluations", body)).Status);
        Assert.Equal(404, (await team.Modeler.Post("/models/level-net/evaluations", new { project = "0000000000000000", version = 3 })).Status);
        Assert.Equal(404, (await team.Modeler.Post("/models/level-net/evaluations", new { project = team.Project, version = 9 })).Status);
        Assert.Equal(404, (await team.Modeler.Post("/models/no-net/evaluations", body)).Status);
        Assert.Equal((409, "no-such-split"), (await team.Modeler.Post("/models/level-net/evaluations", new { project = team.Project, version = 3, split = "test" })) is var none ? (none.Status, none.Code) : default);
        Assert.Equal(422, (await team.Modeler.Post("/models/level-net/evaluations", new { project = team.Project, version = 0 })).Status);
        var (first, again) = (await team.Modeler.Post("/models/level-net/evaluations", body, "once"), await team.Modeler.Post("/models/level-net/evaluations", body, "once"));
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal((422, "idempotency-key-reused"), (await team.Modeler.Post("/models/level-net/evaluations", new { project = team.Project, version = 1 }, "once")) is var other ? (other.Status, other.Code) : default);
        await Uploads.Finished(team.Modeler, (string)first.Json!["id"]!);
        Assert.Equal(404, (await team.Outsider.Get($"/evaluations/{first.Json["id"]}")).Status);
        Assert.Equal(403, (await team.Annotator.Get($"/evaluations/{first.Json["id"]}")).Status);
    }

    [Fact]
    public async Task Versions_of_a_model_trained_on_more_and_more_labels_make_a_curve()
    {
        await using var server = await Server.Start();
        var team = await Sealed(server);
        foreach (var (level, on) in new[] { (10, $"{team.Project}/versions/1"), (50, $"{team.Project}/versions/2"), (90, $"{team.Project}/versions/3"), (90, "somewhere else") })
            Assert.Equal(201, (await team.Modeler.Send("POST", "/models", From(level, on))).Status);
        for (var version = 1; version <= 4; version++) await Evaluate(team, version);
        var curve = (await team.Modeler.Get($"/projects/{team.Project}/learning-curve?target=0.9")).Json!;
        Assert.Equal((1, "level-net", "accuracy"), ((int)curve["unplaced"]!, (string)curve["model"]!, (string)curve["metric"]!));
        var points = curve["points"]!.AsArray();
        Assert.Equal([0.66667, 0.83333, 1.0], points.Select(p => (double)p!["value"]!));
        Assert.All(points, p => Assert.True((bool)p!["mayHaveSeen"]!));
        Assert.True(curve["curve"]!.AsArray().All(p => (double)p!["low"]! <= (double)p["value"]! && (double)p["value"]! <= (double)p["high"]!));
        Assert.InRange((double)curve["target"]!["labels"]!, (double)points[0]!["labels"]!, (double)points[2]!["labels"]! * 3);
        Assert.Equal(422, (await team.Modeler.Get($"/projects/{team.Project}/learning-curve?target=2")).Status);
    }

    [Fact]
    public async Task How_often_people_disagree_with_a_model_is_told_from_their_answers()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(Images));
        Assert.Equal(201, (await team.Modeler.Send("POST", "/models", From(90))).Status);
        var first = await team.Next();
        Assert.Equal(200, (await team.Submit(first, "bad")).Status);
        var run = await Uploads.Finished(team.Modeler, (string)(await team.Modeler.Post($"/projects/{team.Project}/predictions", new { model = "level-net", version = 1 })).Json!["id"]!);
        // Among several runs each says whose it is.
        Assert.Equal(("level-net", 1), ((string?)run["model"]?["id"], (int?)run["model"]?["version"]));
        Assert.NotNull(run["startedAt"]);
        // Whoever judges what people answered before sees the model's word beside it; they themselves do not.
        Assert.Equal("level-net", (string?)(await team.Curator.Get($"/tasks/{first["id"]}")).Json!["prediction"]?["model"]?["id"]);
        Assert.Null((await team.Annotator.Get($"/tasks/{first["id"]}")).Json!["prediction"]);
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray().FirstOrDefault() is { } task)
            Assert.Equal(200, (await team.Submit(task, "good")).Status);
        var online = (await team.Modeler.Get($"/projects/{team.Project}/online-test")).Json!;
        Assert.Equal(1, (int)online["without"]!["answers"]!);
        var model = Assert.Single(online["models"]!.AsArray())!;
        Assert.Equal(("level-net", Images - 1), ((string)model["model"]!, (int)model["hidden"]!["answers"]!));
        var bad = Enumerable.Range(0, Images).Count(i => i * 20 < 90 && $"potato-{i}.png" != (string)first["sample"]!["externalId"]!);
        Assert.Equal(bad, (int)model["hidden"]!["different"]!);
    }

    /// <summary>Readings of another program, which no model here could give.</summary>
    [Fact]
    public async Task Texts_read_elsewhere_are_measured_by_their_characters()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var spec = new { media = "image", classes = Array.Empty<object>(), properties = new[] { new { name = "reading", type = "text", required = true, normalise = "space" } } };
        var made = await team.Admin.Post("/projects", new { name = "plates", guideline = "", spec, pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 } } });
        var project = (string)made.Json!["id"]!;
        foreach (var (member, role) in new[] { (team.Annotator, "annotator"), (team.Modeler, "modeler"), (team.Curator, "curator") })
            await team.Admin.Post($"/projects/{project}/members", new { user = member.User, roles = new[] { role } });
        await Uploads.Finished(team.Curator, (string)(await team.Curator.Send("POST", $"/projects/{project}/imports", Uploads.Form(Pictures.Zip(4)))).Json!["id"]!);
        while ((await team.Annotator.Post($"/projects/{project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray().FirstOrDefault() is { } task)
        {
            var labels = new { objects = Array.Empty<object>(), properties = new { reading = $"ABCD {((string)task["sample"]!["externalId"]!)["potato-".Length]}" } };
            Assert.Equal(200, (await team.Annotator.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 500, labels })).Status);
        }
        await Uploads.Finished(team.Modeler, (string)(await team.Modeler.Post($"/projects/{project}/versions", new { name = "plates" })).Json!["id"]!);

        // Right but for its spaces; one of six wrong; the same sample again; a line that is none; a sample of another project.
        var lines = string.Join('\n', Line(0, "ABCD  0 "), Line(1, "ABXD 1"), Line(1, "ABCD 1"), "none", Line(3, "ABCD 3"), Line(99, "ABCD 9"));
        var path = $"/projects/{project}/evaluations";
        Assert.Equal(403, (await team.Annotator.Send("POST", path, Form("1"))).Status);
        Assert.Equal(404, (await team.Outsider.Send("POST", path, Form("1"))).Status);
        Assert.Equal(404, (await team.Modeler.Send("POST", path, Form("2"))).Status);
        Assert.Equal(422, (await team.Modeler.Send("POST", path, Form("one"))).Status);
        Assert.Equal((409, "nothing-to-measure"), (await team.Modeler.Send("POST", path, Form("1", "colour"))) is var none ? (none.Status, none.Code) : default);

        var id = (string)(await team.Modeler.Send("POST", path, Form("1"))).Json!["id"]!;
        var job = await Uploads.Finished(team.Modeler, id);
        Assert.Equal([("potato-1.png", "predicted-twice"), ("predictions", "malformed-json"), ("potato-2.png", "no-prediction")],
            job["errors"]!.AsArray().Select(e => ((string)e!["file"]!, (string)e["code"]!)));
        var found = (await team.Curator.Get($"/evaluations/{id}")).Json!;
        Assert.Equal(("text", "reader 2", 4, 1), ((string)found["of"]!["kind"]!, (string)found["of"]!["name"]!, (int)found["of"]!["samples"]!, (int)found["failures"]!));
        Assert.Equal(0.5, Measure(found, "exact"));
        Assert.Equal((1 + 6) / 24.0, Measure(found, "cer"), 4);
        var errors = (await team.Modeler.Get($"/evaluations/{id}/errors")).Json!["items"]!.AsArray();
        Assert.Equal(["potato-2.png", "potato-1.png"], errors.Select(e => (string)e!["externalId"]!));
        Assert.Equal("ABXD 1", (string?)errors[1]!["said"]!["properties"]!["reading"]);
        Assert.Equal(id, (string)(await team.Modeler.Send("POST", path, Form("1"))).Json!["id"]!);
        Assert.Single((await team.Modeler.Get(path)).Json!["items"]!.AsArray());

        MultipartFormDataContent Form(string version, string? property = null)
        {
            var form = new MultipartFormDataContent { { new StringContent(version), "version" }, { new StringContent("reader 2"), "name" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(lines)), "file", "reader.jsonl" } };
            if (property is not null) form.Add(new StringContent(property), "property");
            return form;
        }

        static string Line(int picture, string reading) => new JsonObject
        {
            ["externalId"] = $"potato-{picture}.png", ["labels"] = new JsonObject { ["objects"] = new JsonArray(), ["properties"] = new JsonObject { ["reading"] = reading } }, ["confidence"] = 0.8,
        }.ToJsonString();
    }

    /// <summary>A real detector on real pictures, imported with their boxes, which people accept: what the reference says of it.</summary>
    [Fact]
    public async Task A_public_detector_scores_as_published()
    {
        var folder = Shared("data/bccd");
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var spec = new { media = "image", classes = new[] { "RBC", "WBC", "Platelets" }.Select(n => new { name = n, shape = "box" }) };
        var made = await team.Admin.Post("/projects", new { name = "cells", guideline = "", spec, pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 } } });
        var project = (string)made.Json!["id"]!;
        foreach (var (member, role) in new[] { (team.Annotator, "annotator"), (team.Modeler, "modeler"), (team.Curator, "curator") })
            await team.Admin.Post($"/projects/{project}/members", new { user = member.User, roles = new[] { role } });
        using var upload = new MultipartFormDataContent { { new StringContent("coco"), "format" }, { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(folder, "bccd-coco-test.zip"))), "file", "cells.zip" } };
        await Uploads.Finished(team.Curator, (string)(await team.Curator.Send("POST", $"/projects/{project}/imports", upload)).Json!["id"]!);
        while ((await team.Annotator.Post($"/projects/{project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray().FirstOrDefault() is { } task)
        {
            var submitted = await team.Annotator.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 500, labels = task["prelabel"] });
            Assert.True(submitted.Status is 200, submitted.Shape);
        }
        var version = (await Uploads.Finished(team.Modeler, (string)(await team.Modeler.Post($"/projects/{project}/versions", new { name = "test" })).Json!["id"]!))["result"]!["version"]!;
        using var model = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(folder, "bccd-detector.onnx"))), "model", "model.onnx" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(folder, "card.json"))), "card", "card.json" },
        };
        Assert.Equal(201, (await team.Modeler.Send("POST", "/models", model)).Status);
        var id = (string)(await team.Modeler.Post("/models/bccd-detector/evaluations", new { project, version = (int)version })).Json!["id"]!;
        await Uploads.Finished(team.Modeler, id);
        var found = (await team.Modeler.Get($"/evaluations/{id}")).Json!;
        var report = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "bccd-report.json")))!;
        Assert.Equal(72, (int)found["of"]!["samples"]!);
        Assert.Equal(945, found["classes"]!.AsObject().Sum(c => (int)c.Value!));
        // Another decoder of JPEG than the reference's moves boxes by half a pixel.
        Assert.Equal((double)report["mAP"]!, Measure(found, "mAP"), 0.01);
        Assert.Equal((double)report["AP50"]!, Measure(found, "AP50"), 0.01);
        foreach (var (name, of) in report["perClass"]!.AsObject()) Assert.Equal((double)of!["AP"]!, Measure(found, "AP", name), 0.015);
        var worst = (await team.Modeler.Get($"/evaluations/{id}/errors?class=Platelets&limit=5")).Json!["items"]!.AsArray();
        Assert.Equal(5, worst.Count);
        Assert.All(worst, e => Assert.Contains("Platelets", e!.ToJsonString(), StringComparison.Ordinal));
    }

    static double Measure(JsonNode evaluation, string metric, string? name = null) =>
        (double)evaluation["measures"]!.AsArray().Single(m => (string?)m!["metric"] == metric && (string?)m["class"] == name)!["value"]!;

    /// <summary>A folder beside the repository, or the test is skipped.</summary>
    static string Shared(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cluster.sln"))) folder = folder.Parent;
        var found = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", path) : path;
        if (!Directory.Exists(found)) Assert.Skip($"../shared/{path} is not on this machine");
        return found;
    }
}
