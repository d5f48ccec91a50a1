using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Tests.Inference;

namespace Labelwise.Tests.Api.Crashes;

/// <summary>Native code that crashes under a model takes neither the server nor the run with it.</summary>
public sealed class ModelCrashTests : IAsyncLifetime
{
    /// <summary>A model of this many pixels a side keeps its process busy for a while, whatever the size of the pictures.</summary>
    const int Busy = 640, Small = 8;

    const int Samples = 60, SegmentationFault = 11;

    ServerProcess server = null!;
    Persistent admin = null!;
    string project = "";

    [Fact]
    public async Task A_run_whose_process_crashes_goes_on_and_predicts_every_sample_once()
    {
        await Register("busy-net", Busy);
        // A process that had finished when it was hit is not missed; then the next run is hit earlier.
        var job = await Patience.Until(async () =>
        {
            var run = await Predict("busy-net");
            var hit = Crash(times: 1, until: CancellationToken.None);
            var ended = await Ended(run);
            await hit;
            return ended;
        }, _ => Says("lost its process"));

        Assert.Equal("succeeded", (string)job["state"]!);
        Assert.Equal((Samples, Samples, "0"), ((int)job["done"]!, (int)job["result"]!["predicted"]!, job["result"]!["failed"]!.ToString()));
        var tasks = (await admin.Call("GET", $"/projects/{project}/tasks?limit=500"))["items"]!.AsArray();
        Assert.Equal(Samples, tasks.Count);
        foreach (var task in tasks) Assert.NotNull((await admin.Call("GET", $"/tasks/{task!["id"]}"))["prediction"]);
    }

    [Fact]
    public async Task A_model_that_crashes_every_time_is_given_up_in_words_and_the_server_lives()
    {
        await Register("crash-net", Busy);
        await Register("sound-net", Small);
        var job = await Patience.Until(async () =>
        {
            using var over = new CancellationTokenSource();
            var run = await Predict("crash-net");
            var crashing = Crash(times: int.MaxValue, over.Token);
            var ended = await Ended(run);
            await over.CancelAsync();
            await crashing;
            return ended;
        }, ended => (string)ended["state"]! is not "succeeded");  // hit too late

        Assert.Equal(("failed", "model-crashed"), ((string)job["state"]!, (string)job["errors"]![0]!["code"]!));
        Assert.Contains("'crash-net' ended its process 3 times", (string)job["errors"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Contains($"signal {SegmentationFault}", (string)job["errors"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal("succeeded", (string)(await Ended(await Predict("sound-net")))["state"]!);
    }

    [Fact]
    public async Task A_process_sees_no_secret_of_its_server_and_ends_with_it()
    {
        await Register("busy-net", Busy);
        await Predict("busy-net");
        var child = await Patience.Until(() => Task.FromResult(InferenceProcesses.Of(server.Id).FirstOrDefault()), found => found is not 0);
        var sees = InferenceProcesses.Text($"/proc/{child}/environ");
        Assert.Contains("DOTNET_EnableDiagnostics=0", sees, StringComparison.Ordinal);
        Assert.DoesNotContain("LABELWISE_PASSWORD", sees, StringComparison.Ordinal);

        await server.Kill();
        await Patience.Until(() => !InferenceProcesses.Infers(child));
        server.Serve();
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        server = await ServerProcess.Start("admin@example.org");
        admin = new Persistent(server.Url);
        var session = await admin.Call("POST", "/sessions", new { email = "admin@example.org", password = Server.Password });
        admin.As((string)session["token"]!, (string)session["user"]!["id"]!);
        project = (string)(await admin.Call("POST", "/projects", new { name = "crashes", spec = Team.Spec }))["id"]!;
        var zip = Pictures.Zip(Samples);
        Assert.Equal("succeeded", (string)(await Ended(await admin.Call("POST", $"/projects/{project}/imports", () => Uploads.Form(zip))))["state"]!);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }

    async Task Register(string name, int side)
    {
        var card = new JsonObject
        {
            ["name"] = name, ["task"] = "classification", ["property"] = "quality", ["license"] = "MIT",
            ["input"] = new JsonObject
            {
                ["name"] = "input", ["type"] = "float32", ["layout"] = "NCHW", ["channels"] = 3, ["color"] = "rgb", ["width"] = side, ["height"] = side,
                ["resize"] = new JsonObject { ["mode"] = "stretch", ["filter"] = "area" }, ["scale"] = 1, ["mean"] = new JsonArray(0, 0, 0), ["std"] = new JsonArray(1, 1, 1),
            },
            ["outputs"] = new JsonArray(new JsonObject { ["name"] = "scores", ["kind"] = "classScores", ["activation"] = "softmax" }),
            ["classes"] = new JsonArray("good", "bad", "odd"),
        };
        Assert.NotNull((await admin.Call("POST", "/models", () => new MultipartFormDataContent
        {
            { new ByteArrayContent(OnnxFile.MeanOfChannels(3, side, side)), "model", "model.onnx" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(card.ToJsonString())), "card", "card.json" },
        }))["version"]);
    }

    Task<JsonNode> Predict(string model) => admin.Call("POST", $"/projects/{project}/predictions", new { model, version = 1 });

    Task<JsonNode> Ended(JsonNode job) => Patience.Until(() => admin.Call("GET", $"/jobs/{job["id"]}"), view => (string?)view["state"] is not ("queued" or "running"));

    bool Says(string words) => server.Log.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Crashes the server's inference processes as they come, each once.</summary>
    Task Crash(int times, CancellationToken until) => Task.Run(async () =>
    {
        var crashed = new HashSet<int>();
        while (crashed.Count < times && !until.IsCancellationRequested)
        {
            foreach (var child in InferenceProcesses.Of(server.Id).Where(crashed.Add).Take(times)) await Crash(child);
            await Task.Delay(5, CancellationToken.None);
        }
    }, CancellationToken.None);

    /// <summary>A runtime that was sent the signal, and found no fault of its own, puts the default handler back and goes on;
    /// the next signal ends the process as a fault in native code does.</summary>
    async Task Crash(int child)
    {
        while (InferenceProcesses.IsAlive(child, server.Id))
        {
            _ = InferenceProcesses.Signal(child, SegmentationFault);
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
