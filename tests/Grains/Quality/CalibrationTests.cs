using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Quality;

public class CalibrationTests
{
    static readonly ModelRef Model = new("m", 1);

    [Fact]
    public async Task A_model_that_is_too_sure_of_itself_is_believed_less_once_people_have_answered()
    {
        await using var cluster = await Start(
            """{"redundancy":{"min":3,"max":3,"targetConfidence":0.5},"review":{"rate":0},"autoAccept":{"enabled":false}}""", samples: 300);
        await Predict(cluster, 300, confidence: 0.98f);
        // It says 98 % and is right in three of four; people agree with each other.
        for (var a = 1; a <= 3; a++)
            while ((await cluster.Next(Annotator(a), 50)).Tasks is { IsEmpty: false } tasks)
                await Task.WhenAll(tasks.Select(async t => Assert.Null(
                    (await cluster.Submit(t, Annotator(a), Kinds[(t.Task.Index + (t.Task.Index % 4 == 0 ? 1 : 0)) % 3])).Refusal)));

        await Eventually("the fit found it out", async () => (await cluster.Quality.View()).Calibration is { Temperature.T: > 1.5, Tasks: > 200 });
        await cluster.Restart();
        Assert.InRange((await cluster.Quality.Estimates([new(Annotator(1), 0)], 3, Model, -1, [])).Calibration.Temperature.T, 1.5, 8);
    }

    static async Task Predict(Cluster cluster, int count, float confidence)
    {
        var settings = (await cluster.ProjectGrain.Settings())!;
        var property = settings.Spec.ClassificationTarget!.PropertyId;
        await cluster.Block(0).Predict([.. Enumerable.Range(0, count).Select(i => new RowPrediction(i, new(
            Model, LabelDocument.Of(property, settings.ClassIds[i % 3]).Hash, i % 3, confidence, [new(i % 3, confidence)])))]);
        await cluster.Quality.Plan("run", Model);
    }
}
