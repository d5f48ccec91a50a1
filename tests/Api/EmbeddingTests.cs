using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Tests.Api.Crashes;
using Labelwise.Tests.Inference;

namespace Labelwise.Tests.Api;

/// <summary>Samples that a model sees as near each other are held against each other's labels, over real HTTP with models that are run.</summary>
public sealed class EmbeddingTests
{
    const int Plain = 24, Step = 10, Twin = 12;

    /// <summary>Plain gray pictures, the brighter the higher their number, and a striped one that is as bright as one of them.</summary>
    static byte[] Pictures()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            for (var i = 0; i < Plain; i++) Write($"plain-{i}.png", Harness.Pictures.Png((byte)(i * Step)));
            Write("striped.png", Harness.Pictures.Png(Twin * Step, 20));
            void Write(string name, byte[] bytes)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return file.ToArray();
    }

    /// <summary>Good from the middle on; but the striped one, and one bright one, are labeled bad.</summary>
    static string Label(string name) => name is "striped.png" or "plain-20.png" ? "bad" : int.Parse(name["plain-".Length..^".png".Length], CultureInfo.InvariantCulture) >= Twin ? "good" : "bad";

    /// <summary>A model that sees how bright a picture is beside a number that is always 1.</summary>
    static MultipartFormDataContent Model(int side) => new()
    {
        { new ByteArrayContent(OnnxFile.WithOutput(OnnxFile.MeanOfChannels(3, side, side, 0, "Relu"), "x1", 3)), "model", "model.onnx" },
        { new ByteArrayContent(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["name"] = "bright-net", ["task"] = "classification", ["property"] = "quality", ["license"] = "MIT",
            ["input"] = JsonNode.Parse($$"""{"name":"input","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":{{side}},"height":{{side}},"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0,1000000,0],"std":[64,-1000000,1000000]}"""),
            ["outputs"] = JsonNode.Parse("""[{"name":"scores","kind":"classScores","activation":"softmax"},{"name":"x1","kind":"embedding"}]"""),
            ["classes"] = new JsonArray("good", "bad", "odd"),
        }.ToJsonString())), "card", "card.json" },
    };

    [Fact]
    public async Task Two_that_a_model_sees_as_one_and_one_unlike_its_neighbours_are_found_and_go_to_review()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures());
        var registered = await team.Modeler.Send("POST", "/models", Model(8));
        Assert.Equal(201, registered.Status);
        var tasks = new Dictionary<string, string>();
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } some)
            foreach (var task in some)
            {
                var name = (string)task!["sample"]!["externalId"]!;
                tasks[name] = (string)task["id"]!;
                Assert.Equal(200, (await team.Submit(task, Label(name))).Status);
            }
        // What is looked at before there are embeddings is looked at again once there are.
        await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/consistency", c => (bool)c["complete"]!);
        var run = await team.Modeler.Post($"/projects/{team.Project}/predictions", new { model = (string)registered.Json!["id"]!, version = 1 });
        await Uploads.Finished(team.Modeler, (string)run.Json!["id"]!);

        var twins = Assert.Single((await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=near-duplicates", c => c["items"]!.AsArray().Count > 0))["items"]!.AsArray())!;
        Assert.Equal(("embeddings", 1.0), ((string?)twins["foundBy"], (double)twins["numbers"]!["similarity"]!));
        Assert.Equal(new[] { tasks["plain-12.png"], tasks["striped.png"] }.Order(StringComparer.Ordinal), twins["tasks"]!.AsArray().Select(t => (string)t!).Order(StringComparer.Ordinal));
        Assert.Contains("'bright-net'", (string?)twins["why"], StringComparison.Ordinal);

        var odd = (await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=odd-among-neighbours", c => c["items"]!.AsArray().Count > 0))["items"]![0]!;
        Assert.Equal(tasks["plain-20.png"], (string?)odd["tasks"]![0]);
        Assert.Equal((0, 10, 10), ((int)odd["numbers"]!["alike"]!, (int)odd["numbers"]!["otherwise"]!, (int)odd["numbers"]!["around"]!));
        Assert.Contains("Labeled 'bad', as 0 of the 10", (string?)odd["why"], StringComparison.Ordinal);

        Assert.Equal(1, (int)(await SurveyTests.AskReview(team, tasks["plain-20.png"], (string)odd["why"]!))["result"]!["changed"]!);
        Assert.Contains("1 alike but labeled differently", Encoding.UTF8.GetString((await team.Curator.Get($"/projects/{team.Project}/report.html")).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_whose_embeddings_are_brought_are_held_against_each_other_too()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, spec: new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "quality", type = "option", options = new[] { "good", "bad" }, required = true } } });
        const int texts = 30;
        var lines = string.Join('\n', Enumerable.Range(0, texts).Select(i => $$"""{"externalId":"t{{i}}","text":"text {{i}}"}"""));
        var import = await team.Curator.Send("POST", $"/projects/{team.Project}/imports", new MultipartFormDataContent { { new StringContent("text"), "format" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(lines)), "file", "texts.jsonl" } });
        await Uploads.Finished(team.Curator, (string)import.Json!["id"]!);
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } some)
            foreach (var task in some) Assert.Equal(200, (await team.Submit(task!, (string)task!["sample"]!["externalId"]! is "t7" ? "bad" : "good")).Status);

        // Text 7 is text 3 to whoever made the embeddings.
        var brought = await Bring(i => $"[{1000 - (i is 7 ? 3 : i) * 40},{(i is 7 ? 3 : i) * 55},1]");
        Assert.Equal(texts, (int)brought["accepted"]!);
        Assert.Empty(brought["errors"]!.AsArray());
        var found = Assert.Single((await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=near-duplicates", c => c["items"]!.AsArray().Count > 0))["items"]!.AsArray())!;
        Assert.Equal("embeddings", (string?)found["foundBy"]);
        var names = new List<string>();
        foreach (var task in found["tasks"]!.AsArray()) names.Add((string)(await team.Curator.Get($"/tasks/{task}")).Json!["sample"]!["externalId"]!);
        Assert.Equal(["t3", "t7"], names.Order(StringComparer.Ordinal));

        var odd = (await Bring(i => i is 5 ? "[1,2]" : i is 6 ? "[]" : i is 8 ? "[1e300,0,0]" : "[1,2,3]"))["errors"]!.AsArray();
        Assert.Equal(["embedding-length", "out-of-range", "wrong-type"], odd.Select(e => (string)e!["code"]!).Order(StringComparer.Ordinal));

        async Task<JsonNode> Bring(Func<int, string> embedding)
        {
            using var predictions = new StringContent(string.Join('\n', Enumerable.Range(0, texts).Select(i =>
                $$"""{"externalId":"t{{i}}","labels":{"objects":[],"properties":{"quality":"good"} },"confidence":0.6,"embedding":{{embedding(i)}}}""")), Encoding.UTF8, "application/x-ndjson");
            var reply = await team.Modeler.Send("PUT", $"/projects/{team.Project}/predictions", predictions);
            Assert.Equal(200, reply.Status);
            return reply.Json!;
        }
    }

    [Fact]
    public async Task A_run_killed_on_its_way_tells_where_all_samples_lie()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        await using var server = await ServerProcess.Start("admin@example.org");
        var admin = new Persistent(server.Url);
        var session = await admin.Call("POST", "/sessions", new { email = "admin@example.org", password = ServerProcess.Password });
        admin.As((string)session["token"]!, (string)session["user"]!["id"]!);
        var project = (string)(await admin.Call("POST", "/projects", new
        {
            name = "killed", spec = Team.Spec, pipeline = new { redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, review = new { rate = 0.0 } },
        }))["id"]!;
        await admin.Call("POST", $"/projects/{project}/members", new { user = admin.User, roles = new[] { "annotator", "curator", "modeler" } });
        var zip = Pictures();
        await Ended(admin, await admin.Call("POST", $"/projects/{project}/imports", () => Uploads.Form(zip)));
        while ((await admin.Call("POST", $"/projects/{project}/tasks/next", new { count = 10 }))["tasks"]!.AsArray() is { Count: > 0 } some)
            foreach (var task in some) await admin.Call("POST", $"/tasks/{task!["id"]}/submit", Team.Answer(task, Label((string)task["sample"]!["externalId"]!)));
        var registered = await admin.Call("POST", "/models", () => Model(640));  // busy for a while
        var run = await admin.Call("POST", $"/projects/{project}/predictions", new { model = (string)registered["id"]!, version = 1 });
        while (!InferenceProcesses.Of(server.Id).Any() && (string)(await admin.Call("GET", $"/jobs/{run["id"]}"))["state"]! is "queued" or "running") await Task.Delay(5, TestContext.Current.CancellationToken);
        await server.KillAndServe();
        Assert.Equal("succeeded", (string)(await Ended(admin, run))["state"]!);

        var found = await Patience.Until(() => admin.Call("GET", $"/projects/{project}/consistency?kind=near-duplicates"), c => c["items"]!.AsArray().Count > 0);
        Assert.Equal("embeddings", (string?)Assert.Single(found["items"]!.AsArray())!["foundBy"]);
    }

    static Task<JsonNode> Ended(Persistent admin, JsonNode job) =>
        Patience.Until(() => admin.Call("GET", $"/jobs/{job["id"]}"), view => (string?)view["state"] is not ("queued" or "running"));
}
