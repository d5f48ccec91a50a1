using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Tasks;

public class WorkTests
{
    const string OneOpinion = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0}}""";

    [Fact]
    public async Task An_answer_is_recorded_with_the_versions_it_was_made_under_and_decides_the_task()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        var answer = (await cluster.Submit(handout, Annotator(1), "dog")).Value!;
        Assert.Equal(TaskState.Submitted, answer.State);

        var truth = (await cluster.Task(handout.Task).Truth())!;
        var annotation = Assert.Single(truth.Annotations);
        Assert.Equal((1, 1, 1), (annotation.Class, annotation.SpecVersion, annotation.GuidelineVersion));
        Assert.Equal(TaskState.Reviewed, truth.State);
        Assert.Equal(DeciderKind.People, truth.Decision!.By);
    }

    [Fact]
    public async Task No_task_goes_to_more_people_at_once_than_opinions_are_wanted()
    {
        await using var cluster = await Start(OneOpinion, samples: 5, annotators: 3);
        var handed = new List<TaskId>();
        foreach (var a in new[] { 1, 2, 3 })
            handed.AddRange((await cluster.Next(Annotator(a), count: 3)).Tasks.Select(t => t.Task));
        Assert.Equal(5, handed.Count);
        Assert.Equal(5, handed.Distinct().Count());
    }

    [Fact]
    public async Task The_same_key_gives_the_same_tasks_and_another_key_gives_others()
    {
        await using var cluster = await Start(OneOpinion);
        var first = (await cluster.Next(Annotator(1), 2, "k1")).Tasks;
        Assert.Equal(first, (await cluster.Next(Annotator(1), 2, "k1")).Tasks);
        Assert.Empty(first.Select(t => t.Task).Intersect((await cluster.Next(Annotator(1), 2, "k2")).Tasks.Select(t => t.Task)));
    }

    [Fact]
    public async Task A_lease_whose_reply_was_lost_in_a_restart_is_delivered_to_its_holder_again()
    {
        await using var cluster = await Start(OneOpinion);
        var before = Assert.Single((await cluster.Next(Annotator(1), key: "k1")).Tasks);
        await cluster.Restart();
        var after = Assert.Single((await cluster.Next(Annotator(1), key: "k1")).Tasks);
        Assert.Equal((before.Task, before.Lease.Id), (after.Task, after.Lease.Id));
    }

    [Fact]
    public async Task Nobody_is_told_that_there_is_no_work_because_the_queue_has_just_come_back_from_a_crash()
    {
        await using var cluster = await Start(OneOpinion, samples: 5);
        await cluster.Next(Annotator(1));
        await cluster.Crash();
        Assert.Single((await cluster.Next(Annotator(2))).Tasks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_review_held_before_a_restart_is_delivered_to_its_reviewer_again_and_to_nobody_else(bool resume)
    {
        await using var cluster = await Start("{\"redundancy\":{\"min\":1,\"max\":1,\"targetConfidence\":0.5},\"review\":{\"rate\":1}}", samples: 2);
        foreach (var handout in (await cluster.Next(Annotator(1), count: 2)).Tasks) await cluster.Submit(handout, Annotator(1), "dog");
        var before = Assert.Single((await cluster.Next(Annotator(2), kind: AssignmentKind.Review)).Tasks);
        await cluster.Restart();
        var other = Assert.Single((await cluster.Next(Annotator(3), count: 5, kind: AssignmentKind.Review)).Tasks);
        Assert.NotEqual(before.Task, other.Task);
        var after = Assert.Single((await cluster.Next(Annotator(2), count: 5, kind: AssignmentKind.Review, resume: resume)).Tasks);
        Assert.Equal((before.Task, before.Lease.Id), (after.Task, after.Lease.Id));
        var again = await cluster.Next(Annotator(2), count: 5, kind: AssignmentKind.Review, resume: resume);
        Assert.Equal(resume ? 1 : 0, again.Tasks.Length);
    }

    [Fact]
    public async Task One_submission_sent_twice_is_one_annotation_also_after_a_restart()
    {
        await using var cluster = await Start(OneOpinion);
        var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        var first = await cluster.Submit(handout, Annotator(1), "cat", "s1");
        Assert.Equal(first, await cluster.Submit(handout, Annotator(1), "cat", "s1"));
        await cluster.Restart();
        Assert.Equal(first, await cluster.Submit(handout, Annotator(1), "cat", "s1"));
        Assert.Single((await cluster.Task(handout.Task).Truth())!.Annotations);
    }

    [Fact]
    public async Task Labels_that_break_the_spec_are_refused_by_name_and_change_nothing()
    {
        await using var cluster = await Start(OneOpinion);
        var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        var before = await cluster.Task(handout.Task).Truth();
        var refusal = Assert.IsType<DoesNotConform>((await cluster.Submit(handout, Annotator(1), "hedgehog")).Refusal);
        Assert.Equal("/properties/kind", Assert.Single(refusal.Violations).Pointer);
        Assert.Equal(before, await cluster.Task(handout.Task).Truth());
    }

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_somebody_else_and_a_late_answer_is_told_so()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var slow = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        cluster.Time.Advance(TimeSpan.FromMinutes(16));
        var quick = Assert.Single((await cluster.Next(Annotator(2))).Tasks);
        Assert.Equal(slow.Task, quick.Task);
        Assert.Null((await cluster.Submit(quick, Annotator(2), "cat")).Refusal);
        Assert.IsType<LeaseLost>((await cluster.Submit(slow, Annotator(1), "cat")).Refusal);
    }

    [Fact]
    public async Task Doubtful_answers_bring_more_opinions_up_to_the_most_and_then_a_reviewer()
    {
        await using var cluster = await Start(
            """{"redundancy":{"min":1,"max":2,"targetConfidence":0.99},"review":{"rate":0}}""", samples: 1, annotators: 4);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "cat");
        Assert.Empty((await cluster.Next(Annotator(1))).Tasks);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(2))).Tasks), Annotator(2), "dog");
        Assert.Empty((await cluster.Next(Annotator(3))).Tasks);

        var reviewer = new UserId("r");
        var review = Assert.Single((await cluster.Next(reviewer, kind: AssignmentKind.Review)).Tasks);
        Assert.Empty((await cluster.Next(new("r2"), kind: AssignmentKind.Review)).Tasks);
        var done = await cluster.Task(review.Task).Review(new(
            new("v1"), reviewer, 1, Verdict.Correct, "", Domain.Labels.LabelDocument.Of("kind", "owl")));
        Assert.Equal(TaskState.Reviewed, done.Value!.State);
        Assert.Equal((DeciderKind.Reviewer, 2), ((await cluster.Task(review.Task).Truth())!.Decision is { } d ? (d.By, d.Class) : default));
    }

    [Fact]
    public async Task A_task_assigned_to_somebody_is_open_to_others_once_they_answered_it()
    {
        await using var cluster = await Start("""{"redundancy":{"min":2,"max":2,"targetConfidence":0.5},"review":{"rate":0}}""", samples: 1);
        await cluster.Block(0).Assign([0], Annotator(1), AssignmentKind.Label);
        Assert.Empty((await cluster.Next(Annotator(2))).Tasks);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "cat");
        Assert.Single((await cluster.Next(Annotator(2))).Tasks);
    }

    [Fact]
    public async Task A_task_that_may_get_no_further_opinion_is_offered_to_a_reviewer()
    {
        await using var cluster = await Start("""{"redundancy":{"min":2,"max":2,"targetConfidence":0.5},"review":{"rate":0}}""", samples: 1);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "cat");
        Assert.Empty((await cluster.Next(Annotator(3), kind: AssignmentKind.Review)).Tasks);
        var fewer = Pipeline.Default with { Redundancy = new(1, 1, 0.5) };
        await cluster.ProjectGrain.ChangePipeline(fewer, new("admin"), null);
        Assert.Single((await cluster.Next(Annotator(3), kind: AssignmentKind.Review)).Tasks);
    }

    [Fact]
    public async Task Rejected_work_comes_back_to_its_author_and_to_nobody_else()
    {
        await using var cluster = await Start("""{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":1}}""", samples: 1);
        var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        await cluster.Submit(handout, Annotator(1), "cat");
        var rejected = await cluster.Task(handout.Task).Review(new(new("v"), new("r"), 1, Verdict.Reject, "It barks.", null));
        Assert.Equal(TaskState.Working, rejected.Value!.State);
        Assert.Empty((await cluster.Next(Annotator(2))).Tasks);
        await Eventually("the rejected task came back", async () => (await cluster.Next(Annotator(1))).Tasks is [var again] && again.Task == handout.Task && again.Lease.Returned);
    }

    [Fact]
    public async Task Counters_equal_a_recount_once_the_blocks_have_reported()
    {
        await using var cluster = await Start(OneOpinion, samples: 1030);
        foreach (var handout in (await cluster.Next(Annotator(1), 7)).Tasks) await cluster.Submit(handout, Annotator(1), "owl");
        await Eventually("counters equal the recount", async () => await cluster.Queue.Totals() is { Tasks: 1030, Annotations: 7, Held: 0 } t
            && t.States.SequenceEqual([1023, 0, 0, 7]) && t.Classes.SequenceEqual([0, 0, 7]) && t.DecidedBy.SequenceEqual([7, 0, 0]));
        Assert.Equal((7, 7), Pace(await cluster.Queue.Totals()));
        await cluster.Restart();
        await Eventually("the pace outlives a restart", async () => await cluster.Queue.Totals() is { Annotations: 7 } t && Pace(t) is (7, 7));

        static (int, int) Pace(ProjectTotals totals) => (totals.Throughput.Sum(w => w.Submissions), totals.Hours.Sum(w => w.Decided));
    }

    [Fact]
    public async Task Counters_of_a_block_that_come_late_change_nothing()
    {
        await using var cluster = await Start(OneOpinion, samples: 3);
        // A block that does not exist, so that nobody tells better meanwhile.
        await cluster.Queue.Report(new() { Block = 7, Sequence = long.MaxValue - 1, Annotations = 5 });
        await cluster.Queue.Report(new() { Block = 7, Sequence = long.MaxValue - 2, Annotations = 4 });
        Assert.Equal(5, (await cluster.Queue.Totals()).Annotations);
    }

    [Fact]
    public async Task A_copy_of_a_draft_that_comes_late_replaces_nothing_newer()
    {
        await using var cluster = await Start(OneOpinion);
        var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        var task = cluster.Task(handout.Task);
        await task.SaveDraft(new(Annotator(1), "\"go\"", 1, Revision: 7));
        var kept = await task.SaveDraft(new(Annotator(1), "\"good\"", 2, Revision: 8));
        Assert.Equal(kept.Value, (await task.SaveDraft(new(Annotator(1), "\"go\"", 1, Revision: 7))).Value);
        Assert.Equal("\"good\"", (await task.DraftOf(Annotator(1)))!.Labels);

        // Who does not count is taken in the order of arrival.
        await task.SaveDraft(new(Annotator(1), "\"well\"", 3));
        await task.SaveDraft(new(Annotator(1), "\"done\"", 3));
        Assert.Equal("\"done\"", (await task.DraftOf(Annotator(1)))!.Labels);
    }

    [Fact]
    public async Task A_draft_survives_a_restart_and_the_end_of_its_lease()
    {
        await using var cluster = await Start(OneOpinion);
        var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        await cluster.Task(handout.Task).SaveDraft(new(Annotator(1), """{"objects":[]}""", 10));
        await cluster.Task(handout.Task).Release(new(new("k"), Annotator(1), 1, handout.Lease.Id));
        await cluster.Restart();
        Assert.Equal("""{"objects":[]}""", (await cluster.Task(handout.Task).DraftOf(Annotator(1)))!.Labels);
        Assert.Null(await cluster.Task(handout.Task).DraftOf(Annotator(2)));
    }
}
