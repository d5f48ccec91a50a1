using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;

namespace Labelwise.Tests.Grains.Tasks;

public class TaskCodeTests
{
    static readonly StateJson States = new();

    /// <summary>Filled by what the records are at run time: a member that is added to one and not to the code is lost here.</summary>
    [Fact]
    public void Whatever_a_task_says_is_read_as_it_was_written() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var task = (TaskTruth)new AnyRecord(new Random(seed)).Of(typeof(TaskTruth));
            Assert.Equal(Text(task), Text(States.Deserialize<TaskTruth>(States.Serialize(task).Span)));
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_task_that_an_earlier_version_wrote_as_json_is_read()
    {
        var task = (TaskTruth)new AnyRecord(new Random(2)).Of(typeof(TaskTruth));
        Assert.Equal(Text(task), Text(States.Deserialize<TaskTruth>(JsonSerializer.SerializeToUtf8Bytes(task, StateJson.Options))));
    }

    [Fact]
    public void A_task_packed_before_reviews_had_marks_is_read()
    {
        // Format 1: no origin, SUBMITTED, version 3, 1 wanted, no leases, ended or annotations; one review; then nothing but zeros.
        byte[] bytes =
        [
            1, 0, 2, 3, 1, 0, 0, 0,
            1, 1, 2, (byte)'r', (byte)'1', 1, 3, (byte)'a', (byte)'d', (byte)'a', 2, 1, 2, (byte)'n', (byte)'o', 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0,
        ];
        var review = Assert.Single(States.Deserialize<TaskTruth>(bytes).Reviews);
        Assert.Equal(("r1", "ada", Verdict.Reject, "no", 0), (review.Id, review.Reviewer.Value, review.Verdict, review.Comment, review.Marks.Length));
    }

    [Fact]
    public void A_task_packed_before_checks_had_questions_is_read()
    {
        // Format 3: as above without the review; no known answer; one check of a lease, neither ended nor answered, for no work order.
        byte[] bytes =
        [
            3, 0, 3, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            1, 1, 1, (byte)'l', 1, 3, (byte)'a', (byte)'d', (byte)'a', 2, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0,
        ];
        var check = Assert.Single(States.Deserialize<TaskTruth>(bytes).Checks);
        Assert.Equal(("l", "ada", AssignmentKind.Check), (check.Lease.Id.Value, check.Lease.Holder.Value, check.Lease.Kind));
        Assert.Null(check.Question);
    }

    [Fact]
    public void A_task_packed_before_reviews_said_what_was_believed_is_read()
    {
        // Format 4: as the first with marks, no known answer and no checks.
        byte[] bytes =
        [
            4, 0, 2, 3, 1, 0, 0, 0,
            1, 1, 2, (byte)'r', (byte)'1', 1, 3, (byte)'a', (byte)'d', (byte)'a', 2, 1, 2, (byte)'n', (byte)'o', 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];
        var review = Assert.Single(States.Deserialize<TaskTruth>(bytes).Reviews);
        Assert.Equal(("r1", "no", null), (review.Id, review.Comment, review.Believed));
    }

    [Fact]
    public void A_damaged_task_is_told_from_a_whole_one()
    {
        var bytes = States.Serialize((TaskTruth)new AnyRecord(new Random(4)).Of(typeof(TaskTruth))).ToArray();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<JsonException>(() => States.Deserialize<TaskTruth>(bytes.AsSpan(0, length)));
        Assert.Throws<JsonException>(() => States.Deserialize<TaskTruth>([.. bytes, 0]));
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var other = bytes.ToArray();
            other[random.Next(1, other.Length)] = (byte)random.Next(256);
            try { _ = States.Deserialize<TaskTruth>(other); }  // some bytes may be others and still make a task
            catch (JsonException) { }
        }
    }

    static string Text(TaskTruth task) => JsonSerializer.Serialize(task, StateJson.Options);
}
