using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Labelwise.Domain.Models;
using Labelwise.Domain.Quality.Consistency;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;

namespace Labelwise.Benchmarks.Insight;

/// <summary>Wrong labels, and altered copies of pictures with a label of their own, planted among known ones and looked for among each one's
/// nearest by a model's embedding; beside the perceptual hash. A folder as <c>../shared/data/fashion</c>.</summary>
static class PlantedTwins
{
    const int Side = 28, CopiesOfKind = 150, Rounds = 5;

    /// <summary>The value that goes into both models' last layer.</summary>
    const string Inner = "/Flatten_output_0", InnerOfMlp = "/Relu_output_0";

    public static async Task Run(string folder)
    {
        using var images = new LibvipsImages();
        var truth = File.ReadLines(Path.Combine(folder, "truth-10k.csv")).Skip(1).Select(l => l.Split(',')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var classes = truth.Values.Distinct().Order(StringComparer.Ordinal).ToList();
        var (pictures, labels) = (new List<byte[]>(), new List<int>());
        using (var zip = ZipFile.OpenRead(Path.Combine(folder, "images-10k.zip")))
            foreach (var entry in zip.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                using var content = entry.Open();
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes);
                pictures.Add((await images.Gray(bytes.ToArray(), Side)).Value.Pixels.ToArray());
                labels.Add(classes.IndexOf(truth[entry.Name]));
            }
        var draw = new Random(1);
        var copies = Kinds.SelectMany(kind => Enumerable.Range(0, CopiesOfKind).Select(_ => (kind.Name, Of: draw.Next(labels.Count), kind.Alter)))
            .Select(c => (c.Name, c.Of, Picture: c.Alter(pictures[c.Of], draw))).ToList();
        foreach (var (model, inner) in new[] { ("fashion-cnn", Inner), ("fashion-mlp", InnerOfMlp) })
        {
            var embeddings = await Embeddings(folder, model, inner, images, [.. pictures, .. copies.Select(c => c.Picture)]);
            Errors(model, Near(embeddings[..pictures.Count]), [.. labels], classes.Count);
            Copies(model, Near(embeddings), [.. labels], classes.Count, copies, [.. pictures, .. copies.Select(c => c.Picture)]);
        }
    }

    static void Errors(string model, NearestTable near, int[] truth, int classes)
    {
        foreach (var share in new[] { 0.01, 0.05, 0.2 })
        {
            var runs = Enumerable.Range(0, Rounds).Select(seed =>
            {
                var draw = new Random(seed);
                var planted = truth.Select(_ => draw.NextDouble() < share).ToArray();
                var labels = truth.Select((t, i) => planted[i] ? (t + 1 + draw.Next(classes - 1)) % classes : t).ToArray();
                var found = OddAmongNeighbours.Of(near, labels, classes);
                var doubts = OddAmongNeighbours.Doubts(near, labels, classes);
                return (Auroc: PlantedErrors.Auroc(doubts.Select((d, i) => (planted[i], d))),
                    Precision: found.Count(f => planted[f.Place]) / (double)Math.Max(1, found.Length), First: found.Take(100).Count(f => planted[f.Place]) / 100.0,
                    Recall: found.Count(f => planted[f.Place]) / (double)planted.Count(p => p));
            }).ToList();
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                planted = "wrong labels", model, share, auroc = Math.Round(runs.Average(r => r.Auroc), 4), precision = Math.Round(runs.Average(r => r.Precision), 4),
                precisionOfFirst100 = Math.Round(runs.Average(r => r.First), 4), recall = Math.Round(runs.Average(r => r.Recall), 4), dimension = Math.Round(Twins.Dimension(near), 2),
            }));
        }
    }

    static void Copies(string model, NearestTable near, int[] truth, int classes, List<(string Name, int Of, byte[] Picture)> copies, List<byte[]> pictures)
    {
        var draw = new Random(2);
        int[] labels = [.. truth, .. copies.Select(c => (truth[c.Of] + 1 + draw.Next(classes - 1)) % classes)];
        var planted = copies.Select((c, i) => (c.Name, One: c.Of, Other: truth.Length + i)).ToList();
        var wanted = planted.Select(p => (p.One, p.Other)).ToHashSet();
        var found = Twins.LabeledDifferently(near, labels).Select(t => (t.One, t.Other)).ToList();
        // A copy with a label of its own is a wrong label too, which those around it may tell.
        var odd = OddAmongNeighbours.Of(near, labels, classes).Select(o => o.Place).ToHashSet();
        var hashes = pictures.Select(p => Hash(p)).ToList();
        var byHash = NearDuplicates.Pairs(hashes).Where(p => hashes[p.One] != 0 && labels[p.One] != labels[p.Other]).Select(p => (p.One, p.Other)).ToList();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            planted = "copies", model, copies = copies.Count, found = found.Count, precision = Share(found), foundByHash = byHash.Count, precisionByHash = Share(byHash),
            recall = planted.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Recall(found, g)),
            recallWithOddOnes = planted.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Math.Round(g.Count(p => odd.Contains(p.Other) || found.Contains((p.One, p.Other))) / (double)CopiesOfKind, 4)), recallByHash = planted.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Recall(byHash, g)),
        }));

        // A copy beside another copy is no mistake either: each has a label of its own.
        double Share(List<(int One, int Other)> pairs) => Math.Round(pairs.Count(p => wanted.Contains(p) || p.Other >= truth.Length) / (double)Math.Max(1, pairs.Count), 4);
        double Recall(List<(int, int)> pairs, IEnumerable<(string, int One, int Other)> of) => Math.Round(of.Count(p => pairs.Contains((p.One, p.Other))) / (double)CopiesOfKind, 4);
    }

    static ulong Hash(byte[] picture)
    {
        var gray = new byte[PerceptualHash.SidePx * PerceptualHash.SidePx];
        for (var y = 0; y < PerceptualHash.SidePx; y++)
            for (var x = 0; x < PerceptualHash.SidePx; x++)
                gray[y * PerceptualHash.SidePx + x] = At(picture, (x + 0.5) * Side / PerceptualHash.SidePx - 0.5, (y + 0.5) * Side / PerceptualHash.SidePx - 0.5);
        return PerceptualHash.Of(gray) ?? 0;
    }

    static readonly (string Name, Func<byte[], Random, byte[]> Alter)[] Kinds =
    [
        ("same", (p, _) => [.. p]),
        ("noise", (p, draw) => [.. p.Select(v => (byte)Math.Clamp(v + draw.Next(-12, 13), 0, 255))]),
        ("darker", (p, _) => [.. p.Select(v => (byte)(v * 0.8))]),
        ("cropped", (p, _) => Laid(p, 0.93, 0)),
        ("moved", (p, _) => Laid(p, 1, 1)),
    ];

    /// <summary>A smaller part of the picture, as large as before.</summary>
    static byte[] Laid(byte[] picture, double scale, double right)
    {
        var laid = new byte[Side * Side];
        var middle = (Side - 1) / 2.0;
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++) laid[y * Side + x] = At(picture, (x - middle) * scale + middle + right, (y - middle) * scale + middle);
        return laid;
    }

    static byte At(byte[] picture, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (rightward, downward) = (x - left, y - top);
        return (byte)Math.Round((Pixel(left, top) * (1 - rightward) + Pixel(left + 1, top) * rightward) * (1 - downward)
            + (Pixel(left, top + 1) * (1 - rightward) + Pixel(left + 1, top + 1) * rightward) * downward);
        double Pixel(int x, int y) => picture[Math.Clamp(y, 0, Side - 1) * Side + Math.Clamp(x, 0, Side - 1)];
    }

    static NearestTable Near(sbyte[][] embeddings) => NearestOthers.Of(new(embeddings.SelectMany(e => e).ToArray(), embeddings.Length, embeddings[0].Length));

    static async Task<sbyte[][]> Embeddings(string folder, string model, string inner, LibvipsImages images, List<byte[]> pictures)
    {
        var card = ModelCardDocument.Read(File.ReadAllBytes(Path.Combine(folder, $"{model}.card.json"))).Card!;
        card = card with { Outputs = card.Outputs.Add(new(inner, OutputKind.Embedding, Activation.None, BoxFormat.Xyxy, BoxUnit.InputPixels)) };
        await using var predictor = (await new OnnxModels(images).Open(WithOutput(File.ReadAllBytes(Path.Combine(folder, $"{model}.onnx")), inner), card)).Value;
        var answers = await predictor.Predict(pictures.Count, (i, _) => new(SmallImages.Png(pictures[i], Side)));
        return [.. answers.Select(a => a.Value.Embedding.ToArray())];
    }

    /// <summary>The model with an inner value among its outputs: a graph that follows in the file is added to the first, as protocol buffers have it.</summary>
    static byte[] WithOutput(byte[] onnx, string inner)
    {
        byte[] shape = [.. Field(1, [.. Field(2, "n"u8.ToArray())]), .. Field(1, [.. Field(2, "numbers"u8.ToArray())])];
        byte[] tensor = [8, 1, .. Field(2, shape)];
        byte[] port = [.. Field(1, Encoding.UTF8.GetBytes(inner)), .. Field(2, Field(1, tensor))];
        return [.. onnx, .. Field(7, Field(12, port))];
        static byte[] Field(int number, byte[] content) => [(byte)(number << 3 | 2), (byte)content.Length, .. content];  // under 128 bytes
    }
}
