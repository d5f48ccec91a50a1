using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Evaluations;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Host.Predictions;

namespace Labelwise.Tests.Host;

/// <summary>The process dies at the first write of a command, then at the second, and so on until it comes through; just before the write and
/// just after it in turn. Whoever had no answer asks again of the next process, and all is as if nothing had happened.</summary>
public sealed class KilledAtEachWriteTests
{
    const string OneOpinion = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0}}""";
    static readonly UserId Ann = new("ann");

    /// <summary>Two samples in each of two blocks, of which a model tells where they lie; each round tells something else.</summary>
    [Fact]
    public async Task Brought_predictions_and_their_embeddings_are_whole_wherever_it_died()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        await server.End(JobKind.Import, await server.Import("texts", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, TaskBlock.Size + 2))));
        int[] tasks = [0, 1, TaskBlock.Size, TaskBlock.Size + 1];
        await AtEachWrite(server, async round => Assert.Equal(4, (await server.Service<PredictionIntake>().Take(server.Project, Lines(tasks, round), $"run {round}", default)).Value!.Accepted), async round =>
        {
            var known = ImmutableSortedDictionary.CreateBuilder<int, EmbeddedBlock>();
            for (var block = 0; block < 2; block++) known[block] = (await server.Grains.GetGrain<IEmbeddingsGrain>(TaskBlock.Key(server.Project, block)).Known())!;
            var near = (await server.Service<IEmbeddingFiles>().Near(known.ToImmutable()))!;
            Assert.Equal(tasks, near.Tasks);
            Assert.Equal(4, near.Of);
            await using var fewer = new EmbeddingFiles(server.Blobs, mostSamples: 3);
            Assert.Equal((3, 4), (await fewer.Near(known.ToImmutable())) is { } some ? (some.Tasks.Length, some.Of) : default);
            // What this round told and no earlier one: who lies where.
            Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(round % 2 == 0 ? i ^ 1 : i ^ 2, near.Table.Others(i)[0]));
            foreach (var (i, task) in tasks.Index())
                Assert.Equal(((i + round) % 3, 0.8), (await server.Block(TaskBlock.Of(task)).Origin(task))!.Prediction is { } p ? (p.Class, p.Confidence) : default);
        });
    }

    [Fact]
    public async Task An_evaluation_measures_every_sample_once_wherever_it_died()
    {
        await using var server = await Server.Start(Uploads.ImageSpec, OneOpinion);
        await Answered(server, 9);
        var id = JobId.Of(JobKind.Version, server.Project, "first");
        await server.Grains.GetGrain<IVersionGrain>(id).Start(new("first", new(), null, default, new("admin")));
        Assert.Equal(JobState.Succeeded, (await server.End(JobKind.Version, id)).State);
        var blob = await server.Blobs.Put("net"u8.ToArray());
        var models = new Dictionary<int, ModelRef>();
        // Each round measures another model: the same one again would be the same evaluation.
        for (var round = 0; round < 24; round++)
            models[round] = (await server.Grains.Model(new("t"), $"net{round}").Register(new($"net{round}", blob.Hash, blob.SizeBytes, Card($"net{round}"), new("admin")))).Value!.Model;
        await AtEachWrite(server, async round =>
        {
            var evaluation = EvaluationNames.Of(server.Project, models[round], 1, null);
            Assert.Null((await server.Grains.GetGrain<IEvaluationGrain>(evaluation).Start(new(new("t"), models[round], 1, null, new("admin")))).Refusal);
            JobView? job;
            while ((job = await server.Look(JobKind.Evaluation, evaluation)) is not { State: not (JobState.Queued or JobState.Running) } && !server.Storage.IsDead)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            if (server.Storage.IsDead) throw new IOException("Nobody is there any more.");
            Assert.Equal((JobState.Succeeded, 9L), (job!.State, job.Done));
        }, async round =>
        {
            var found = Assert.Single(await server.Grains.GetGrain<IEvaluationListGrain>("p1").All(), e => e.Id == EvaluationNames.Of(server.Project, models[round], 1, null));
            Assert.Equal((9, 1.0), (found.Report.Samples, found.Report.Value));
        });
    }

    /// <summary>A curator vouches for a task's label; somebody is handed it unawares and answers it wrong.</summary>
    [Fact]
    public async Task A_known_answer_is_marked_once_and_its_answer_counted_once_wherever_it_died()
    {
        await using var server = await Server.Start(Uploads.ImageSpec, """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0},"quality":{"gold":0.5}}""");
        await Answered(server, 30);
        await AtEachWrite(server, async round =>
        {
            var task = new TaskId(server.Project, round);
            Assert.Null((await server.Grains.GetGrain<IGoldGrain>("p1").Add([round])).Refusal);
            var grain = server.Grains.GetGrain<ITaskGrain>(task.Value);
            Assert.Null((await grain.MarkGold(new(new($"m{round}"), new("admin"), 1, default, -1, "", []), null)).Refusal);
            var given = await grain.GiveCheck(new(new($"g{round}"), new("ben"), 1, new($"l{round}"), CheckKind.Gold, TimeSpan.FromMinutes(15), 1, 1, Fits: true));
            Assert.Null(given.Refusal);
            Assert.Null((await grain.Submit(new(new($"s{round}"), new("ben"), 1, new($"l{round}"), LabelDocument.Of("kind", new[] { "cat", "dog", "owl" }[(round + 1) % 3]), 500))).Refusal);
        }, async round =>
        {
            var truth = (await server.Grains.GetGrain<ITaskGrain>(new TaskId(server.Project, round).Value).Truth())!;
            Assert.True(truth.GoldStands);
            Assert.Equal((TaskState.Reviewed, 1, 0.0), (truth.State, truth.Annotations.Length, Assert.Single(truth.Checks).Answer!.Score));
            Assert.Equal(Enumerable.Range(0, round + 1), await server.Grains.GetGrain<IGoldGrain>("p1").Tasks());
            while ((await server.Grains.GetGrain<IQualityGrain>("p1").View()).Annotators.FirstOrDefault(a => a.Evidence.Annotator == new UserId("ben"))?.Evidence.Gold != new Labelwise.Domain.Quality.Skill(0, round + 1))
                await Task.Delay(20, TestContext.Current.CancellationToken);
        });
    }

    /// <param name="command">Throws where it has no answer.</param>
    static async Task AtEachWrite(Server server, Func<int, Task> command, Func<int, Task> check)
    {
        for (var write = 1; ; write++)
        {
            Assert.InRange(write, 1, 23);
            server.Storage.Die(write, after: write % 2 is 0);
            var answered = true;
            try { await command(write - 1); }
            catch (Exception e) when (e is Orleans.Runtime.OrleansException or IOException) { answered = false; }
            var lives = server.Storage.Spare();  // else a write of the check, or one that a timer brings, would kill what the check asks
            Assert.True(answered || !lives, "It had no answer, though nobody died.");
            if (lives)
            {
                await check(write - 1);
                return;
            }
            await server.Restart();
            if (!answered) await command(write - 1);
            await check(write - 1);
        }
    }

    static async Task Answered(Server server, int images)
    {
        await server.End(JobKind.Import, await server.Import("images", UploadFormat.Images, Uploads.Zip(Enumerable.Range(0, images).Select(i => ($"{i}.png", $"{i % 3} {i}")))));
        foreach (var who in new[] { Ann, new("ben") }) await server.Grains.GetGrain<IProjectGrain>("p1").SetMember(who, ProjectRoles.Annotator, new("admin"));
        var annotator = server.Grains.GetGrain<IAnnotatorGrain>($"p1/{Ann}");
        while (await annotator.Next(new(new($"k{Guid.NewGuid():N}"), AssignmentKind.Label, 50, false)) is { Tasks: { IsEmpty: false } work })
            foreach (var task in work)
            {
                var number = int.Parse(task.Sample.ExternalId.AsSpan(0, task.Sample.ExternalId.Length - 4));
                Assert.Null((await server.Grains.GetGrain<ITaskGrain>(task.Task.Value).Submit(new(new($"s{task.Lease.Id}"), Ann, 1, task.Lease.Id, LabelDocument.Of("kind", new[] { "cat", "dog", "owl" }[number % 3]), 500))).Refusal);
            }
    }

    static MemoryStream Lines(int[] tasks, int round) => new(Encoding.UTF8.GetBytes(string.Join('\n', tasks.Select((task, i) =>
        // In even rounds the two of a block lie together, in odd ones the two of a place in theirs.
        $$$"""{"externalId":"t{{{task}}}","labels":{"properties":{"kind":"{{{new[] { "cat", "dog", "owl" }[(i + round) % 3]}}}"}},"confidence":0.8,"embedding":[{{{((round % 2 == 0 ? i / 2 : i % 2) is 0 ? "1,0.1" : "0.1,1")}}},{{{(i % 2 == 0 ? "0.05" : "0")}}},0.{{{round:00}}}1]}"""))));

    static string Card(string name) => $$"""
        {"name":"{{name}}","task":"classification","property":"kind",
         "input":{"name":"in","type":"float32","layout":"NCHW","channels":1,"color":"gray","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0],"std":[1]},
         "outputs":[{"name":"out","kind":"classScores","activation":"softmax"}],"classes":["cat","dog","owl"],"license":"MIT"}
        """;
}
