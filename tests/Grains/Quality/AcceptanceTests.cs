using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Quality;

public class AcceptanceTests
{
    const string Certified =
        """{"redundancy":{"min":1,"max":3,"targetConfidence":0.95},"review":{"rate":0},"autoAccept":{"enabled":true,"maxError":0.05,"confidence":0.9,"auditRate":0.1}}""";

    static readonly ModelRef Model = new("m", 1);

    [Fact]
    public async Task Once_audits_certify_the_model_it_decides_the_rest_and_people_are_spared()
    {
        await using var cluster = await Start(Certified, samples: 600);
        await Predict(cluster, 600);
        var worked = await WorkUntilNothingIsLeft(cluster, (_, predicted) => predicted);

        var totals = await cluster.Queue.Totals();
        var acceptance = (await cluster.Quality.View()).Acceptance!;
        Assert.Equal(AcceptanceState.Certified, acceptance.State);
        Assert.Equal(600, totals.States[(int)TaskState.Reviewed]);
        Assert.InRange(totals.DecidedBy[(int)DeciderKind.Model], 1, 599);
        Assert.Equal(600 - totals.DecidedBy[(int)DeciderKind.Model], worked);
    }

    [Fact]
    public async Task A_model_that_audits_find_wrong_decides_nothing()
    {
        await using var cluster = await Start(Certified, samples: 300);
        await Predict(cluster, 300);
        // One prediction in five is wrong, and people say so; the reviewer sides with them.
        await WorkUntilNothingIsLeft(cluster, (task, predicted) => task.Index % 5 == 0 ? (predicted + 1) % 3 : predicted);
        var totals = await cluster.Queue.Totals();
        Assert.Equal(0, totals.DecidedBy[(int)DeciderKind.Model]);
        Assert.Equal(300, totals.States[(int)TaskState.Reviewed]);
    }

    [Fact]
    public async Task When_later_audits_break_the_certificate_the_model_stops_and_what_it_decided_goes_to_reviewers()
    {
        await using var cluster = await Start(Certified, samples: 600);
        await Predict(cluster, 600);
        await WorkUntilNothingIsLeft(cluster, (_, predicted) => predicted);
        Assert.Equal(AcceptanceState.Certified, (await cluster.Quality.View()).Acceptance!.State);

        // Samples of another kind arrive, and on these the model is always wrong.
        await cluster.Import(600, 400);
        await Predict(cluster, 400, from: 600);
        int Truth(TaskId task, int predicted) => task.Index < 600 ? predicted : (predicted + 1) % 3;
        await Eventually("reviewers have put right all that the model decided among the new samples", async () =>
        {
            await WorkUntilNothingIsLeft(cluster, Truth);
            var rows = (await cluster.Block(0).Rows(new(TaskState.Reviewed), 0, 1024)).Items;
            return rows.Length == 1000 && rows.All(r => r.Row.Class == Truth(r.Row.Id, r.Row.Id.Index % 3));
        });
        Assert.Equal(AcceptanceState.Broken, (await cluster.Quality.View()).Acceptance!.State);
    }

    [Fact]
    public async Task An_annotator_is_never_shown_the_prediction_of_a_classification()
    {
        await using var cluster = await Start(Certified, samples: 50);
        await Predict(cluster, 50);
        Assert.All((await cluster.Next(Annotator(1), 20)).Tasks, t => Assert.Null(t.Prelabel));
    }

    [Fact]
    public async Task What_the_model_decided_survives_a_restart()
    {
        await using var cluster = await Start(Certified, samples: 400);
        await Predict(cluster, 400);
        await WorkUntilNothingIsLeft(cluster, (_, predicted) => predicted);
        var before = await cluster.Queue.Totals();
        await cluster.Restart();
        Assert.Equal(before.DecidedBy, (await cluster.Queue.Totals()).DecidedBy);
        var rows = (await cluster.Block(0).Rows(new(TaskState.Reviewed), 0, 500)).Items;
        var byModel = rows.First(r => r.Row.Decision!.By is DeciderKind.Model).Row.Id;
        var truth = (await cluster.Task(byModel).Truth())!;
        Assert.Equal([TaskState.Queued, TaskState.Queued, TaskState.Submitted, TaskState.Reviewed], truth.History.Select(h => h.To));
    }

    static async Task Predict(Cluster cluster, int count, int from = 0)
    {
        var options = (await cluster.ProjectGrain.Settings())!.ClassIds;
        var target = (await cluster.ProjectGrain.Settings())!.Spec.ClassificationTarget!;
        var predictions = Enumerable.Range(from, count).Select(i => new RowPrediction(i, new(
            Model, LabelDocument.Of(target.PropertyId, options[i % 3]).Hash, i % 3, 0.99, [new(i % 3, 0.99f)])));
        await cluster.Block(0).Predict([.. predictions]);
        await cluster.Quality.Plan($"run{from}", Model);
    }

    /// <returns>How many tasks people answered.</returns>
    static async Task<int> WorkUntilNothingIsLeft(Cluster cluster, Func<TaskId, int, int> answer)
    {
        var (worked, reviewer) = (0, new UserId("reviewer"));
        var before = Submitted(await cluster.Quality.View());
        while ((await cluster.Queue.Totals()).States[(int)TaskState.Reviewed] < (await cluster.Queue.Totals()).Tasks)
        {
            for (var a = 1; a <= 3; a++)
                foreach (var handout in (await cluster.Next(Annotator(a), 5)).Tasks)
                {
                    var said = Kinds[answer(handout.Task, handout.Task.Index % 3)];
                    Assert.Null((await cluster.Submit(handout, Annotator(a), said)).Refusal);
                    worked++;
                }
            foreach (var review in (await cluster.Next(reviewer, 10, kind: AssignmentKind.Review)).Tasks)
                await cluster.Task(review.Task).Review(new(new(Guid.NewGuid().ToString("N")), reviewer, 1, Verdict.Correct, "",
                    LabelDocument.Of("kind", Kinds[answer(review.Task, review.Task.Index % 3)])));
            await Judged(cluster, before + worked);
        }
        return worked;
    }

    /// <summary>People here are faster than any: they wait until what they said is known and a look that is due is taken,
    /// so that it is not chance how much is left for the model.</summary>
    static async Task Judged(Cluster cluster, int submitted)
    {
        for (var patience = 500; patience > 0; patience--)
        {
            var view = await cluster.Quality.View();
            if (Submitted(view) >= submitted && view.Acceptance is not { Due: true }) return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    static int Submitted(QualityView view) => view.Annotators.Sum(a => a.Evidence.Submitted);
}
