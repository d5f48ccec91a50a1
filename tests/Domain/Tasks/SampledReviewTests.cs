using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Tasks;

/// <summary>What was believed of a task is kept beside the verdict where the lot alone brought it to a reviewer.</summary>
public sealed class SampledReviewTests
{
    static readonly DateTimeOffset Morning = new(2030, 1, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly TaskPolicy All = new(MinOpinions: 1, MaxOpinions: 3, ReviewRate: 1, Annotators: 5, MayAnnotate: _ => true);
    static readonly ContentHash Good = ContentHash.Of("good"u8), Bad = ContentHash.Of("bad"u8);

    [Theory, InlineData(Verdict.Accept), InlineData(Verdict.Correct), InlineData(Verdict.Reject)]
    public void Whatever_the_verdict_of_a_task_drawn_by_lot(Verdict verdict) =>
        Assert.Equal(new Belief(0, 0.9), Judged(Answered(All, Need.Nothing), verdict));

    [Fact]
    public void Nothing_of_what_people_disagreed_on_or_a_curator_sent_for()
    {
        Assert.Null(Judged(Answered(All, Need.Reviewer), Verdict.Accept));
        var decided = Answered(All with { ReviewRate = 0 }, Need.Nothing);
        Assert.Equal(TaskState.Reviewed, decided.State);
        Assert.Null(Judged(Accept(decided, new AskReview(new("k9"), new("ada"), 1, "look twice")), Verdict.Accept));
    }

    static Belief? Judged(TaskTruth task, Verdict verdict) => Assert.Single(Accept(task, new ReviewTask(
        new("v1"), new("rea"), 3, verdict, "", verdict is Verdict.Correct ? Bad : default, verdict is Verdict.Correct ? 1 : -1, [], new("back"), 1, 1)).Reviews).Believed;

    static TaskTruth Answered(TaskPolicy policy, Need need)
    {
        var task = TaskEvolution.Record(TaskTruth.Unknown, [new TaskTakenOver(Morning, new(
            new(new("p"), 1), new(Good, "1.png", "image/png", 28, 28, 0), null, Audit: false, Prelabeled: false, Seed: 1, Morning, null, null, RecalledAt: null), Wanted: 1)]);
        task = Accept(task, new LeaseTask(new("k1"), new("ann"), 1, new("l1"), AssignmentKind.Label, TimeSpan.FromMinutes(5), 1, 1));
        task = TaskEvolution.Record(task, [new AnnotationSubmitted(Morning, new("l1"), new("a1", new("ann"), Good, 0, 1, 1, Morning, 1000))]);
        return TaskEvolution.Record(task, Settling.After(task, new(Good, 0, 0.9, need), policy, Morning));
    }

    static TaskTruth Accept(TaskTruth task, TaskCommand command)
    {
        var ruling = TaskRules.Decide(task, command, All, Morning.AddMinutes(1));
        Assert.Null(ruling.Refusal);
        return TaskEvolution.Record(task, ruling.Events);
    }
}
