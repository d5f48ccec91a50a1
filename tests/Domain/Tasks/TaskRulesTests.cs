using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Tasks;

/// <summary>Short stories, each of which once went wrong or easily could.</summary>
public sealed class TaskRulesTests
{
    static readonly DateTimeOffset Morning = new(2030, 1, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly TaskPolicy Policy = new(MinOpinions: 1, MaxOpinions: 3, ReviewRate: 0, Annotators: 5, MayAnnotate: _ => true);
    static readonly ContentHash Good = ContentHash.Of("good"u8), Bad = ContentHash.Of("bad"u8);

    TaskTruth task = TaskEvolution.Record(TaskTruth.Unknown, [new TaskTakenOver(Morning, new(
        new(new("p"), 1), new(Good, "1.png", "image/png", 28, 28, 0), null, Audit: false, Prelabeled: false, Seed: 1,
        Morning, null, null, RecalledAt: null), Wanted: 1)]);
    int keys;

    [Fact]
    public void A_late_submission_under_an_old_lease_ends_the_newer_one_of_the_same_annotator()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Lease("ann", "l2"), 20);
        Accept(Submit("ann", "l1", Good), 21);
        Assert.IsType<LeaseLost>(Decide(Submit("ann", "l2", Good), 22).Refusal);
        Assert.Single(task.Counted);
    }

    [Fact]
    public void Whoever_still_holds_a_task_when_it_is_decided_is_told_so()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Lease("bob", "l2"), 20);
        Accept(Submit("ann", "l1", Good), 21, new(Good, 0, 0.99, Need.Nothing));
        Assert.Equal(TaskState.Reviewed, task.State);
        Assert.Equal(Morning.AddMinutes(21), Assert.IsType<LeaseLost>(Decide(Submit("bob", "l2", Bad), 22).Refusal).EndedAt);
    }

    [Fact]
    public void A_late_submission_counts_only_while_redundancy_has_room()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Lease("bob", "l2"), 20);
        Accept(Submit("ann", "l1", Good), 21, new(Good, 0, 0.6, Need.AnotherOpinion));
        Accept(Submit("bob", "l2", Bad), 22, new(Good, 0, 0.5, Need.AnotherOpinion));
        Assert.Equal([Good, Bad], task.Counted.Select(annotation => annotation.Label));

        Accept(Lease("cid", "l3"), 23);
        Accept(Lease("dan", "l4"), 40);
        Assert.IsType<LeaseLost>(Decide(Submit("cid", "l3", Good), 41).Refusal);
    }

    [Fact]
    public void Labels_that_do_not_conform_are_refused_with_what_is_wrong_and_the_task_stays_in_hand()
    {
        Accept(Lease("ann", "l1"), 0);
        var wrong = Submit("ann", "l1", default) with { Class = -1, Violations = [new("/properties/quality", "unknown-option", "There is no such answer.")] };
        Assert.Equal(wrong.Violations, Assert.IsType<DoesNotConform>(Decide(wrong, 1).Refusal).Violations);
        Assert.Empty(task.Counted);
        Accept(Submit("ann", "l1", Good), 2);
    }

    [Fact]
    public void A_review_whose_time_ran_out_gives_no_right_to_an_opinion()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Good), 1, new(Good, 0, 0.6, Need.Reviewer));
        Accept(Lease("rex", "r1") with { Kind = AssignmentKind.Review }, 2);
        task = TaskEvolution.Record(task, [.. Leases.Expired(task, Morning.AddMinutes(30))]);
        Assert.Equal(AssignmentKind.Review, task.Ended[^1].Kind);
        Assert.IsType<NotYourLease>(Decide(Submit("rex", "r1", Bad), 31).Refusal);
    }

    [Fact]
    public void A_clock_set_back_revives_no_lease_whose_room_was_taken()
    {
        var one = Policy with { MaxOpinions = 1 };
        Accept(Lease("ann", "l1"), 0);
        Accept(Lease("bob", "l2"), 18);
        Accept(Submit("ann", "l1", Good), 34);
        Assert.IsType<LeaseLost>(TaskRules.Decide(task, Submit("bob", "l2", Bad), one, Morning.AddMinutes(30)).Refusal);
    }

    [Fact]
    public void When_one_of_two_opinions_is_rejected_the_other_still_stands_as_submitted()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Good), 1, new(Good, 0, 0.6, Need.AnotherOpinion));
        Accept(Lease("bob", "l2"), 2);
        Accept(Submit("bob", "l2", Bad), 3, new(Bad, 1, 0.6, Need.Reviewer));
        Accept(Review("rex", Verdict.Reject), 4);
        Assert.Equal(TaskState.Submitted, task.State);
        Assert.Equal("bob", Assert.Single(task.LabelLeases).Holder.Value);
        Assert.DoesNotContain(task.History, entry => entry is { From: TaskState.Queued, To: TaskState.Submitted });
    }

    [Fact]
    public void A_rejected_task_goes_back_to_its_annotator_and_counts_once_when_done_again()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Bad), 1, new(Bad, 1, 0.5, Need.Reviewer));
        Accept(Review("rex", Verdict.Reject), 2);
        Assert.Equal(TaskState.Working, task.State);
        var back = Assert.Single(task.LabelLeases);
        Assert.Equal(("ann", true), (back.Holder.Value, back.Returned));
        Accept(Submit("ann", back.Id.Value, Good), 3, new(Good, 0, 0.99, Need.Nothing));
        Assert.Equal(Good, task.Decision!.Label);
    }

    [Fact]
    public void Work_rejected_to_others_is_nobodys_until_somebody_who_never_had_it_takes_it()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Bad), 1, new(Bad, 1, 0.5, Need.Reviewer));
        Accept(Review("rex", Verdict.Reject) with { ToOthers = true }, 2);
        Assert.Equal((TaskState.Queued, 0, 1), (task.State, task.Leases.Length, task.Wanted));
        Assert.NotNull(TaskRules.Decide(task, Lease("ann", "l2"), Policy, Morning.AddMinutes(3)).Refusal);
        Accept(Lease("bob", "l3"), 4);
        Accept(Submit("bob", "l3", Good), 5, new(Good, 0, 0.99, Need.Nothing));
        Assert.Equal(Good, task.Decision!.Label);
    }

    [Fact]
    public void A_reviewer_who_passes_on_a_review_has_not_skipped_the_task()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Good), 1, new(Good, 0, 0.5, Need.Reviewer));
        Accept(Lease("rex", "v1") with { Kind = AssignmentKind.Review }, 2);
        Accept(new SkipTask(Key(), new("rex"), 0, new("v1"), "tired"), 3);
        Assert.DoesNotContain(new UserId("rex"), task.DoneWithIt);
        Assert.Equal(ReviewReason.Disagreement, task.Waits);
    }

    [Fact]
    public void After_three_skips_a_task_waits_for_a_curator_who_may_label_it()
    {
        foreach (var (who, at) in new[] { ("ann", 0), ("bob", 2), ("cid", 4) })
        {
            Accept(Lease(who, $"l-{who}"), at);
            Accept(new SkipTask(Key(), new(who), 0, new($"l-{who}"), "blurred"), at + 1);
        }
        Assert.Equal(ReviewReason.Skipped, task.Waits);
        Assert.IsType<NotAvailable>(Decide(Lease("dan", "l9"), 6).Refusal);
        Accept(Review("rex", Verdict.Correct) with { Label = Good, Class = 0 }, 7);
        Assert.Equal((DeciderKind.Reviewer, Good), (task.Decision!.By, task.Decision.Label));
    }

    [Fact]
    public void Who_answered_cannot_answer_once_more_under_a_lease_that_should_not_be_there()
    {
        Accept(Lease("ann", "l1"), 0);
        var second = new Assignment(new("l2"), new("ann"), AssignmentKind.Label, Morning, Morning.AddMinutes(15), 1, 1);
        var answer = new Annotation("p-1-a1", new("ann"), Good, 0, 1, 1, Morning, 0);
        task = TaskEvolution.Record(task, [new LeaseGranted(Morning, second), new AnnotationSubmitted(Morning, new("l1"), answer)]);
        Assert.IsType<LeaseLost>(Decide(Submit("ann", "l2", Bad), 1).Refusal);
    }

    [Fact]
    public void A_lease_is_extended_while_it_runs_and_not_after()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Extend("ann", "l1"), 14);
        Assert.Equal(Morning.AddMinutes(29), Assert.Single(task.Leases).EndsAt);
        Assert.IsType<LeaseLost>(Decide(Extend("ann", "l1"), 29).Refusal);
    }

    [Fact]
    public void A_task_that_the_last_annotator_passed_on_asks_for_a_reviewer()
    {
        Accept(Lease("ann", "l1"), 0);
        var skip = TaskRules.Decide(task, new SkipTask(Key(), new("ann"), 0, new("l1"), "blurred"), Policy with { Annotators = 1 }, Morning);
        Assert.Contains(skip.Events, e => e is ReviewAsked { Reason: ReviewReason.NoAnnotatorLeft });
    }

    [Fact]
    public void A_task_that_everybody_has_had_goes_to_whoever_joins_unless_a_reviewer_holds_it()
    {
        var alone = Policy with { Annotators = 1, MayAnnotate = who => who.Value is "ann" };
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Good), 1);
        task = TaskEvolution.Record(task, Settling.After(task, new(Good, 0, 0.6, Need.AnotherOpinion), alone, Morning.AddMinutes(1)));
        Assert.Equal(ReviewReason.NoAnnotatorLeft, task.Waits);
        Assert.IsType<NotAvailable>(TaskRules.Decide(task, Lease("bob", "l2"), alone, Morning.AddMinutes(2)).Refusal);

        var joined = Policy with { Annotators = 2, MayAnnotate = who => who.Value is "ann" or "bob" };
        var reviewed = TaskEvolution.Record(task, TaskRules.Decide(task, Lease("rex", "v1") with { Kind = AssignmentKind.Review }, joined, Morning.AddMinutes(3)).Events);
        Assert.IsType<NotAvailable>(TaskRules.Decide(reviewed, Lease("bob", "l2"), joined, Morning.AddMinutes(4)).Refusal);
        Assert.Null(TaskRules.Decide(reviewed, Lease("bob", "l2"), joined, Morning.AddMinutes(18)).Refusal);
        Assert.IsType<NotAvailable>(TaskRules.Decide(task, Lease("ann", "l2"), joined, Morning.AddMinutes(4)).Refusal);

        task = TaskEvolution.Record(task, TaskRules.Decide(task, Lease("bob", "l2"), joined, Morning.AddMinutes(4)).Events);
        Assert.Equal((ReviewReason.None, 2, TaskState.Submitted), (task.Waits, task.Wanted, task.State));
        Accept(Submit("bob", "l2", Good), 5, new(Good, 0, 0.99, Need.Nothing));
        Assert.Equal(TaskState.Reviewed, task.State);
    }

    [Fact]
    public void Who_has_left_or_never_was_an_annotator_does_not_stand_for_one_who_is_left()
    {
        Accept(Lease("gone", "l1"), 0);
        Accept(Submit("gone", "l1", Good), 1);
        var another = new Assessment(Good, 0, 0.6, Need.AnotherOpinion);
        var left = Policy with { Annotators = 1, MayAnnotate = who => who.Value is "bob" };
        Assert.Equal(2, Assert.IsType<TaskAssessed>(Assert.Single(Settling.After(task, another, left, Morning))).Wanted);
    }

    CommandKey Key() => new($"k{keys++}");
    LeaseTask Lease(string who, string lease) => new(Key(), new(who), 0, new(lease), AssignmentKind.Label, TimeSpan.FromMinutes(15), 1, 1);
    SubmitAnnotation Submit(string who, string lease, ContentHash label) => new(Key(), new(who), 0, new(lease), label, label == Good ? 0 : 1, [], 0);
    ExtendLease Extend(string who, string lease) => new(Key(), new(who), 0, new(lease), TimeSpan.FromMinutes(15));
    ReviewTask Review(string who, Verdict verdict) => new(Key(), new(who), 0, verdict, "", default, -1, [], new("back"), 1, 1);

    [Fact]
    public void A_task_that_may_get_no_further_opinion_since_the_pipeline_changed_goes_to_a_reviewer()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(Submit("ann", "l1", Good), 1, new(Good, 0, 0.6, Need.AnotherOpinion));
        Assert.IsType<WrongState>(Decide(Lease("rex", "v1") with { Kind = AssignmentKind.Review }, 2).Refusal);
        var fewer = Policy with { MaxOpinions = 1 };
        Assert.IsType<NotAvailable>(TaskRules.Decide(task, Lease("bob", "l2"), fewer, Morning.AddMinutes(2)).Refusal);
        Assert.Null(TaskRules.Decide(task, Lease("rex", "v1") with { Kind = AssignmentKind.Review }, fewer, Morning.AddMinutes(2)).Refusal);
    }

    [Fact]
    public void A_task_that_everybody_left_has_passed_on_goes_to_a_reviewer_who_labels_it()
    {
        Accept(Lease("ann", "l1"), 0);
        Accept(new SkipTask(Key(), new("ann"), 0, new("l1"), "blurred"), 1);
        Assert.IsType<WrongState>(Decide(Review("rex", Verdict.Correct), 2).Refusal);
        var alone = Policy with { Annotators = 1 };
        Assert.Null(TaskRules.Decide(task, Review("rex", Verdict.Correct) with { Label = Good }, alone, Morning.AddMinutes(2)).Refusal);
    }

    Ruling Decide(TaskCommand command, int minute) => TaskRules.Decide(task, command, Policy, Morning.AddMinutes(minute));

    void Accept(TaskCommand command, int minute, Assessment? assessment = null)
    {
        var ruling = Decide(command, minute);
        Assert.Null(ruling.Refusal);
        var folded = ruling.Events.Aggregate(task, TaskEvolution.Evolve);
        var settled = assessment is null ? [] : Settling.After(folded, assessment, Policy, Morning.AddMinutes(minute));
        task = TaskEvolution.Record(task, [.. ruling.Events, .. settled]);
    }
}
