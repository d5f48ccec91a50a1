using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Labelwise.Domain.Models;

namespace Labelwise.Benchmarks;

/// <summary>A model evaluated on a sealed version in the real server, next to its prediction run over the same samples: each from
/// the call to the end of its job, in turn. An evaluation predicts the same way, judges, and resamples every metric.</summary>
static class EvaluationRate
{
    /// <param name="folder">With a card.json of a classification, its .onnx and an images-*.zip.</param>
    public static async Task Run(string folder, int rounds)
    {
        var zip = Directory.EnumerateFiles(folder, "images*.zip").MinBy(file => new FileInfo(file).Length)!;
        var card = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "card.json")))!;
        var (options, property) = (card["classes"]!.AsArray().Select(c => (string)c!).ToArray(), (string)card["property"]!);
        var onnx = await File.ReadAllBytesAsync(Directory.EnumerateFiles(folder, $"{card["name"]}.onnx").First());
        await using var server = await ServerUnderTest.Start();
        await server.SignIn();
        var project = await server.NewProject(
            new { media = "image", classes = Array.Empty<object>(), properties = new[] { new { name = property, type = "option", options, required = true } } },
            new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 }, autoAccept = new { enabled = false }, order = "import" });
        var me = (await server.Get("me")).GetProperty("id").GetString()!;
        await server.Post($"projects/{project}/members", new { user = me, roles = new[] { "annotator" } });
        var (_, _, imported) = await server.Import(project, zip, "images");
        var samples = await Label(server, project, property, options);
        if (imported.GetProperty("result").GetProperty("added").GetInt32() != samples) throw new InvalidOperationException("Not every image was labeled.");
        await End(server, await server.Post($"projects/{project}/versions", new { name = "all" }));

        var (runs, evaluations, alone) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            // Under a name of its own, since the same evaluation is made once.
            card["name"] = $"candidate-{round}";
            await server.Register(onnx, card.ToJsonString());
            var model = (string)card["name"]!;
            Task<double> Predict() => Time(async () => await End(server, await server.Post($"projects/{project}/predictions", new { model, version = 1 })));
            Task<double> Evaluate() => Time(async () => await End(server, await server.Post($"models/{model}/evaluations", new { project, version = 1 })));
            var (first, second) = round % 2 == 0 ? (await Predict(), await Evaluate()) : (await Evaluate(), await Predict());
            if (round is 0) continue;  // warm-up
            var measured = (await server.Get($"projects/{project}/evaluations")).GetProperty("items")[0];
            var whole = await server.Get($"evaluations/{measured.GetProperty("id").GetString()}");
            if (measured.GetProperty("model").GetString() != model || measured.GetProperty("samples").GetInt32() != samples || whole.GetProperty("failures").GetInt32() > 0)
                throw new InvalidOperationException($"Not every sample was measured: {whole}");
            alone.Add(whole.GetProperty("samplesPerSecond").GetDouble());
            runs.Add(samples / (round % 2 == 0 ? first : second));
            evaluations.Add(samples / (round % 2 == 0 ? second : first));
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            model = ModelCardDocument.Read(JsonSerializer.SerializeToUtf8Bytes(card)).Card!.Kind.ToString(), samples, rounds,
            evaluationToRun = Figures.Median([.. evaluations.Zip(runs, (e, r) => e / r)]),
            evaluationPerSecond = Math.Round(Figures.Median(evaluations)), runPerSecond = Math.Round(Figures.Median(runs)),
            predictedInEvaluationPerSecond = Math.Round(Figures.Median(alone)),  // without loading, timing singles, judging and resampling
            peakMb = server.PeakBytes >> 20, load1 = Figures.Load,
        }));
    }

    /// <returns>How many were.</returns>
    static async Task<int> Label(ServerUnderTest server, string project, string property, string[] options)
    {
        for (var labeled = 0; ;)
        {
            var tasks = (await server.Post($"projects/{project}/tasks/next", new { count = 20 })).GetProperty("tasks").EnumerateArray().ToList();
            if (tasks.Count is 0) return labeled;
            await Task.WhenAll(tasks.Select(task => server.Post($"tasks/{task.GetProperty("id").GetString()}/submit", new
            {
                lease = task.GetProperty("lease").GetProperty("id").GetString(), activeMs = 500,
                labels = new { objects = Array.Empty<object>(), properties = new Dictionary<string, string> { [property] = options[labeled++ % options.Length] } },
            })));
        }
    }

    static async Task<double> Time(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static async Task End(ServerUnderTest server, JsonElement started)
    {
        while (true)
        {
            var job = await server.Get($"jobs/{started.GetProperty("id").GetString()}");
            if (job.GetProperty("state").GetString() is "succeeded") return;
            if (job.GetProperty("state").GetString() is not ("queued" or "running")) throw new InvalidOperationException($"A job ended otherwise: {job}");
            await Task.Delay(20);
        }
    }
}
