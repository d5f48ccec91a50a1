using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;

namespace Labelwise.Tests.Inference;

public sealed class SharedModels : IDisposable
{
    readonly LibvipsImages images = new();

    public void Dispose() => images.Dispose();

    async Task<IPredictor> Open(string model, string card)
    {
        var reading = ModelCardDocument.Read(SharedData.Bytes(card));
        Assert.Empty(reading.Violations);
        return (await new OnnxModels(images).Open(SharedData.Bytes(model), reading.Card!)).Value;
    }

    static async Task<ImmutableArray<Prediction>> Predict(IPredictor predictor, List<(string Name, byte[] Bytes)> files) =>
        [.. (await predictor.Predict(files.Count, (i, _) => new(files[i].Bytes))).Select(answer => answer.Value)];

    [Theory, InlineData("fashion-cnn"), InlineData("fashion-mlp")]
    public async Task The_classifiers_agree_with_the_program_that_trained_them(string name)
    {
        await using var predictor = await Open($"fashion/{name}.onnx", $"fashion/{name}.card.json");
        var expected = JsonDocument.Parse(SharedData.Bytes($"fashion/expected/{name}-64.json")).RootElement.GetProperty("images");
        var files = SharedData.Zip("fashion/images-2k.zip", 2_000);
        var predictions = await Predict(predictor, files);
        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            Assert.Equal(expected[i].GetProperty("externalId").GetString(), files[i].Name);
            var got = ((ClassPrediction)predictions[i]).Probabilities;
            foreach (var (at, probability) in expected[i].GetProperty("probabilities").EnumerateArray().Index())
                Assert.Equal(probability.GetDouble(), got[at], 1e-4);
        }
        var rows = File.ReadLines(SharedData.PathOf($"fashion/expected/{name}-predictions-10k.csv")).Skip(1).Take(files.Count);
        foreach (var (i, row) in rows.Index())
        {
            var got = (ClassPrediction)predictions[i];
            Assert.Equal(row.Split(',')[1], predictor.Card.Classes[got.Best]);
            Assert.Equal(double.Parse(row.Split(',')[2]), got.Confidence, 1e-4);
        }
    }

    [Fact]
    public async Task A_card_of_another_model_is_refused()
    {
        var card = ModelCardDocument.Read(SharedData.Bytes("fashion/fashion-mlp.card.json")).Card!;
        var refusal = (await new OnnxModels(images).Open(SharedData.Bytes("fashion/fashion-cnn.onnx"), card)).Refusal;
        Assert.Equal(ModelRefusals.CardContradictsModel, refusal?.Code);
    }

    /// <param name="image">The photo, or the input made of it elsewhere, which leaves JPEG decoders out.</param>
    /// <param name="pixel">Pixels of the photo in one of the image.</param>
    /// <param name="withinPx">Of the photo.</param>
    [Theory, InlineData("image", 1, 1.0, 0.02), InlineData("resized", 2, 0.01, 1e-4)]
    public async Task The_detector_finds_the_boxes_its_trainer_found(string image, int pixel, double withinPx, double withinScore)
    {
        await using var predictor = await Open("bccd/bccd-detector.onnx", "bccd/card.json");
        var threshold = predictor.Card.Postprocess!.ScoreThreshold;
        var expected = JsonDocument.Parse(SharedData.Bytes("bccd/expected/first-4-test.json")).RootElement.GetProperty("images");
        var photos = SharedData.Zip("bccd/bccd-coco-test.zip", 100, ".jpg").ToDictionary(file => file.Name, file => file.Bytes);
        var names = expected.EnumerateArray().Select(one => one.GetProperty(image).GetString()!).ToList();
        var found = await Predict(predictor, [.. names.Select(name =>
            (name, photos.GetValueOrDefault(name) ?? SharedData.Bytes($"bccd/expected/{name}")))]);

        for (var i = 0; i < names.Count; i++)
        {
            var wanted = expected[i].GetProperty("detections").EnumerateArray().ToList();
            var got = ((DetectionPrediction)found[i]).Detections;
            Assert.All(wanted.Where(one => one.GetProperty("score").GetDouble() > threshold + withinScore),
                one => Assert.True(got.Any(other => Agree(one, other)), $"{names[i]} lacks {one}"));
            Assert.All(got.Where(one => one.Score > threshold + withinScore),
                one => Assert.True(wanted.Any(other => Agree(other, one)), $"{names[i]} has {one}"));
        }

        bool Agree(JsonElement wanted, Detection got)
        {
            var corners = wanted.GetProperty("boxSourcePixels").EnumerateArray().Select(number => number.GetDouble());
            double[] edges = [got.X, got.Y, got.X + got.Width, got.Y + got.Height];
            return wanted.GetProperty("class").GetString() == predictor.Card.Classes[got.Class]
                && Math.Abs(wanted.GetProperty("score").GetDouble() - got.Score) <= withinScore
                && corners.Zip(edges, (a, b) => Math.Abs(a - b * pixel)).Max() <= withinPx;
        }
    }
}
