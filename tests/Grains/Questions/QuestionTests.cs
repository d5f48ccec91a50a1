using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Questions;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Questions;

public sealed class QuestionTests
{
    const string OneOpinion = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0}}""";
    static readonly UserId Curator = new("ada");

    [Fact]
    public async Task A_task_waits_for_its_answer_without_a_lease_and_comes_back_to_its_asker()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var held = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        var asked = (await Ask(cluster, held.Task, held.Lease.Id)).Value!;
        Assert.Equal((QuestionState.Open, TaskHold.Held), (asked.State, asked.Hold));
        Assert.Empty((await cluster.Task(held.Task).Truth())!.Leases);
        Assert.Empty((await cluster.Next(Annotator(2))).Tasks);
        Assert.Empty((await cluster.Next(Annotator(1))).Tasks);

        var answered = (await Question(cluster).Answer(new(new("k2"), Curator, 1, "An owl."))).Value!;
        Assert.Equal((QuestionState.Answered, TaskHold.Over), (answered.State, answered.Hold));
        await Eventually("the task comes back", async () => (await cluster.Next(Annotator(2))).Tasks.IsEmpty && (await cluster.Next(Annotator(1))).Tasks is [var back] && back.Task == held.Task);
    }

    [Fact]
    public async Task A_question_whose_lease_was_gone_is_asked_all_the_same_and_nothing_waits()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var held = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        cluster.Time.Advance(TimeSpan.FromHours(1));
        var asked = (await Ask(cluster, held.Task, held.Lease.Id)).Value!;
        Assert.Equal((QuestionState.Open, TaskHold.None), (asked.State, asked.Hold));
        await Eventually("others get it", async () => !(await cluster.Next(Annotator(2))).Tasks.IsEmpty);
    }

    [Fact]
    public async Task A_question_asked_twice_under_one_key_is_one_also_across_a_crash()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var held = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        await Ask(cluster, held.Task, held.Lease.Id);
        await cluster.Crash();
        var again = (await Ask(cluster, held.Task, held.Lease.Id)).Value!;
        Assert.Equal((1, TaskHold.Held), (again.Messages.Length, again.Hold));
        Assert.IsType<KeyReused>((await Question(cluster).Ask(new(new("k1"), Annotator(1), 2, new(held.Task, null, null, 0), "Else?", null))).Refusal);
        Assert.Single(await List(cluster).Page(new(), null, 10));
        Assert.Empty((await cluster.Next(Annotator(2))).Tasks);
    }

    [Fact]
    public async Task The_list_learns_after_a_crash_what_it_had_not_heard()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var held = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        await List(cluster).Note(Id);  // and the crash comes before the question
        await List(cluster).Note(new(cluster.Project, "asked"));
        await cluster.Grains.GetGrain<IQuestionGrain>($"{cluster.Project}~asked").Ask(new(new("k9"), Annotator(1), 1, new(held.Task, null, null, 0), "Which?", null));
        await cluster.Crash();
        await Eventually("what was never asked is forgotten", async () =>
            await List(cluster).Page(new(), null, 10) is [{ Id.Name: "asked", State: QuestionState.Open }]);
        Assert.Equal([1, 0, 0], await List(cluster).Counts(Annotator(1)));
        Assert.Equal([0, 0, 0], await List(cluster).Counts(Annotator(2)));
    }

    [Fact]
    public async Task A_thread_goes_on_until_it_is_closed()
    {
        await using var cluster = await Start(OneOpinion, samples: 1);
        var held = Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        await Ask(cluster, held.Task, null);
        Assert.Equal(QuestionState.Answered, (await Question(cluster).Answer(new(new("k2"), Curator, 1, "An owl."))).Value!.State);
        Assert.Equal(QuestionState.Open, (await Question(cluster).Answer(new(new("k3"), Annotator(1), 1, "Even without ears?"))).Value!.State);
        Assert.Equal(QuestionState.Closed, (await Question(cluster).Close(new(new("k4"), Curator, 1))).Value!.State);
        Assert.Equal("question-closed", (await Question(cluster).Answer(new(new("k5"), Curator, 1, "Yes."))).Refusal!.Code);
        Assert.Equal(3, (await Question(cluster).Answer(new(new("k3"), Annotator(1), 1, "Even without ears?"))).Value!.Messages.Length);  // a repeat
    }

    static readonly QuestionId Id = new(new("p1"), "q1");

    static IQuestionGrain Question(Cluster cluster) => cluster.Grains.GetGrain<IQuestionGrain>(Id.Value);

    static IQuestionListGrain List(Cluster cluster) => cluster.Grains.GetGrain<IQuestionListGrain>(cluster.Project.Value);

    static Task<Labelwise.Grains.Outcome<Question>> Ask(Cluster cluster, TaskId task, LeaseId? lease) =>
        Question(cluster).Ask(new(new("k1"), Annotator(1), 1, new(task, null, null, 0), "Cat or owl?", lease));
}
