using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.WorkOrders;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Gold;

/// <summary>Known answers and earlier tasks of one's own, handed out as if they were work.</summary>
public class GoldTests
{
    const string EverySecond = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0},"quality":{"gold":0.5}}""";
    const string OwnEverySecond = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0},"quality":{"selfCheck":0.5}}""";

    [Fact]
    public async Task What_becomes_of_a_check_changes_nothing_of_its_task()
    {
        await using var cluster = await Start(EverySecond, samples: 8);
        var known = await Mark(cluster, 1);
        var before = (await cluster.Task(known[0]).Truth())!;
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "owl");
        var check = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        Assert.Equal(known[0], check.Task);
        Assert.Equal(TaskState.Submitted, (await cluster.Submit(check, Annotator(1), "owl", "s1")).Value!.State);
        Assert.Equal(TaskState.Submitted, (await cluster.Submit(check, Annotator(1), "owl", "s1")).Value!.State);
        Assert.Equal("lease-lost", (await cluster.Submit(check, Annotator(1), "dog", "s2")).Refusal!.Code);

        var after = (await cluster.Task(known[0]).Truth())!;
        Assert.Equal(TaskCode.Write(before), TaskCode.Write(after with { Checks = [], Answered = before.Answered, Version = before.Version }));
        Assert.Equal(0, Assert.Single(after.Checks).Answer!.Score);
        await Eventually("the curator's figures know of it", async () =>
            (await cluster.Quality.View()).Annotators.FirstOrDefault(a => a.Evidence.Annotator == Annotator(1)) is { Evidence: { Submitted: 2, Gold: { Answers: 1, Right: 0 } } });

        var consensus = cluster.Grains.GetGrain<IConsensusGrain>(cluster.Project.Value);
        await consensus.Due(1_000_000);
        await Eventually("all answers were weighed together", async () => await consensus.Person(Annotator(1)) is not null);
        var weighed = (await consensus.Person(Annotator(1)))!.Person;
        Assert.Equal(1, Assert.Single(weighed.Classes).Of, 1e-3);  // by the answer to the check: the other one stands alone
        Assert.Empty(weighed.Told);
    }

    [Fact]
    public async Task Nobody_is_handed_a_known_answer_twice_whatever_they_do_with_it()
    {
        await using var cluster = await Start(EverySecond, samples: 30);
        var known = await Mark(cluster, 4);
        var seen = new List<TaskId>();
        for (var i = 0; i < 20; i++)
        {
            var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
            seen.Add(handout.Task);
            if (known.IndexOf(handout.Task) is 0) await cluster.Task(handout.Task).Skip(new(new($"k{i}"), Annotator(1), 1, handout.Lease.Id, "blurred"));
            else if (known.IndexOf(handout.Task) is 1) await cluster.Task(handout.Task).Release(new(new($"k{i}"), Annotator(1), 1, handout.Lease.Id));
            else if (known.IndexOf(handout.Task) is not 2) await cluster.Submit(handout, Annotator(1), "dog");
        }
        Assert.Equal(known.ToHashSet(), seen.Intersect(known).ToHashSet());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_check_whose_reply_was_lost_in_a_crash_is_delivered_again_and_no_other_instead()
    {
        await using var cluster = await Start(EverySecond, samples: 10);
        await Mark(cluster, 2);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "dog");
        var before = Assert.Single((await cluster.Next(Annotator(1), key: "k1")).Tasks);
        Assert.Equal(AssignmentKind.Check, before.Lease.Kind);
        await cluster.Crash();
        var after = Assert.Single((await cluster.Next(Annotator(1), key: "k1")).Tasks);
        Assert.Equal((before.Task, before.Lease.Id), (after.Task, after.Lease.Id));
        Assert.Null((await cluster.Submit(after, Annotator(1), "dog")).Refusal);
    }

    [Fact]
    public async Task A_check_that_ran_out_can_still_be_answered_and_is_not_offered_again()
    {
        await using var cluster = await Start(EverySecond, samples: 10);
        await Mark(cluster, 1);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "dog");
        var check = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        cluster.Time.Advance(TimeSpan.FromHours(1));
        await cluster.Task(check.Task).Expire();
        Assert.NotEqual(check.Task, Assert.Single((await cluster.Next(Annotator(1))).Tasks).Task);
        Assert.Null((await cluster.Submit(check, Annotator(1), "dog")).Refusal);
        Assert.Equal(1, Assert.Single((await cluster.Task(check.Task).Truth())!.Checks).Answer!.Score);
    }

    [Fact]
    public async Task A_known_answer_of_a_reopened_task_is_held_against_nobody_any_more()
    {
        await using var cluster = await Start(EverySecond, samples: 10);
        var known = (await Mark(cluster, 1))[0];
        await cluster.Task(known).Reopen(new(new("r"), new("admin"), 1, "doubtful"));
        Assert.False((await cluster.Task(known).Truth())!.GoldStands);
        for (var i = 0; i < 4; i++)
        {
            var handout = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
            Assert.Equal(AssignmentKind.Label, handout.Lease.Kind);
            await cluster.Submit(handout, Annotator(1), "owl");
        }
    }

    [Fact]
    public async Task An_earlier_task_of_their_own_comes_again_a_day_later_without_what_they_once_drew()
    {
        await using var cluster = await Start(OwnEverySecond, samples: 12);
        var earlier = new List<TaskId>();
        foreach (var handout in (await cluster.Next(Annotator(1), 3)).Tasks)
        {
            await cluster.Task(handout.Task).SaveDraft(new(Annotator(1), "{}", 10));
            await cluster.Submit(handout, Annotator(1), "owl");
            earlier.Add(handout.Task);
        }
        // What is due now is work: nothing was answered long enough ago.
        Assert.Equal(AssignmentKind.Label, Assert.Single((await cluster.Next(Annotator(1))).Tasks).Lease.Kind);
        cluster.Time.Advance(TimeSpan.FromHours(25));
        await Eventually("the block knows what was answered", async () => (await cluster.Block(0).AnsweredBefore(Annotator(1), cluster.Time.GetUtcNow())).Length >= 3);
        var again = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        Assert.Equal(AssignmentKind.Check, again.Lease.Kind);
        Assert.Contains(again.Task, earlier);
        Assert.Null(await cluster.Task(again.Task).DraftOf(Annotator(1)));
        Assert.Null((await cluster.Submit(again, Annotator(1), "dog")).Refusal);
        var truth = (await cluster.Task(again.Task).Truth())!;
        Assert.Equal((0, 2), (Assert.Single(truth.Checks).Answer!.Score, Assert.Single(truth.Annotations).Class));
    }

    [Fact]
    public async Task A_check_whose_question_is_answered_comes_back_to_its_asker_with_what_they_drew()
    {
        await using var cluster = await Start(EverySecond, samples: 8);
        await Mark(cluster, 1);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "owl");
        var check = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        Assert.Equal(AssignmentKind.Check, check.Lease.Kind);
        var task = cluster.Task(check.Task);
        await task.SaveDraft(new(Annotator(1), "{}", 10));
        var question = new QuestionId(cluster.Project, "q1");
        Assert.Null((await task.Await(new(new("k1"), Annotator(1), 0, check.Lease.Id, question))).Refusal);
        Assert.NotEqual(check.Task, Assert.Single((await cluster.Next(Annotator(1))).Tasks).Task);
        Assert.Null((await task.Resume(new(new("k2"), Annotator(1), 0, question, new("back")))).Refusal);
        Assert.Null((await task.Resume(new(new("k3"), Annotator(1), 0, question, new("again")))).Refusal);
        var back = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        Assert.Equal((check.Task, "back", AssignmentKind.Check), (back.Task, back.Lease.Id.Value, back.Lease.Kind));
        Assert.Equal("{}", (await task.DraftOf(Annotator(1)))!.Labels);
        Assert.Null((await cluster.Submit(back, Annotator(1), "dog")).Refusal);
        var truth = (await task.Truth())!;
        Assert.Equal((TaskState.Reviewed, 1, 2), (truth.State, truth.Checks.Count(c => c.Answer is not null), truth.Checks.Length));
    }

    [Fact]
    public async Task The_work_order_that_somebody_is_at_work_on_pays_for_a_check_from_the_next_day_on()
    {
        await using var cluster = await Start(EverySecond, samples: 10);
        await Mark(cluster, 1);
        var id = new WorkOrderId(cluster.Project, "o1");
        var order = cluster.Grains.GetGrain<IWorkOrderGrain>(id.Value);
        Assert.Null((await order.Create(new(id, "First", new("v1"), 0.05m, "EUR", 4, cluster.Time.GetUtcNow(), new("admin"), cluster.Time.GetUtcNow()))).Refusal);
        await order.Take([.. Enumerable.Range(5, 4).Select(i => new TaskId(cluster.Project, i))], [Annotator(1)]);
        await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), "dog");
        var check = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        Assert.Equal(AssignmentKind.Check, check.Lease.Kind);
        await cluster.Submit(check, Annotator(1), "owl");
        await Eventually("the first is accepted", async () => (await order.Standing([Annotator(1)])).AcceptedTasks is 1);
        // In this order, since an Orleans silo that starts on a day of its own collects no activation until then and takes none on.
        await cluster.Crash();
        cluster.Time.Advance(TimeSpan.FromDays(1));
        order = cluster.Grains.GetGrain<IWorkOrderGrain>(id.Value);
        await Eventually("the check is paid", async () => (await order.Standing([Annotator(1)])).PaidChecks is [{ Tasks: 1 }]);
        var standing = await order.Standing([Annotator(1)]);
        Assert.Equal((4, 2), (standing.Tasks, standing.PaidTo(Annotator(1))));
        Assert.Empty((await order.Standing([Annotator(2)])).PaidChecks);
    }

    /// <summary>Tasks that the third annotator found to be dogs, known to be so.</summary>
    static async Task<List<TaskId>> Mark(Cluster cluster, int count)
    {
        var marked = new List<TaskId>();
        foreach (var handout in (await cluster.Next(Annotator(3), count)).Tasks)
        {
            await cluster.Submit(handout, Annotator(3), "dog");
            await cluster.Grains.GetGrain<IGoldGrain>(cluster.Project.Value).Add([handout.Task.Index]);
            Assert.Null((await cluster.Task(handout.Task).MarkGold(new(new("mark"), new("admin"), 1, default, -1, "", []), null)).Refusal);
            Assert.Contains(await cluster.Block(0).Gold(), known => known.Task.Row.Id == handout.Task);
            marked.Add(handout.Task);
        }
        return marked;
    }
}
