using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Tasks;

/// <summary>Whatever people and clocks do to a task, in whatever order.</summary>
public sealed class TaskInvariantTests
{
    const int Steps = 60;
    const int Stories = 300;

    [Fact]
    public void Leases_and_opinions_never_exceed_redundancy() => Always((story, _, _, _) =>
        story.Task.Counted.Count() + story.Task.LabelLeases.Count(lease => lease.EndsAt > story.Now) <= story.Policy.MaxOpinions);

    [Fact]
    public void Nobody_counts_twice_on_one_task() => Always((story, _, _, _) =>
        story.Task.Counted.Select(a => a.Annotator)
            .Concat(story.Task.LabelLeases.Where(lease => lease.EndsAt > story.Now).Select(lease => lease.Holder))
            .GroupBy(person => person).All(group => group.Count() is 1));

    [Fact]
    public void Nobody_is_given_again_what_they_answered_or_passed_on_unless_it_was_rejected_back_to_them() => Seeds.Hold(
        seed =>
        {
            var story = Told(seed);
            var (done, holders) = (new HashSet<UserId>(), new Dictionary<LeaseId, UserId>());
            foreach (var happened in story.Events)
                switch (happened)
                {
                    case LeaseGranted { Assignment: { Kind: AssignmentKind.Label } lease }:
                        if (done.Contains(lease.Holder)) return false;
                        holders[lease.Id] = lease.Holder;
                        break;
                    case AnnotationSubmitted e: done.Add(e.Annotation.Annotator); break;
                    case LeaseEnded { How: LeaseEnd.Skipped } e when holders.TryGetValue(e.Lease, out var holder): done.Add(holder); break;
                    case TaskRejected { BackTo: { } annotator }: done.Remove(annotator); break;
                }
            return true;
        }, Stories);

    [Fact]
    public void A_rejection_goes_back_to_the_annotator_whose_work_it_was() => Seeds.Hold(
        seed =>
        {
            var events = Told(seed).Events;
            return events.Index().Where(at => at.Item is TaskRejected { BackTo: not null }).All(at =>
                events[at.Index + 1] is LeaseGranted { Assignment: { Returned: true } back } && back.Holder == ((TaskRejected)at.Item).BackTo)
                && events.OfType<LeaseGranted>().Count(e => e.Assignment is { Returned: true, Id.Value: ['r', ..] }) == events.Count(e => e is TaskRejected { BackTo: not null });
        }, Stories);

    [Fact]
    public void Nobody_is_handed_a_task_that_waits_for_an_answer_and_its_asker_has_let_go() => Always((story, _, ruling, before) =>
        (before.Awaited.IsEmpty || !ruling.Events.Any(e => e is LeaseGranted { Assignment: { Kind: AssignmentKind.Label, Returned: false } }))
        && (!ruling.Events.Any(e => e is AnswerAwaited) || ruling.Events.Any(e => e is LeaseEnded { How: LeaseEnd.Asked })));

    [Fact]
    public void An_answer_brings_the_task_back_to_whoever_asked() => Seeds.Hold(
        seed =>
        {
            var asked = new Dictionary<QuestionId, UserId>();
            var events = Told(seed).Events;
            foreach (var (at, happened) in events.Index())
                if (happened is AnswerAwaited { Awaited: var awaited }) asked[awaited.Question] = awaited.Asker;
                else if (happened is AnswerCame came && events[at + 1] is LeaseGranted { Assignment: var back } && (back.Holder != asked[came.Question] || !back.Returned)) return false;
            return true;
        }, Stories);

    [Fact]
    public void A_lease_ends_once() => Always((story, _, _, _) =>
        story.Task.Ended.Select(lease => lease.Id).Concat(story.Task.Leases.Select(lease => lease.Id))
            .GroupBy(id => id).All(group => group.Count() is 1));

    [Fact]
    public void An_annotation_that_was_answered_for_stays_on_record() => Always((story, _, _, before) =>
        story.Task.Annotations.Length >= before.Annotations.Length
        && before.Annotations.Zip(story.Task.Annotations).All(pair => pair.First.Id == pair.Second.Id && pair.First.Label == pair.Second.Label));

    [Fact]
    public void A_refused_command_has_nothing_to_record() => Always((story, _, ruling, before) =>
        ruling.Refusal is null || (ruling.Events.IsEmpty && ReferenceEquals(before, story.Task)));

    [Fact]
    public void States_move_along_the_diagram_only() => Seeds.Hold(
        seed => Told(seed).Task.History.All(entry => (entry.From, entry.To, entry.Command) switch
        {
            var (from, to, _) when from == to => true,
            (TaskState.Queued, TaskState.Working, "lease" or "return" or "late") => true,
            (TaskState.Working, TaskState.Queued, "expire" or "release" or "skip" or "withdraw" or "ask") => true,
            (TaskState.Working or TaskState.Queued, TaskState.Submitted, "submit") => entry.From is TaskState.Working || entry.By is "model",
            (TaskState.Submitted, TaskState.Reviewed, "decide") => true,
            (TaskState.Submitted, TaskState.Queued, "reject") => true,
            (TaskState.Reviewed, TaskState.Queued or TaskState.Submitted, "reopen") => true,
            _ => false,
        }), Stories);

    [Fact]
    public void History_is_unbroken_and_runs_forwards() => Always((story, _, _, before) =>
    {
        var history = story.Task.History;
        return history.Zip(history.Skip(1)).All(pair => pair.First.To == pair.Second.From && pair.First.At <= pair.Second.At)
            && history[^1].To == story.Task.State
            && before.History.SequenceEqual(history.Take(before.History.Length));
    });

    [Fact]
    public void A_reviewed_task_changes_only_by_an_explicit_reopen() => Always((story, command, ruling, before) =>
        before.State is not TaskState.Reviewed || command is ReopenTask or EndWaiting or AskReview or MarkGold or UnmarkGold || ruling.Events.All(IsOfACheck));

    static bool IsOfACheck(TaskEvent happened) => happened is CheckGiven or CheckSubmitted or CheckEnded or CheckExtended or CommandAnswered;

    [Fact]
    public void Whatever_becomes_of_a_check_its_task_stays_as_it_is() => Always((story, _, ruling, before) =>
        !ruling.Events.Any(e => e is CheckGiven or CheckSubmitted or CheckEnded or CheckExtended)
        || ruling.Events.Any(e => e is LeaseGranted or LeaseEnded)
        || (story.Task with { Checks = before.Checks, Answered = before.Answered, Version = before.Version }) == before);

    [Fact]
    public void To_vouch_for_a_label_changes_no_label() => Always((story, command, _, before) =>
        command is not MarkGold || before.State is not TaskState.Reviewed || (story.Task.Decision, story.Task.State) == (before.Decision, before.State));

    [Fact]
    public void A_known_answer_is_given_once_to_each_and_to_nobody_who_knows_it() => Seeds.Hold(
        seed =>
        {
            var story = Told(seed);
            var (given, seen, kinds) = (new HashSet<UserId>(), new HashSet<UserId>(), new HashSet<LeaseId>());
            foreach (var happened in story.Events)
                switch (happened)
                {
                    case LeaseGranted { Assignment.Kind: AssignmentKind.Label } e: seen.Add(e.Assignment.Holder); break;
                    case AnnotationSubmitted e: seen.Add(e.Annotation.Annotator); break;
                    case TaskReviewed e: seen.Add(e.Review.Reviewer); break;
                    case CheckGiven { Kind: CheckKind.Gold } e:
                        if (!given.Add(e.Lease.Holder) || seen.Contains(e.Lease.Holder)) return false;
                        break;
                    case CheckGiven e: if (!given.Add(e.Lease.Holder) || !seen.Contains(e.Lease.Holder)) return false; break;
                    case CheckSubmitted e: if (!kinds.Add(e.Lease)) return false; break;
                }
            return true;
        }, Stories);

    [Fact]
    public void Some_of_these_stories_have_checks_that_are_answered() =>
        Assert.InRange(Enumerable.Range(0, Stories).Count(seed => Told(seed).Events.Any(e => e is CheckSubmitted)), Stories / 20, Stories);

    [Fact]
    public void A_task_is_reviewed_exactly_when_it_is_decided_and_then_waits_for_nobody() => Always((story, _, _, _) =>
        (story.Task.State is TaskState.Reviewed) == (story.Task.Decision is not null)
        && (story.Task.State is not TaskState.Reviewed || (story.Task.Waits is ReviewReason.None && story.Task.Leases.IsEmpty)));

    [Fact]
    public void No_further_opinion_comes_once_they_suffice() => Always((story, _, ruling, before) =>
        !ruling.Events.Any(e => e is AnnotationSubmitted or LeaseGranted { Assignment: { Kind: AssignmentKind.Label, Returned: false } })
        || (before.Assessment is not { Need: Need.Nothing } && before.Counted.Count() < story.Policy.MaxOpinions));

    [Fact]
    public void Active_time_never_exceeds_the_time_since_the_lease() => Seeds.Hold(
        seed =>
        {
            var (story, granted) = (Told(seed), new Dictionary<LeaseId, DateTimeOffset>());
            foreach (var e in story.Events.OfType<LeaseGranted>()) granted[e.Assignment.Id] = e.At;
            return story.Events.OfType<AnnotationSubmitted>().All(e => e.Annotation.ActiveMs >= 0
                && e.Annotation.ActiveMs <= Math.Max(0, (e.At - granted[e.Lease]).TotalMilliseconds));
        }, Stories);

    [Fact]
    public void A_command_repeated_at_any_time_changes_nothing() => Seeds.Hold(
        seed =>
        {
            var story = Told(seed);
            return story.Accepted.All(command =>
                TaskRules.Decide(story.Task, command, story.Policy, story.Now) is { Refusal: null, Events.IsEmpty: true });
        }, Stories);

    [Fact]
    public void Another_command_under_a_used_key_is_refused() => Seeds.Hold(
        seed =>
        {
            var story = Told(seed);
            return story.Accepted.All(command => TaskRules.Decide(
                story.Task, command with { Fingerprint = ulong.MaxValue }, story.Policy, story.Now).Refusal is KeyReused);
        }, 100);

    [Fact]
    public void The_stories_reach_every_state_and_most_events()
    {
        var seen = Enumerable.Range(0, 300).SelectMany(seed => Told(seed).Events).Select(e => e.GetType().Name).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                nameof(LeaseGranted), nameof(LeaseEnded), nameof(LeaseExtended), nameof(AnnotationSubmitted), nameof(TaskAssessed),
                nameof(AuditSettled), nameof(ReviewAsked), nameof(TaskDecided), nameof(TaskReviewed), nameof(TaskRejected), nameof(TaskReopened),
                nameof(CommandAnswered), nameof(AnswerAwaited), nameof(AnswerCame),
            },
            seen);
    }

    /// <summary>Checks after every step of many stories.</summary>
    static void Always(Func<TaskStory, TaskCommand, Ruling, TaskTruth, bool> holds) => Seeds.Hold(
        seed =>
        {
            var story = new TaskStory(seed);
            for (var step = 0; step < Steps; step++)
            {
                var (command, ruling, before) = story.Step();
                if (!holds(story, command, ruling, before)) return false;
            }
            return true;
        }, Stories);

    static TaskStory Told(int seed)
    {
        var story = new TaskStory(seed);
        for (var step = 0; step < Steps; step++) story.Step();
        return story;
    }
}
