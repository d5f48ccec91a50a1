using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;

namespace Labelwise.Tests.Inference;

public sealed class ModelTests : IDisposable
{
    readonly LibvipsImages images = new();

    OnnxModels Models => new(images);

    public void Dispose() => images.Dispose();

    static readonly ModelCard Card = new(
        "colours", ModelKind.Classification, "category", "MIT", null,
        new("input", TensorLayout.Nchw, 3, ChannelOrder.Rgb, 4, 4, ResizeMode.Stretch, ResizeFilter.Area, 1 / 25.5, [0, 0, 0], [1, 1, 1]),
        [new("scores", OutputKind.ClassScores, Activation.Softmax, BoxFormat.Xyxy, BoxUnit.InputPixels)], null,
        ["red", "green", "blue"]);

    [Fact]
    public async Task The_runtime_and_what_it_runs_on_are_shown()
    {
        var runtime = await Models.Runtime();
        Assert.Equal("onnxruntime 1.30.0", runtime.Version);
        Assert.Equal("CPU", runtime.Providers[^1]);
    }

    [Fact]
    public async Task Images_are_predicted_in_order_and_a_bad_one_spoils_no_other()
    {
        await using var predictor = (await Models.Open(OnnxFile.MeanOfChannels(), Card)).Value;
        Assert.Equal("CPU", predictor.Provider);
        ReadOnlyMemory<byte>?[] files =
        [
            Pictures.Plain(Pictures.Red), Pictures.Plain(Pictures.Green, encoding: ImageEncoding.Jpeg), "no image"u8.ToArray(), null,
            Pictures.Plain(Pictures.Blue, 300, 200, ImageEncoding.WebP), .. Enumerable.Repeat<ReadOnlyMemory<byte>?>(Pictures.Plain(Pictures.Red), 200),
        ];
        var answers = await predictor.Predict(files.Length, (i, _) => new(files[i]));

        Assert.Equal(files.Length, answers.Length);
        string[] said = [.. answers.Select(answer => answer.Refuses(out var why, out var prediction)
            ? why.Code : Card.Classes[((ClassPrediction)prediction).Best])];
        Assert.Equal(["red", "green", ImageRefusals.NotSupported, PredictionRefusals.Missing, "blue"], said[..5]);
        Assert.All(said[5..], word => Assert.Equal("red", word));
        Assert.Equal(1, ((ClassPrediction)answers[0].Value).Probabilities.Sum(), 1e-5);
    }

    [Fact]
    public async Task Where_a_card_names_an_embedding_each_image_gets_its_direction()
    {
        var model = OnnxFile.WithOutput(OnnxFile.MeanOfChannels(after: "Relu"), "x1", 3);
        var card = Card with { Outputs = Card.Outputs.Add(new("x1", OutputKind.Embedding, Activation.None, BoxFormat.Xyxy, BoxUnit.InputPixels)) };
        await using var predictor = (await Models.Open(model, card)).Value;
        byte[][] files = [Pictures.Plain(Pictures.Red), Pictures.Plain(Pictures.Green), Pictures.Plain(Pictures.Blue)];
        var answers = await predictor.Predict(files.Length, (i, _) => new(files[i]));
        Assert.Equal([0, 1, 2], answers.Select(a => ((ClassPrediction)a.Value).Best));
        Assert.Equal([[127, 6, 12], [6, 127, 19], [12, 18, 127]], answers.Select(a => a.Value.Embedding.Select(n => (int)n).ToArray()));

        var (why, _) = await Refusal(card with { Outputs = [.. Card.Outputs, new("x2", OutputKind.Embedding, Activation.None, BoxFormat.Xyxy, BoxUnit.InputPixels)] });
        Assert.Equal(ModelRefusals.CardContradictsModel, why);

        async Task<(string Code, string Message)> Refusal(ModelCard wrong) =>
            (await Models.Open(model, wrong)).Refuses(out var refusal, out var none) ? (refusal.Code, refusal.Message) : ("", $"{none}");
    }

    [Theory, InlineData(1), InlineData(3)]
    public async Task A_model_of_a_fixed_batch_predicts_any_number(int batch)
    {
        await using var predictor = (await Models.Open(OnnxFile.MeanOfChannels(batch: batch), Card)).Value;
        var answers = await predictor.Predict(4, (_, _) => new(Pictures.Plain(Pictures.Green)));
        Assert.All(answers, answer => Assert.Equal(1, ((ClassPrediction)answer.Value).Best));
    }

    [Fact]
    public async Task Nothing_predicted_is_nothing_answered()
    {
        await using var predictor = (await Models.Open(OnnxFile.MeanOfChannels(), Card)).Value;
        Assert.Empty(await predictor.Predict(0, (_, _) => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task A_number_that_is_not_finite_is_refused_for_its_image_alone()
    {
        // The root of a negative number: dark images only.
        var card = Card with { Input = Card.Input with { Mean = [3, 0, 0] } };
        await using var predictor = (await Models.Open(OnnxFile.MeanOfChannels(after: "Sqrt"), card)).Value;
        byte[][] files = [Pictures.Plain(Pictures.Red), Pictures.Plain(Pictures.Blue)];
        var answers = await predictor.Predict(2, (i, _) => new(files[i]));
        Assert.Null(answers[0].Refusal);
        Assert.Equal(PredictionRefusals.NotFinite, answers[1].Refusal?.Code);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_prediction_with_its_own_exception()
    {
        await using var predictor = (await Models.Open(OnnxFile.MeanOfChannels(), Card)).Value;
        await Assert.ThrowsAsync<IOException>(() => predictor.Predict(1_000, (i, _) =>
            i < 500 ? new(Pictures.Plain(Pictures.Red)) : throw new IOException("the disk is gone")));
    }

    [Fact]
    public async Task A_cancelled_prediction_stops_reading()
    {
        await using var predictor = (await Models.Open(OnnxFile.MeanOfChannels(), Card)).Value;
        using var cancel = new CancellationTokenSource();
        var read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => predictor.Predict(1_000_000, (_, _) =>
        {
            if (Interlocked.Increment(ref read) == 200) cancel.Cancel();
            return new(Pictures.Plain(Pictures.Red));
        }, cancel.Token));
        Assert.InRange(read, 200, 1_000);
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "input", "feeds an input 'pixels'; the model has 'input'" },
        { "size", "NCHW [N, 3, 5, 4]; the model declares float [any, 3, 4, 4]" },
        { "layout", "NHWC [N, 4, 4, 3]; the model declares" },
        { "channels", "NCHW [N, 1, 4, 4]" },
        { "output", "reads an output 'logits'; the model has 'scores'" },
        { "classes", "a score for each of its 2 classes; the model declares float [any, 3]" },
        { "activation", "Is its activation softmax?" },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public async Task A_card_that_contradicts_the_model_is_refused_naming_the_point(string point, string said)
    {
        var input = Card.Input;
        var card = point switch
        {
            "input" => Card with { Input = input with { Name = "pixels" } },
            "size" => Card with { Input = input with { Height = 5 } },
            "layout" => Card with { Input = input with { Layout = TensorLayout.Nhwc } },
            "channels" => Card with { Input = input with { Channels = 1, Color = ChannelOrder.Gray, Mean = [0], Std = [1] } },
            "output" => Card with { Outputs = [Card.Outputs[0] with { Name = "logits" }] },
            "classes" => Card with { Classes = ["red", "green"] },
            _ => Card with { Outputs = [Card.Outputs[0] with { Activation = Activation.None }] },
        };
        // Cosine of zero is one, thrice: more than a probability where the sum is taken.
        var model = point is "activation" ? OnnxFile.MeanOfChannels(after: ["Cos", "Exp"]) : OnnxFile.MeanOfChannels();
        var refusal = (await Models.Open(model, card)).Refusal;
        Assert.Equal(ModelRefusals.CardContradictsModel, refusal?.Code);
        Assert.Contains(refusal!.Differences, difference => difference.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_the_runtime_does_not_know_is_refused_in_its_own_words()
    {
        var graph = new OnnxFile().Message(1, OnnxFile.Node("NoSuchOperator")).Text(2, "g")
            .Message(11, OnnxFile.Port("a", 1)).Message(12, OnnxFile.Port("b", 1));
        var refusal = (await Models.Open(OnnxFile.Model(graph), Card)).Refusal;
        Assert.Equal(ModelRefusals.NotLoaded, refusal?.Code);
        Assert.Contains("NoSuchOperator", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_cut_short_anywhere_is_refused()
    {
        var model = OnnxFile.MeanOfChannels();
        for (var length = 0; length < model.Length; length++)
            Assert.NotNull((await Models.Open(model.AsMemory(0, length), Card)).Refusal);
    }

    [Fact]
    public void No_bytes_whatever_end_the_inspection_of_a_model()
    {
        var model = OnnxFile.MeanOfChannels(after: "Sqrt");
        Prop.ForAll<byte[]>(bytes => ModelFile.Inspect(bytes, ModelFileLimits.Default) is not null).QuickCheckThrowOnFailure();
        Prop.ForAll<int, byte>((at, value) =>
        {
            var changed = model.ToArray();
            changed[(at & int.MaxValue) % changed.Length] = value;
            return ModelFile.Inspect(changed, ModelFileLimits.Default) is null or { Message.Length: > 0 };
        }).QuickCheckThrowOnFailure();
    }
}
