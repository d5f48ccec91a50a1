using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Labelwise.Domain.Models;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Benchmarks;

/// <summary>A classifier from image files to probabilities, next to the bare runtime on tensors made beforehand, in turn.</summary>
static class PredictionRate
{
    const int Batch = 256, Rounds = 5;

    public static async Task Run(string folder)
    {
        var card = ModelCardDocument.Read(File.ReadAllBytes(Path.Combine(folder, "card.json"))).Card!;
        var onnx = File.ReadAllBytes(Path.Combine(folder, "fashion-cnn.onnx"));
        var images = Images(Path.Combine(folder, "images-2k.zip"));
        using var decoder = new LibvipsImages();
        await using var predictor = (await new OnnxModels(decoder).Open(onnx, card)).Value;
        using var session = new InferenceSession(onnx, new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount });
        using var options = new RunOptions();
        var tensor = new float[Batch * card.Input.Channels * card.Input.Width * card.Input.Height];
        var (ours, raw) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var predicted = await Rate(images.Count, async () => await predictor.Predict(images.Count, (i, _) => new(images[i])));
            var ran = await Rate(images.Count, () =>
            {
                for (var i = 0; i + Batch <= images.Count; i += Batch)
                {
                    using var input = OrtValue.CreateTensorValueFromMemory(tensor, [Batch, card.Input.Channels, card.Input.Height, card.Input.Width]);
                    session.Run(options, [card.Input.Name], [input], session.OutputNames).Dispose();
                }
                return Task.CompletedTask;
            });
            if (round == 0) continue;  // warm-up
            ours.Add(predicted);
            raw.Add(ran);
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            images = images.Count, predictPerSecond = Median(ours), rawPerSecond = Median(raw),
            ratio = Math.Round(Median([.. ours.Zip(raw, (o, r) => o / r * 1000)]) / 1000, 2),
            load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));
    }

    static async Task<double> Rate(int count, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static double Median(List<double> values) => Math.Round(values.Order().ElementAt(values.Count / 2));

    static List<byte[]> Images(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return [.. archive.Entries.Select(e =>
        {
            using var content = e.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        })];
    }
}
