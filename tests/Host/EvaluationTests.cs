using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Evaluations;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Host.Evaluations;

namespace Labelwise.Tests.Host;

public sealed class EvaluationTests
{
    const int Images = 1_124;  // a block and a part of the next
    const string OneOpinion = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0}}""";

    static readonly UserId Ann = new("ann");

    static string Card(string name, params string[] classes) => $$"""
        {"name":"{{name}}","task":"classification","property":"kind",
         "input":{"name":"in","type":"float32","layout":"NCHW","channels":1,"color":"gray","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0],"std":[1]},
         "outputs":[{"name":"out","kind":"classScores","activation":"softmax"}],"classes":["{{string.Join("\",\"", classes)}}"],"license":"MIT"}
        """;

    /// <summary>Images of which the first digit is what the model sees; a person calls every tenth one something else, and the
    /// model has no answer to every 500th.</summary>
    static async Task<(Server Server, SealedVersion Version)> Sealed()
    {
        var server = await Server.Start(Uploads.ImageSpec, OneOpinion);
        await server.End(JobKind.Import, await server.Import("images", UploadFormat.Images,
            Uploads.Zip(Enumerable.Range(0, Images).Select(i => ($"{i}.png", i % 500 is 499 ? $"nan {i}" : $"{i % 3} {i}")))));
        await server.Grains.GetGrain<IProjectGrain>("p1").SetMember(Ann, ProjectRoles.Annotator, new("admin"));
        var annotator = server.Grains.GetGrain<IAnnotatorGrain>($"p1/{Ann}");
        while (await annotator.Next(new(new($"k{Guid.NewGuid():N}"), AssignmentKind.Label, 50, false)) is { Tasks: { IsEmpty: false } work })
            await Task.WhenAll(work.Select(async task =>
            {
                var number = int.Parse(task.Sample.ExternalId.AsSpan(0, task.Sample.ExternalId.Length - 4));
                var answer = (new[] { "cat", "dog", "owl" })[(number + (number % 10 is 0 ? 1 : 0)) % 3];
                Assert.Null((await server.Grains.GetGrain<ITaskGrain>(task.Task.Value).Submit(new(new($"s{task.Lease.Id}"), Ann, 1, task.Lease.Id, LabelDocument.Of("kind", answer), 500))).Refusal);
            }));
        var id = JobId.Of(JobKind.Version, server.Project, "first");
        await server.Grains.GetGrain<IVersionGrain>(id).Start(new("first", new(), """{"by":"hash","shares":{"train":0.5,"test":0.5}}""", default, new("admin")));
        Assert.Equal(JobState.Succeeded, (await server.End(JobKind.Version, id)).State);
        return (server, (await server.Grains.GetGrain<IDatasetGrain>("p1").Version(1))!);
    }

    static async Task<ModelRef> Register(Server server, string name, params string[] classes)
    {
        var blob = await server.Blobs.Put(Encoding.UTF8.GetBytes(name));
        return (await server.Grains.Model(new("t"), name).Register(new(name, blob.Hash, blob.SizeBytes, Card(name, classes), new("admin")))).Value!.Model;
    }

    static (string Id, IEvaluationGrain Grain) Evaluation(Server server, ModelRef model, string? split = null)
    {
        var id = EvaluationNames.Of(server.Project, model, 1, split);
        return (id, server.Grains.GetGrain<IEvaluationGrain>(id));
    }

    [Fact]
    public async Task An_evaluation_interrupted_measures_every_sample_once_and_the_same_again_is_the_same()
    {
        var (server, version) = await Sealed();
        await using var _ = server;
        Assert.Equal(Images, version.Samples);
        var model = await Register(server, "net", "cat", "dog", "owl");
        var (id, grain) = Evaluation(server, model);
        Assert.Null((await grain.Start(new(new("t"), model, 1, null, new("admin")))).Refusal);
        await server.Restart();
        var job = await server.End(JobKind.Evaluation, id);
        Assert.Equal((JobState.Succeeded, (long)Images), (job.State, job.Done));
        Assert.Equal(["499.png", "999.png"], job.Errors.Select(e => e.File));

        var found = Assert.Single(await server.Grains.GetGrain<IEvaluationListGrain>("p1").All());
        var right = Enumerable.Range(0, Images).Count(i => i % 10 is not 0 && i % 500 is not 499);
        Assert.Equal((id, Images, "accuracy", right / (double)Images), (found.Id, found.Report.Samples, found.Report.Metric, found.Report.Value));
        var report = await EvaluationReport.Read(server.Blobs, found.Report.Blob, default);
        Assert.Equal((2, 0, Images - right), (report.Failures, report.Unlabeled, report.Errors));
        Assert.True(report.Latency!.Value.Measured >= 16 && report.SamplesPerSecond > 0);
        Assert.Equal(report.Worst, found.Report.Worst);  // a doctor takes blobs that no state names for orphans
        var worst = await server.Service<EvaluationFiles>().Errors(report.Worst, default);
        Assert.Equal("0.png", worst[0].Sample.ExternalId);
        Assert.Equal(("dog", "cat", 0.9), (worst[0].Sample.Truth, worst[0].Sample.Said, Math.Round(worst[0].Sample.Confidence, 4)));

        Assert.Equal(JobState.Succeeded, (await Evaluation(server, model).Grain.Start(new(new("t"), model, 1, null, new("somebody else")))).Value!.State);
        Assert.Equal(found, Assert.Single(await server.Grains.GetGrain<IEvaluationListGrain>("p1").All()));
    }

    [Fact]
    public async Task A_split_is_measured_apart_and_what_was_cancelled_can_be_asked_again()
    {
        var (server, version) = await Sealed();
        await using var _ = server;
        var model = await Register(server, "net", "owl", "cat", "dog");  // by name, so that it is always wrong
        var (id, grain) = Evaluation(server, model, "test");
        var refusal = (await Evaluation(server, model, "none").Grain.Start(new(new("t"), model, 1, "none", new("admin")))).Refusal;
        Assert.Equal("no-such-split", refusal?.Code);
        Assert.IsType<NotFound>((await grain.Start(new(new("t"), model, 2, "test", new("admin")))).Refusal);
        var other = await Register(server, "wolves", "cat", "wolf");
        Assert.IsType<ClassesNotInSpec>((await Evaluation(server, other).Grain.Start(new(new("t"), other, 1, null, new("admin")))).Refusal);

        Assert.Null((await grain.Start(new(new("t"), model, 1, "test", new("admin")))).Refusal);
        await grain.Cancel();
        Assert.Null((await grain.Start(new(new("t"), model, 1, "test", new("admin")))).Refusal);
        var job = await server.End(JobKind.Evaluation, id);
        Assert.Equal(JobState.Succeeded, job.State);
        var found = Assert.Single(await server.Grains.GetGrain<IEvaluationListGrain>("p1").All());
        Assert.Equal(version.Statistics.BySplit["test"], found.Report.Samples);
        Assert.True(found.Report.Value < 0.2);
    }
}
