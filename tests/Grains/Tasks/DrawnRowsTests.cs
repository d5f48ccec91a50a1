using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;

namespace Labelwise.Tests.Grains.Tasks;

/// <summary>What a block knows of the objects on its labels is what the documents say, whoever told it.</summary>
public sealed class DrawnRowsTests
{
    const int Rows = 30, Changes = 120;
    static readonly ProjectId Project = new("p");
    static readonly StateJson Json = new();
    static readonly ImmutableArray<string> Classes = [.. Enumerable.Range(0, 200).Select(i => $"class{i}")];
    static readonly ImmutableArray<LabelDocument> Documents = [.. Enumerable.Range(0, 40).Select(Drawn)];

    [Fact]
    public void Each_row_holds_what_its_label_holds_also_after_it_was_saved_and_loaded() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (rows, stands) = (Fresh(), new LabelDocument?[Rows]);
            for (var change = 1; change <= Changes; change++)
            {
                var at = random.Next(Rows);
                var document = stands[at] = random.Next(8) == 0 ? null : Documents[random.Next(Documents.Length)];
                // Some reports are lost, and some tell of a label that does not stand.
                var told = random.Next(3) switch { 0 => null, 1 => Documents[0], _ => document };
                rows.Adopt(Row(at, change, document, random.Next(4) == 0), told is null ? null : Told(told));
                if (random.Next(30) == 0) Read(rows);
                if (random.Next(30) == 0) rows = Loaded(rows.Snapshot());
            }
            return Agree(rows, stands) && Agree(Loaded(rows.Snapshot()), stands);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_an_earlier_version_saved_is_read_once_somebody_asks()
    {
        var (rows, stands) = (Fresh(), new LabelDocument?[Rows]);
        for (var at = 0; at < Rows; at++)
        {
            stands[at] = at % 5 == 0 ? null : Documents[at];
            rows.Adopt(Row(at, 1, stands[at], held: at % 7 == 0), stands[at] is { } document ? Told(document) : null);
        }
        Assert.Empty(rows.Unread);
        var old = Loaded(rows.Snapshot() with { Drawn = null });
        Assert.Equal(stands.Index().Where(s => s.Item is not null).Select(s => s.Index), old.Unread.Select(u => u.Row).Order());
        Assert.True(Agree(old, stands));
        Assert.Empty(Loaded(old.Snapshot()).Unread);
    }

    [Fact]
    public void A_classification_is_known_to_hold_nothing_and_costs_nothing()
    {
        var rows = Fresh();
        for (var at = 0; at < Rows; at++) rows.Adopt(Row(at, 1, Documents[at], held: false) with { Class = 2 });
        Assert.Empty(rows.Unread);
        Assert.All(Enumerable.Range(0, Rows), at => Assert.Equal(0, rows.ObjectsOn(at, null)));
        Assert.Null(rows.Snapshot().Drawn);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_found_by_nothing_and_asked_for_once()
    {
        var rows = Fresh();
        rows.Adopt(Row(3, 1, Documents[3], held: false));
        rows.Read(3, Documents[3].Hash, null);
        Assert.Empty(rows.Unread);
        Assert.Null(rows.ObjectsOn(3, null));
        rows.Adopt(Row(3, 2, Documents[4], held: false), Told(Documents[4]));
        Assert.Equal(Documents[4].Objects.Length, rows.ObjectsOn(3, null));
        Assert.Equal([3], Loaded(new() { Touched = [Row(3, 1, Documents[3], held: false)] }).Unread.Select(u => u.Row));
    }

    /// <summary>Three classes on a picture, as on the usual one.</summary>
    [Fact]
    public void A_row_takes_under_a_dozen_bytes_more()
    {
        var drawn = new DrawnRows();
        for (var row = 0; row < TaskBlock.Size; row++) drawn.Put(row, [new("car", row % 9 + 1), new("bus", 1), new("lorry", 2)], []);
        Assert.InRange(drawn.Snapshot()!.Rows.Length + sizeof(int) * TaskBlock.Size, 0, 12 * TaskBlock.Size);
    }

    /// <summary>Counts of objects alone, without those of answers, say too little.</summary>
    [Fact]
    public void What_was_saved_before_answers_were_counted_is_read_once_more()
    {
        var rows = Fresh();
        rows.Adopt(Row(3, 1, Documents[3], held: false), Told(Documents[3]));
        var old = Loaded(rows.Snapshot() with { Drawn = rows.Snapshot().Drawn! with { WithAnswers = false } });
        Assert.Equal([3], old.Unread.Select(u => u.Row));
    }

    [Fact]
    public void Answers_count_beside_objects_and_are_no_objects_also_after_a_save()
    {
        var (rows, label) = (Fresh(), ContentHash.Of([9]));
        var row = Row(3, 1, null, held: false) with { State = TaskState.Reviewed, Label = label };
        rows.Adopt(row, new(label, [new("ca", 3)], [new("ca/co=red", 2), new("/we=rain", 1)]));
        foreach (var same in new[] { rows, Loaded(rows.Snapshot()) })
        {
            Assert.Equal((3, 3, 2, 1, 3, 0), (same.ObjectsOn(3, null), same.ObjectsOn(3, "ca"), same.AnswersOn(3, ["ca/co=red"]), same.AnswersOn(3, ["/we=rain"]),
                same.AnswersOn(3, ["/we=rain", "ca/co=red"]), same.AnswersOn(3, ["ca/co=blue"])));
        }
    }

    [Fact]
    public void Documents_of_classifications_are_read_once_somebody_asks_for_answers()
    {
        var rows = Fresh();
        rows.Adopt(Row(3, 1, Documents[3], held: false) with { Class = 2 });
        Assert.Empty(rows.Unread);
        rows.ExpectAnswers();
        Assert.Equal([3], rows.Unread.Select(u => u.Row));
        rows.Read(3, Documents[3].Hash, new(Documents[3].Hash, [], [new("/we=rain", 1)]));
        Assert.Equal(1, rows.AnswersOn(3, ["/we=rain"]));
        rows.Adopt(Row(5, 1, Documents[5], held: false) with { Class = 1 });
        Assert.Equal([5], rows.Unread.Select(u => u.Row));
    }

    static LabelHolds Told(LabelDocument document) => new(document.Hash, ObjectCount.Of(document), []);

    static bool Agree(BlockRows rows, LabelDocument?[] stands)
    {
        Read(rows);
        Assert.Empty(rows.Unread);
        foreach (var (at, document) in stands.Index())
        {
            Assert.Equal(document?.Objects.Length, rows.ObjectsOn(at, null));
            foreach (var of in Classes.Take(12).Append("no class at all")) Assert.Equal(document?.Objects.Count(o => o.Class == of), rows.ObjectsOn(at, of));
        }
        return true;
    }

    static void Read(BlockRows rows)
    {
        foreach (var (row, label) in rows.Unread.ToList()) rows.Read(row, label, Told(Documents.Single(d => d.Hash == label)));
    }

    static BlockRows Fresh() => Loaded(new());

    static BlockRows Loaded(BlockRowsState state)
    {
        var rows = new BlockRows(Project, 0);
        rows.Load(new() { Samples = [.. Enumerable.Range(0, Rows).Select(i => new Sample(ContentHash.Of([(byte)i]), $"s{i}", "image/png", 8, 8, 0))] }, new(),
            Json.Deserialize<BlockRowsState>(Json.Serialize(state).Span));
        return rows;
    }

    static TaskRow Row(int at, int version, LabelDocument? document, bool held) => new()
    {
        Id = new(Project, at), Version = version, State = document is null ? TaskState.Queued : TaskState.Reviewed, Label = document?.Hash ?? default,
        Leases = held ? [new(new(new("lease"), new("ann"), AssignmentKind.Label, default, default, 1, 1))] : [],
    };

    static LabelDocument Drawn(int number)
    {
        var random = new Random(number);
        return new([.. Enumerable.Range(0, number % 6).Select(i => new LabeledObject($"o{number}-{i}", Classes[random.Next(random.Next(2) == 0 ? 4 : Classes.Length)], null, PropertyValues.Empty))],
            PropertyValues.Of("number", (double)number));
    }
}
