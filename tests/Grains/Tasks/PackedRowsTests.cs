using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;

namespace Labelwise.Tests.Grains.Tasks;

/// <summary>Packed rows are told apart from rows kept whole by nothing but their size.</summary>
public class PackedRowsTests
{
    const int Rows = 40, Changes = 80;
    static readonly ProjectId Project = new("p");
    static readonly StateJson Json = new();

    [Fact]
    public void Whatever_a_row_says_is_read_as_it_was_put_also_after_it_was_saved_and_loaded() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (packed, whole) = (new PackedRows(), new Dictionary<int, TaskRow>());
            packed.Grow(Rows);
            for (var change = 0; change < Changes; change++)
            {
                var row = Row(random, random.Next(Rows));
                packed.Put(row.Id.Index, whole[row.Id.Index] = row);
                if (random.Next(50) == 0) packed.Snapshot();
                if (random.Next(50) == 0) packed = Loaded(packed.Snapshot());
            }
            return Agree(packed, whole) && Agree(Loaded(packed.Snapshot()), whole);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_saved_does_not_change_with_the_rows()
    {
        var (packed, random) = (new PackedRows(), new Random(5));
        packed.Grow(Rows);
        for (var row = 0; row < Rows; row++) packed.Put(row, Row(random, row));
        var saved = packed.Snapshot();
        var text = Text(saved);
        for (var row = 0; row < Rows; row++) packed.Put(row, Row(random, row));
        Assert.Equal(text, Text(saved));
    }

    [Fact]
    public void Rows_that_an_earlier_version_saved_are_loaded()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, Rows).Select(i => Row(random, i)).ToImmutableArray();
        var key = TaskBlock.Key(Project, 0);
        Assert.Equal(rows.Select(Text), new BlockRowsState { Touched = rows }.Of(key).Select(Text));
    }

    [Fact]
    public void A_decided_row_of_a_classification_takes_under_forty_bytes()
    {
        var packed = new PackedRows();
        packed.Grow(TaskBlock.Size);
        for (var row = 0; row < TaskBlock.Size; row++)
        {
            var (who, at, label) = (Annotator(row % 30), DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(row), ContentHash.Of([(byte)(row % 10)]));
            packed.Put(row, new()
            {
                Id = new(Project, row), Version = 2, State = TaskState.Reviewed, Label = label, Class = row % 10, Confidence = 0.95f,
                Decision = new(DeciderKind.People, [who], null, at, "consensus"), UpdatedAt = at, Opinions = [new(who, label, row % 10, 4200, at, true, null, false)],
            });
        }
        Assert.InRange(packed.Snapshot().Rows.Length, 0, 40 * TaskBlock.Size);
    }

    static bool Agree(PackedRows packed, Dictionary<int, TaskRow> whole)
    {
        Assert.Equal(whole.Keys.Order(), packed.All);
        foreach (var (at, row) in whole)
        {
            Assert.True(packed.TryGet(at, row.Id, out var read));
            Assert.Equal(Text(row), Text(read));
            Assert.Equal(RowGist.Of(row), packed.Gist(at));
        }
        foreach (var state in Enum.GetValues<TaskState>())
            Assert.Equal(whole.Values.Count(r => r.State == state) + (state is TaskState.Queued ? Rows - whole.Count : 0), packed.Counts.Of(state));
        foreach (var audit in Enum.GetValues<AuditStatus>().Skip(1)) Assert.Equal(whole.Values.Count(r => r.Audit == audit), packed.Counts.Of(audit));
        foreach (var by in Enum.GetValues<DeciderKind>())
        {
            var decided = whole.Values.Where(r => r.Decision?.By == by).ToList();
            Assert.Equal(decided.Count, packed.Counts.DecidedBy[(int)by]);
            Assert.Equal(decided.Sum(r => (double)r.Confidence), packed.Counts.Confidence(by), 1e-9);
        }
        Assert.Equal(whole.Values.Count(r => r is { Class: 3, Decision: not null }), packed.Counts.OfClass(3));
        Assert.Equal((whole.Values.Sum(r => r.Opinions.Length), whole.Values.Count(r => r.Waits is not ReviewReason.None)), (packed.Counts.Opinions, packed.Counts.Waiting));
        return true;
    }

    static PackedRows Loaded(PackedRowsState saved)
    {
        var packed = new PackedRows();
        packed.Grow(Rows);
        packed.Load(Json.Deserialize<PackedRowsState>(Json.Serialize(saved).Span));
        return packed;
    }

    static string Text<T>(T row) => System.Text.Encoding.UTF8.GetString(Json.Serialize(row).Span);

    /// <summary>Any row that the types allow, likely or not; most are held by nobody.</summary>
    static TaskRow Row(Random random, int index)
    {
        var row = (TaskRow)new AnyRecord(random).Of(typeof(TaskRow)) with { Id = new(Project, index) };
        row = random.Next(3) > 0 ? row with { Leases = [] } : row;
        return random.Next(2) == 0 ? row : row with { Class = random.Next(-1, 5) };
    }

    static UserId Annotator(int number) => new($"annotator{number}");
}
