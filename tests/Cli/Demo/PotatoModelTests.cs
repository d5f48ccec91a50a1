using System.Text.Json;
using Labelwise.Cli.Demo;
using Labelwise.Cli.Demo.Potatoes;
using Labelwise.Cli.Demo.Training;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;

namespace Labelwise.Tests.Cli.Demo;

/// <summary>The demo's model, as a server runs it.</summary>
public sealed class PotatoModelTests
{
    const int Pictures = 200;

    /// <summary>Seeds beyond those of training, temperature and measurement, and of the demo's own pictures.</summary>
    const ulong NeverSeen = 4_000_000;

    [Fact]
    public async Task It_is_right_as_often_as_it_says_on_pictures_it_never_saw()
    {
        using var images = new LibvipsImages();
        var card = ModelCardDocument.Read(PotatoModel.Card).Card!;
        Assert.Equal(Potato.Classes, card.Classes);
        await using var predictor = (await new OnnxModels(images).Open(PotatoModel.Onnx, card)).Value;
        var potatoes = Enumerable.Range(0, Pictures).Select(i => Potato.Of(NeverSeen + (ulong)i)).ToArray();
        var drawn = potatoes.Select(PotatoPicture.Render).ToArray();

        var predicted = await predictor.Predict(Pictures, (i, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(drawn[i]));

        var answers = predicted.Select((p, i) => (Says: Assert.IsType<ClassPrediction>(p.Value), Truth: (int)potatoes[i].Condition)).ToArray();
        var accuracy = answers.Average(a => a.Says.Best == a.Truth ? 1.0 : 0);
        Assert.InRange(accuracy, 0.85, 0.99);  // good enough to help, and not so good that nothing is left to people
        Assert.InRange(answers.Average(a => (double)a.Says.Confidence) - accuracy, -0.06, 0.06);
    }

    [Fact]
    public void It_is_small_enough_to_live_in_the_repository() => Assert.InRange(PotatoModel.Onnx.Length, 10_000, 200_000);

    [Fact]
    public async Task What_is_written_as_ONNX_answers_as_what_was_trained()
    {
        var set = PotatoSet.Draw(NeverSeen, 8);
        var network = Network.Fresh(Potato.Classes.Length, new Dice(5));
        using var images = new LibvipsImages();
        await using var predictor = (await new OnnxModels(images).Open(OnnxWriter.Write(network), ModelCardDocument.Read(PotatoModel.Card).Card!)).Value;
        var predicted = await predictor.Predict(set.Count, (i, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(PotatoPicture.Render(set.Potatoes[i])));
        foreach (var (answer, expected) in predicted.Zip(Trainer.Predict(network, set)))
            Assert.All(Assert.IsType<ClassPrediction>(answer.Value).Probabilities.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-3f));
    }

    [Fact]
    public void Training_lowers_the_loss_and_the_same_seed_gives_the_same_network()
    {
        var set = PotatoSet.Draw(NeverSeen, 64);
        var losses = new List<double>();
        var once = Trainer.Train(set, Potato.Classes.Length, epochs: 4, seed: 1, (_, loss) => losses.Add(loss));
        var again = Trainer.Train(set, Potato.Classes.Length, epochs: 4, seed: 1, (_, _) => { });
        Assert.True(losses[^1] < losses[0]);
        Assert.Equal(once.Parts.SelectMany(p => p), again.Parts.SelectMany(p => p));
    }
}
