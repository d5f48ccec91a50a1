using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Quality;

public class ConsensusTests
{
    /// <summary>The first answer came from somebody of whom nothing was known; by now it is known that they are always right.</summary>
    [Fact]
    public async Task What_is_learned_of_somebody_settles_what_they_answered_before()
    {
        await using var cluster = await Start(
            """{"redundancy":{"min":1,"max":3,"targetConfidence":0.97},"review":{"rate":0}}""", samples: 120, annotators: 4);
        var first = (await cluster.Next(Annotator(1))).Tasks[0];
        await cluster.Submit(first, Annotator(1), Kinds[0]);
        foreach (var other in new[] { 2, 3 })
        {
            var passed = (await cluster.Next(Annotator(other))).Tasks[0];
            Assert.Equal(first.Task, passed.Task);
            await cluster.Task(passed.Task).Skip(new(new($"skip{other}"), Annotator(other), 1, passed.Lease.Id, "unsure"));
        }
        Assert.Equal(TaskState.Submitted, (await cluster.Task(first.Task).Truth())!.State);

        for (var a = 1; a <= 3; a++) await AnswerAll(cluster, a);
        await Eventually("it is decided without another answer", async () => (await cluster.Task(first.Task).Truth())!.Decision is { By: DeciderKind.People, Rule: "consensus" });
        Assert.Single((await cluster.Task(first.Task).Truth())!.Annotations);
        await Eventually("its row says so too", async () => (await cluster.Block(0).Rows(RowFilter.All, 0, 200)).Items.All(i => i.Row.State is TaskState.Reviewed));
    }

    /// <summary>Three people gave one task three classes; another task has one answer, and less doubt.</summary>
    [Fact]
    public async Task Where_people_err_together_a_task_with_few_answers_goes_before_one_that_is_more_doubtful_and_a_block_knows_so_after_a_restart()
    {
        await using var cluster = await Start("""{"redundancy":{"min":5,"max":7,"targetConfidence":0.99}}""", samples: 2, annotators: 5);
        var disputed = await Answer(1, Kinds[0]);
        foreach (var other in new[] { 2, 3 }) Assert.Equal(disputed, await Answer(other, Kinds[other - 1]));
        Assert.NotEqual(disputed, await Answer(1, Kinds[0]));

        Assert.Equal(disputed, (await cluster.Next(Annotator(4))).Tasks[0].Task);
        await cluster.Block(0).Learn(new(0.7));
        Assert.NotEqual(disputed, (await cluster.Next(Annotator(5))).Tasks[0].Task);
        await cluster.Restart();
        Assert.Equal(0.7, (await cluster.Block(0).Weighed(null)).Effect.Correlation);

        async Task<Labelwise.Domain.TaskId> Answer(int annotator, string kind)
        {
            var next = (await cluster.Next(Annotator(annotator))).Tasks[0];
            await cluster.Submit(next, Annotator(annotator), kind);
            return next.Task;
        }
    }

    [Fact]
    public async Task What_was_decided_early_is_believed_as_much_as_what_came_later_and_both_inferences_agree()
    {
        await using var cluster = await Start("""{"redundancy":{"min":2,"max":2,"targetConfidence":0.5},"review":{"rate":0}}""", samples: 200, annotators: 3);
        for (var a = 1; a <= 3; a++) await AnswerAll(cluster, a);
        var grain = cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value);
        await cluster.Block(0).Learn(new(0.7));
        await grain.Due(1_000_000);  // many more than at the last fit: it does not wait for others
        await Eventually("all answers were weighed together", async () => await grain.View() is { Answers: 400, Tasks: 200, Converged: true });
        var view = (await grain.View())!;
        Assert.InRange(view.SameClass, 0.99, 1);
        Assert.InRange(view.Apart, 0, 0.05);
        await Eventually("the block knows what came of it, not what it was told before", async () =>
            (await cluster.Block(0).Weighed(null)).Effect is { Correlation: not 0.7 } effect && effect == (await grain.View())!.Effect);
        Assert.All(view.People, p => Assert.InRange(p.Fit.Accuracy.Mean, 0.9, 1));
        Assert.All(view.People, p => Assert.Equal(p.Fit.Answers, p.Classes.Sum(c => c.Of), 0.5));
        Assert.All(view.People, p => Assert.Equal(p.Classes, p.Told));
        var rows = (await cluster.Block(0).Rows(RowFilter.All, 0, 200)).Items.Select(i => i.Row).ToArray();
        Assert.All(rows, r => Assert.InRange(r.Confidence, 0.99, 1));
        var decided = await Task.WhenAll(rows.Take(50).Select(r => cluster.Task(r.Id).Truth()));
        Assert.Contains(decided.Zip(rows), d => (float)d.First!.Decision!.Confidence != d.Second.Confidence);

        await cluster.Restart();
        grain = cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value);
        Assert.InRange((await grain.View())!.At, view.At, DateTimeOffset.MaxValue);  // another fit may have followed
        Assert.Equal(view.People[1].Classes, (await grain.Person(view.People[1].Who))!.Person.Classes);
        Assert.Null(await grain.Person(new("nobody")));
        Assert.Equal(rows.Select(r => r.Confidence), (await cluster.Block(0).Rows(RowFilter.All, 0, 200)).Items.Select(i => i.Row.Confidence));
    }

    /// <summary>Three people answer all tasks; two contradict each other on ten, which the third, of whom twenty answers are known, has still to answer. The
    /// server starts anew in between.</summary>
    [Fact]
    public async Task Answers_after_a_fit_are_foretold_by_it_once_and_what_came_of_it_outlives_a_restart()
    {
        await using var cluster = await Start("""{"redundancy":{"min":3,"max":3,"targetConfidence":0.5},"review":{"rate":0}}""", samples: 60, annotators: 3);
        var (grain, told) = (cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value), 0L);
        await AnswerAll(cluster, 1);
        var first = (await cluster.Next(Annotator(3), 20)).Tasks;
        foreach (var task in first) await cluster.Submit(task, Annotator(3), Kinds[task.Task.Index % 3]);
        var contradicted = Enumerable.Range(0, 60).Except(first.Select(t => t.Task.Index)).Take(10).ToHashSet();
        await AnswerAll(cluster, 2, at => contradicted.Contains(at) ? 1 : 0);
        await Fitted(140);
        Assert.Equal(0, (await grain.Foretold()).Answers);
        await cluster.Restart();
        grain = cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value);
        await AnswerAll(cluster, 3);
        await Fitted(180);
        var foretold = await grain.Foretold();
        Assert.Equal(10, foretold.Answers);
        Assert.InRange(foretold.StatedShare, 0.3, 1);
        await Fitted(180);
        Assert.Equal(10, (await grain.Foretold()).Answers);

        await cluster.Restart();
        Assert.Equal(foretold.Answers, (await cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value).Foretold()).Answers);

        async Task Fitted(int answers)
        {
            await Eventually($"the block knows of {answers} answers", async () => (await cluster.Block(0).Rows(RowFilter.All, 0, 60)).Items.Sum(i => i.Row.CountedOpinions) == answers);
            var from = cluster.Time.GetUtcNow();
            await grain.Due(told += 1_000_000);
            await Eventually($"a fit of {answers} answers began since", async () => await grain.View() is { } view && view.Answers == answers && view.At >= from);
        }
    }

    /// <summary>The lot brings every task to a reviewer, who corrects one of five.</summary>
    [Fact]
    public async Task Verdicts_on_tasks_that_the_lot_brought_to_a_reviewer_are_held_against_what_was_believed()
    {
        await using var cluster = await Start("""{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":1}}""", samples: 10, annotators: 1);
        await AnswerAll(cluster, 1);
        foreach (var review in (await cluster.Next(new("r"), 10, kind: AssignmentKind.Review)).Tasks)
            Assert.Null((await cluster.Task(review.Task).Review(review.Task.Index % 5 == 0
                ? new(new($"v{review.Task}"), new("r"), 1, Verdict.Correct, "", LabelDocument.Of("kind", Kinds[(review.Task.Index + 1) % 3]))
                : new(new($"v{review.Task}"), new("r"), 1, Verdict.Accept, "", null))).Refusal);
        await Eventually("rows know the verdicts", async () => (await cluster.Block(0).Rows(RowFilter.All, 0, 10)).Items.All(i => i.Row.Judged is not null));
        var rows = (await cluster.Block(0).Rows(RowFilter.All, 0, 10)).Items.Select(i => i.Row).ToList();
        Assert.Equal(8, rows.Count(r => r.Judged!.Value.Right));
        Assert.All(rows, r => Assert.InRange(r.Judged!.Value.Confidence, 0.8, 0.95));
    }

    /// <summary>A team of one, or one opinion a task and no model: each answer used to make the next one less believed, until all of
    /// them went to a reviewer.</summary>
    [Fact]
    public async Task Who_answers_alone_is_believed_as_at_first_however_much_they_answer()
    {
        string[] kinds = [.. Enumerable.Range(0, 10).Select(k => $"kind {k}")];
        // A fit after 29 answers, as a slow machine may make one, has seen one class less often: a lone answer of it is believed 0.58.
        await using var cluster = await Start("""{"redundancy":{"min":1,"max":1,"targetConfidence":0.55},"review":{"rate":0}}""", samples: 400, annotators: 1, kinds: kinds);
        while ((await cluster.Next(Annotator(1), 50)).Tasks is { IsEmpty: false } tasks)
            foreach (var task in tasks) Assert.Null((await cluster.Submit(task, Annotator(1), kinds[task.Task.Index % 10])).Refusal);
        var grain = cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value);
        await grain.Due(1_000_000);
        await Eventually("all answers were weighed together", async () => await grain.View() is { Answers: 400, Converged: true });
        Assert.Equal(0.85, Assert.Single((await grain.View())!.People).Fit.Accuracy.Mean, 1e-9);
        Assert.All((await cluster.Block(0).Rows(RowFilter.All, 0, 400)).Items, i =>
        {
            Assert.Equal(TaskState.Reviewed, i.Row.State);
            Assert.InRange(i.Row.Confidence, 0.84, 0.86);  // shares of classes, as they were when it was weighed, move it a little
        });
    }

    /// <summary>What a model says of a task must not speak while people audit it.</summary>
    [Fact]
    public async Task The_models_word_on_an_audit_is_no_opinion_until_the_audit_is_settled()
    {
        var model = new ModelRef("m", 1);
        await using var cluster = await Start(
            """{"redundancy":{"min":1,"max":3,"targetConfidence":0.95},"review":{"rate":0},"autoAccept":{"enabled":true,"maxError":0.05,"confidence":0.9,"auditRate":1}}""",
            samples: 40);
        var settings = (await cluster.ProjectGrain.Settings())!;
        await cluster.Block(0).Predict([.. Enumerable.Range(0, 40).Select(i => new RowPrediction(i, new(
            model, LabelDocument.Of(settings.Spec.ClassificationTarget!.PropertyId, settings.ClassIds[i % 3]).Hash, i % 3, 0.99, [new(i % 3, 0.99f)])))]);
        await cluster.Quality.Plan("run", model);
        foreach (var task in (await cluster.Next(Annotator(1), 40)).Tasks)
            await cluster.Submit(task, Annotator(1), Kinds[(task.Task.Index + (task.Task.Index % 2)) % 3]);

        foreach (var weighed in (await cluster.Block(0).Weighed(null)).Tasks)
            Assert.Equal(weighed.Row % 2 == 0 ? model : null, weighed.Model);
        foreach (var disputed in await Task.WhenAll(Enumerable.Range(0, 40).Where(i => i % 2 == 1).Select(i => cluster.Task(new(cluster.Project, i)).Truth())))
        {
            Assert.Equal(AuditStatus.Disputed, disputed!.Audit);
            // One person of whom nothing is known, against nobody.
            Assert.Equal((disputed.Origin!.Id.Index + 1) % 3, disputed.Assessment!.Class);
            await cluster.Task(disputed.Origin.Id).Reassess();
            Assert.Equal(disputed.Version, (await cluster.Task(disputed.Origin.Id).Truth())!.Version);
        }
    }

    /// <param name="off">By how many kinds they are wrong on which task.</param>
    static async Task AnswerAll(Cluster cluster, int annotator, Func<int, int>? off = null)
    {
        while ((await cluster.Next(Annotator(annotator), 50)).Tasks is { IsEmpty: false } tasks)
            await Task.WhenAll(tasks.Select(async t => Assert.Null((await cluster.Submit(t, Annotator(annotator), Kinds[(t.Task.Index + (off?.Invoke(t.Task.Index) ?? 0)) % 3])).Refusal)));
    }
}
