using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Tasks;

/// <summary>A curator has a reviewer look at work that was submitted or decided.</summary>
public sealed class AskReviewTests
{
    static readonly DateTimeOffset Morning = new(2030, 1, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly TaskPolicy Policy = new(MinOpinions: 1, MaxOpinions: 3, ReviewRate: 0, Annotators: 5, MayAnnotate: _ => true);
    static readonly ContentHash Good = ContentHash.Of("good"u8), Bad = ContentHash.Of("bad"u8);
    static readonly Sample Sample = new(Good, "1.png", "image/png", 28, 28, 0);

    [Fact]
    public void What_a_model_decided_stands_as_the_candidate_until_the_reviewer_spoke()
    {
        var decided = new Decision(DeciderKind.Model, [], new("m", 1), Good, 0, 0.99, "certificate", Morning);
        var task = Task(new(new("m", 1), Good, 0, 0.99, []), decided);
        task = Accept(task, new AskReview(new("k1"), new("ada"), 1, "look twice"));
        Assert.Equal((TaskState.Submitted, ReviewReason.Asked, null), (task.State, task.Waits, task.Decision));
        Assert.Equal((Good, Need.Reviewer), (task.Assessment!.Label, task.Assessment.Need));
        task = Accept(task, Review("k2", Verdict.Accept, default));
        Assert.Equal((TaskState.Reviewed, Good, DeciderKind.Reviewer), (task.State, task.Decision!.Label, task.Decision.By));
    }

    [Fact]
    public void A_task_stays_submitted_while_a_reviewer_holds_it_though_no_person_answered_it()
    {
        var task = Task(new(new("m", 1), Good, 0, 0.99, []), new Decision(DeciderKind.Model, [], new("m", 1), Good, 0, 0.99, "certificate", Morning));
        task = Accept(task, new AskReview(new("k1"), new("ada"), 1, ""));
        task = Accept(task, new LeaseTask(new("k2"), new("rea"), 2, new("l1"), AssignmentKind.Review, TimeSpan.FromMinutes(5), 1, 1));
        Assert.Equal(TaskState.Submitted, task.State);
    }

    [Fact]
    public void What_nobody_answered_or_what_waits_already_is_refused()
    {
        var task = Task(null, null);
        Assert.IsType<WrongState>(Decide(task, new AskReview(new("k1"), new("ada"), 1, "")).Refusal);
        task = Task(new(new("m", 1), Good, 0, 0.99, []), new Decision(DeciderKind.Model, [], new("m", 1), Good, 0, 0.99, "certificate", Morning));
        task = Accept(task, new AskReview(new("k1"), new("ada"), 1, ""));
        Assert.IsType<WrongState>(Decide(task, new AskReview(new("k2"), new("ada"), 2, "")).Refusal);
        Assert.Empty(Decide(task, new AskReview(new("k1"), new("ada"), 1, "")).Events);
    }

    [Fact]
    public void A_correction_replaces_what_was_decided()
    {
        var task = Task(new(new("m", 1), Good, 0, 0.99, []), new Decision(DeciderKind.Model, [], new("m", 1), Good, 0, 0.99, "certificate", Morning));
        task = Accept(task, new AskReview(new("k1"), new("ada"), 1, ""));
        Assert.Equal(Bad, Accept(task, Review("k2", Verdict.Correct, Bad)).Decision!.Label);
    }

    static ReviewTask Review(string key, Verdict verdict, ContentHash label) =>
        new(new(key), new("rea"), 3, verdict, "", label, label.IsNone ? -1 : 1, [], new("back"), 1, 1);

    static TaskTruth Task(Prediction? prediction, Decision? accepted) => TaskEvolution.Record(TaskTruth.Unknown, [new TaskTakenOver(Morning, new(
        new(new("p"), 1), Sample, prediction, Audit: false, Prelabeled: false, Seed: 1, Morning, prediction is null ? null : Morning, accepted, RecalledAt: null), Wanted: 1)]);

    static Ruling Decide(TaskTruth task, TaskCommand command) => TaskRules.Decide(task, command, Policy, Morning.AddMinutes(1));

    static TaskTruth Accept(TaskTruth task, TaskCommand command)
    {
        var ruling = Decide(task, command);
        Assert.Null(ruling.Refusal);
        return TaskEvolution.Record(task, ruling.Events);
    }
}
