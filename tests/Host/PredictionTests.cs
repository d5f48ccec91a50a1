using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Host.Predictions;

namespace Labelwise.Tests.Host;

public sealed class PredictionTests
{
    static string Card(string name, params string[] classes) => $$"""
        {"name":"{{name}}","task":"classification","property":"kind",
         "input":{"name":"in","type":"float32","layout":"NCHW","channels":1,"color":"gray","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0],"std":[1]},
         "outputs":[{"name":"out","kind":"classScores","activation":"softmax"}],"classes":["{{string.Join("\",\"", classes)}}"],"license":"MIT"}
        """;

    static async Task<Labelwise.Grains.Outcome<ModelVersion>> Register(Server server, string name, string onnx, params string[] classes)
    {
        var blob = await server.Blobs.Put(Encoding.UTF8.GetBytes(onnx));
        return await server.Grains.Model(new("t"), ModelNames.IdOf(name)).Register(new(name, blob.Hash, blob.SizeBytes, Card(name, classes), new("admin")));
    }

    static Task<string> Images(Server server, int count) => server.Import("images", UploadFormat.Images,
        Uploads.Zip(Enumerable.Range(0, count).Select(i => ($"{i}.png", i % 500 is 499 ? $"nan {i}" : $"{i % 3} {i}"))));

    [Fact]
    public async Task The_same_model_again_is_the_same_version_and_another_file_the_next()
    {
        await using var server = await Server.Start(Uploads.ImageSpec);
        var first = (await Register(server, "Potato net", "one", "cat", "dog")).Value!;
        Assert.Equal(first.Model, (await Register(server, "Potato net", "one", "cat", "dog")).Value!.Model);
        var second = (await Register(server, "Potato net", "two", "cat", "dog")).Value!;
        Assert.Equal((1, 2), (first.Model.Version, second.Model.Version));
        Assert.Equal("model-damaged", (await Register(server, "Potato net", "bad", "cat", "dog")).Refusal!.Code);
        Assert.Equal("bad-model-card", (await Register(server, "Potato net", "one")).Refusal!.Code);
        Assert.Equal([ModelNames.IdOf("Potato net")], await server.Grains.GetGrain<IModelListGrain>("t").Models());
    }

    [Fact]
    public async Task Classes_that_the_spec_does_not_have_are_named()
    {
        await using var server = await Server.Start(Uploads.ImageSpec);
        var model = (await Register(server, "net", "one", "cat", "wolf", "bear")).Value!;
        var run = server.Grains.GetGrain<IPredictionRunGrain>(JobId.Of(JobKind.Prediction, server.Project, "one"));
        var refusal = Assert.IsType<ClassesNotInSpec>((await run.Start(new(new("t"), model.Model, new("admin")))).Refusal);
        Assert.Equal(["wolf", "bear"], refusal.Classes);
        Assert.Null(await run.View());
        Assert.IsType<NotFound>((await run.Start(new(new("other"), model.Model, new("admin")))).Refusal);
    }

    [Fact]
    public async Task A_run_interrupted_predicts_every_sample_and_names_those_that_have_none()
    {
        await using var server = await Server.Start(Uploads.ImageSpec);
        await server.End(JobKind.Import, await Images(server, 2500));
        var model = (await Register(server, "net", "one", "owl", "cat", "dog")).Value!;
        var id = JobId.Of(JobKind.Prediction, server.Project, "one");
        Assert.NotNull((await server.Grains.GetGrain<IPredictionRunGrain>(id).Start(new(new("t"), model.Model, new("admin")))).Value);
        await server.Restart();
        var job = await server.End(JobKind.Prediction, id);
        Assert.Equal((JobState.Succeeded, "2495", "5"), (job.State, job.Result["predicted"], job.Result["failed"]));
        Assert.Equal(["499.png", "999.png", "1499.png", "1999.png", "2499.png"], job.Errors.Select(e => e.File));
        var origin = await server.Block(1).Origin(1500);  // "0 1500" is the model's first class, owl, the project's third
        Assert.Equal((model.Model, 2), (origin!.Prediction!.Model, origin.Prediction.Class));
        Assert.Equal(0.9, origin.Prediction.Confidence, 4);
        Assert.Equal(1, origin.Prediction.Probabilities.Sum(p => p.Probability), 3);
        Assert.Null((await server.Block(0).Origin(499))!.Prediction);
        Assert.Equal(2495, (await server.Block(0).Summary()).Predicted + (await server.Block(1).Summary()).Predicted + (await server.Block(2).Summary()).Predicted);
    }

    [Fact]
    public async Task Boxes_that_a_model_found_are_what_annotators_start_from()
    {
        await using var server = await Server.Start(
            """{"media":"image","classes":[{"name":"cell","shape":"box"},{"name":"nucleus","shape":"box"},{"name":"platelet","shape":"box"},{"name":"membrane","shape":"polygon"}],"properties":[]}""");
        await server.End(JobKind.Import, await Images(server, 3));
        Assert.Equal(["membrane"], Assert.IsType<BoxClassesNotInSpec>((await Detect(server, "polygons", "cell", "membrane")).Refusal).Classes);
        var run = (await Detect(server, "boxes", "nucleus", "cell", "platelet")).Value!;
        Assert.Equal((JobState.Succeeded, "3"), ((await server.End(JobKind.Prediction, run.Id)) is var job ? (job.State, job.Result["predicted"]) : default));

        await server.Grains.GetGrain<IProjectGrain>("p1").SetMember(new("ann"), ProjectRoles.Annotator, new("admin"));
        var work = await server.Grains.GetGrain<IAnnotatorGrain>("p1/ann").Next(new(new("k"), AssignmentKind.Label, 3, false));
        Assert.Equal(3, work.Tasks.Length);
        var second = work.Tasks.Single(t => t.Sample.ExternalId == "1.png").Prelabel!;
        Assert.Equal(0.7, second.Confidence, 4);
        var bytes = (await server.Service<ILabelStore>().Get([second.Label]))[0]!.Value;
        var spec = (await server.Grains.GetGrain<IProjectGrain>("p1").Settings())!.Spec;
        var document = spec.Named(LabelDocument.Parse(bytes).Labels!);
        Assert.Equal([("m1", "cell", 0.8), ("m2", "nucleus", 0.6)], document.Objects.Select(o => (o.Id, o.Class, o.Confidence!.Value)));
        Assert.Equal([new Box(1, 2, 7, 5), new Box(0, 0, 8, 8)], document.Objects.Select(o => (Box)o.Shape!));
        Assert.Empty(spec.Resolve(document, new(MediaKind.Image, 8, 8, 0)).Violations);
    }

    static async Task<Labelwise.Grains.Outcome<JobView>> Detect(Server server, string name, params string[] classes)
    {
        var blob = await server.Blobs.Put(Encoding.UTF8.GetBytes(name));
        var card = $$"""
            {"name":"{{name}}","task":"detection","license":"MIT",
             "input":{"name":"in","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0,0,0],"std":[1,1,1]},
             "outputs":[{"name":"b","kind":"boxes","format":"xyxy","unit":"inputPixels"},{"name":"s","kind":"boxScores","activation":"none"}],"classes":["{{string.Join("\",\"", classes)}}"]}
            """;
        var model = (await server.Grains.Model(new("t"), ModelNames.IdOf(name)).Register(new(name, blob.Hash, blob.SizeBytes, card, new("admin")))).Value!;
        return await server.Grains.GetGrain<IPredictionRunGrain>(JobId.Of(JobKind.Prediction, server.Project, name)).Start(new(new("t"), model.Model, new("admin")));
    }

    [Fact]
    public async Task Brought_predictions_are_checked_line_by_line()
    {
        await using var server = await Server.Start(Uploads.ImageSpec);
        await server.End(JobKind.Import, await Images(server, 5));
        var body = """
            {"externalId":"0.png","labels":{"properties":{"kind":"dog"}},"confidence":0.8,"probabilities":{"dog":0.8,"cat":0.2}}

            {"externalId":"1.png","labels":{"properties":{"kind":"unicorn"}},"confidence":0.8}
            {"externalId":"nobody","labels":{"properties":{"kind":"dog"}},"confidence":0.8}
            {"externalId":"2.png","labels":{"properties":{"kind":"dog"}},"confidence":1.8}
            nonsense
            {"externalId":"3.png","labels":{"properties":{"kind":"cat"}},"confidence":0.7}
            """;
        var answer = (await server.Service<PredictionIntake>().Take(server.Project, new MemoryStream(Encoding.UTF8.GetBytes(body)), "run", default)).Value!;
        Assert.Equal(2, answer.Accepted);
        Assert.Equal([(3, "unknown-option"), (4, "unknown-external-id"), (5, "out-of-range"), (6, "malformed-json")],
            answer.Errors.OrderBy(e => e.Line).Select(e => (e.Line!.Value, e.Code)));
        var origin = await server.Block(0).Origin(0);
        Assert.Equal((new ModelRef("brought", 1), 1, 0.8), (origin!.Prediction!.Model, origin.Prediction.Class, origin.Prediction.Confidence));
        Assert.Equal(2, origin.Prediction.Probabilities.Length);
    }
}
