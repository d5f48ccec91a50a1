using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Linearizability;

/// <summary>The checker itself, on histories known to be good or bad.</summary>
public sealed class LinearizationTests
{
    /// <summary>A register: writes say what they wrote, reads what they saw.</summary>
    static bool Register(params Request<(bool Writes, int Value)>[] history) =>
        Linearization.Exists(0, history, static (state, request) => request.What.Writes ? [request.What.Value] : state == request.What.Value ? [state] : []);

    static Request<(bool, int)> Write(int value, long from, long? to) => new((true, value), from, to);
    static Request<(bool, int)> Read(int value, long from, long? to) => new((false, value), from, to);

    [Fact]
    public void A_read_after_a_write_sees_it() => Assert.True(Register(Write(1, 1, 2), Read(1, 3, 4)));

    [Fact]
    public void A_read_after_a_write_cannot_miss_it() => Assert.False(Register(Write(1, 1, 2), Read(0, 3, 4)));

    [Fact]
    public void A_read_beside_a_write_may_see_it_or_not()
    {
        Assert.True(Register(Write(1, 1, 4), Read(0, 2, 3)));
        Assert.True(Register(Write(1, 1, 4), Read(1, 2, 3)));
    }

    [Fact]
    public void What_one_has_seen_nobody_sees_undone_later() => Assert.False(Register(Write(1, 1, 6), Read(1, 2, 3), Read(0, 4, 5)));

    [Fact]
    public void A_write_without_an_answer_may_come_late_or_never()
    {
        Assert.True(Register(Write(1, 1, null), Read(0, 2, 3), Read(1, 4, 5)));
        Assert.True(Register(Write(1, 1, null), Read(0, 2, 3)));
        Assert.False(Register(Read(1, 1, 2), Write(1, 3, null)));
    }

    [Fact]
    public void Two_writes_are_seen_in_one_order_by_all() =>
        Assert.False(Register(Write(1, 1, 10), Write(2, 1, 10), Read(1, 2, 3), Read(2, 4, 5), Read(1, 6, 7)));

    [Fact]
    public void Two_people_cannot_both_be_the_first_to_answer() =>
        Assert.False(Tasks(Submit("a1", "k1", "p-0-a1", 1, 2), Submit("a2", "k2", "p-0-a1", 3, 4)));

    [Fact]
    public void Answers_count_on() => Assert.True(Tasks(Submit("a1", "k1", "p-0-a1", 1, 2), Submit("a2", "k2", "p-0-a2", 3, 4)));

    [Fact]
    public void A_repeat_gets_the_first_answer_and_no_other()
    {
        Assert.True(Tasks(Submit("a1", "k1", "p-0-a1", 1, 2), Submit("a1", "k1", "p-0-a1", 3, 4)));
        Assert.False(Tasks(Submit("a1", "k1", "p-0-a1", 1, 2), Submit("a1", "k1", "p-0-a2", 3, 4)));
    }

    [Fact]
    public void A_submission_whose_reply_was_lost_may_have_counted() =>
        Assert.True(Tasks(Submit("a1", "k1", null, 1, null), Submit("a2", "k2", "p-0-a2", 2, 3)));

    [Fact]
    public void A_number_that_nobody_else_can_have_taken_is_not_skipped() => Assert.False(Tasks(Submit("a2", "k2", "p-0-a2", 2, 3)));

    [Fact]
    public void A_task_nobody_decided_cannot_be_reopened() =>
        Assert.False(Tasks(Answered("reopen", "c1", "k1", "", 1, 2), Submit("a1", "k2", "p-0-a1", 3, 4)));

    [Fact]
    public void A_refused_reopening_means_that_the_task_was_open() =>
        Assert.False(Tasks(
            Submit("a1", "k1", "p-0-a1", 1, 2), Answered("review", "r1", "k2", "p-0-r1", 3, 4), Submit("a2", "k3", "p-0-a2", 5, 6),
            Answered("reopen", "c1", "k4", "", 7, 8), Answered("reopen", "c1", "k5", "", 9, 10)));

    [Fact]
    public void What_is_settled_by_itself_may_be_reopened_and_is_settled_once()
    {
        var settled = Answered("settle", "policy", "settle", null, 0, null);
        Assert.True(Tasks(settled, Submit("a1", "k1", "p-0-a1", 1, 2), Answered("reopen", "c1", "k2", "", 3, 4)));
        Assert.False(Tasks(settled, Answered("reopen", "c1", "k2", "", 3, 4), Answered("reopen", "c1", "k3", "", 5, 6)));
    }

    static bool Tasks(params Request<Asked>[] history) => Linearization.Exists(TaskModel.Start, history, TaskModel.Step);

    static Request<Asked> Submit(string by, string key, string? result, long from, long? to) => Answered("submit", by, key, result, from, to);

    static Request<Asked> Answered(string kind, string by, string key, string? result, long from, long? to)
    {
        var task = new TaskId(new("p"), 0);
        var asked = new Asked(new(kind, task, new(by), new(key), 1), from, default) { AnsweredAt = to };
        if (result is not null) asked.Outcome = new TaskAnswer(task, TaskState.Submitted, result);
        return new(asked, from, to);
    }
}
