using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Isolated;
using Labelwise.Inference.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Benchmarks;

/// <summary>A model from image files to predictions, in this process and in one of its own, next to the bare runtime on
/// tensors made beforehand, in turn.</summary>
static class PredictionRate
{
    const int Rounds = 5;

    /// <summary>Images of a round, about: small sets are gone through several times.</summary>
    const int FewestImages = 144;

    /// <summary>Of the raw runtime's batch, in bytes.</summary>
    const long MostTensorBytes = 64 << 20;

    /// <summary>Images on which each batch size is tried.</summary>
    const int Trial = 64;

    static readonly int[] Batches = [1, 2, 4, 8, 16, 64, 256];

    public static async Task Run(string folder)
    {
        var card = ModelCardDocument.Read(File.ReadAllBytes(Path.Combine(folder, "card.json"))).Card!;
        var onnx = File.ReadAllBytes(Directory.EnumerateFiles(folder, "*.onnx").Order(StringComparer.Ordinal).First());
        var zip = Directory.EnumerateFiles(folder, "*.zip").Where(file => !file.Contains("voc", StringComparison.Ordinal)).MinBy(file => new FileInfo(file).Length)!;
        var images = Images(zip);
        while (images.Count < FewestImages) images.AddRange(images[..]);

        using var decoder = new LibvipsImages();
        await using var here = (await new OnnxModels(decoder).Open(onnx, card)).Value;
        await using var apart = (await new IsolatedModels(Ourselves, TimeProvider.System, NullLogger<IsolatedModels>.Instance).Open(onnx, card)).Value;
        using var raw = new RawRuntime(onnx, card.Input);
        var tried = Batches.Where(b => b * raw.ImageBytes <= MostTensorBytes).ToDictionary(b => b, b => Median([.. Enumerable.Range(0, 3).Select(_ => raw.Rate(b, Trial))]));
        var best = tried.MaxBy(t => t.Value).Key;

        var (inProcessCpu, bareCpu) = (TimeSpan.Zero, TimeSpan.Zero);
        var (inProcess, isolated, bare) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var apartRate = await Rate(apart, images);
            var before = Environment.CpuUsage.TotalTime;
            var hereRate = await Rate(here, images);
            var between = Environment.CpuUsage.TotalTime;
            var rawRate = raw.Rate(best, images.Count);
            if (round == 0) continue;  // warm-up
            inProcess.Add(hereRate);
            isolated.Add(apartRate);
            bare.Add(rawRate);
            inProcessCpu += between - before;
            bareCpu += Environment.CpuUsage.TotalTime - between;
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            model = card.Name, images = images.Count, rawByBatch = tried.ToDictionary(t => $"{t.Key}", t => Math.Round(t.Value)), rawBatch = best,
            rawPerSecond = Math.Round(Median(bare)), inProcessPerSecond = Math.Round(Median(inProcess)), isolatedPerSecond = Math.Round(Median(isolated)),
            inProcessToRaw = Ratio(inProcess, bare), isolatedToRaw = Ratio(isolated, bare), isolatedToInProcess = Ratio(isolated, inProcess),
            rawToInProcessCpu = Math.Round(bareCpu / inProcessCpu, 2),  // what the ratio would be where both had the machine to themselves
            load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));
    }

    /// <summary>This program started again, as a process to infer in.</summary>
    static InferenceCommand Ourselves => new(Environment.ProcessPath!, Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet"
        ? [typeof(PredictionRate).Assembly.Location, "infer"] : ["infer"]);

    static async Task<double> Rate(IPredictor predictor, List<byte[]> images)
    {
        var started = Stopwatch.GetTimestamp();
        var answers = await predictor.Predict(images.Count, (i, _) => new(images[i]));
        var rate = images.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var answer in answers) _ = answer.Value;  // throws where an image was refused
        return rate;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The median of the rounds' own ratios: what else the machine did weighs on both sides of each.</summary>
    static double Ratio(List<double> ours, List<double> theirs) => Math.Round(Median([.. ours.Zip(theirs, (o, t) => o / t)]), 2);

    static List<byte[]> Images(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return [.. archive.Entries.Where(e => Path.GetExtension(e.Name) is ".png" or ".jpg").Select(e =>
        {
            using var content = e.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        })];
    }

    /// <summary>The runtime as fast as it goes here: all cores, no decoding, whole batches of the best size.</summary>
    sealed class RawRuntime(byte[] onnx, ModelInput input) : IDisposable
    {
        readonly InferenceSession session = new(onnx, new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount });

        public long ImageBytes { get; } = (long)sizeof(float) * input.Channels * input.Width * input.Height;

        public double Rate(int batch, int count)
        {
            using var options = new RunOptions();
            var tensor = new float[batch * ImageBytes / sizeof(float)];
            var started = Stopwatch.GetTimestamp();
            var ran = 0;
            for (; ran < count; ran += batch)
            {
                using var numbers = OrtValue.CreateTensorValueFromMemory(tensor, [batch, input.Channels, input.Height, input.Width]);
                session.Run(options, [input.Name], [numbers], session.OutputNames).Dispose();
            }
            return ran / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        public void Dispose() => session.Dispose();
    }
}
