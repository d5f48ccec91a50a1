using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain.Labels;

namespace Labelwise.Grains.Tasks;

/// <summary>How many objects of which class are drawn on the labels of a block's rows: 5 bytes a row and 2 for each class on
/// it, and nothing for classifications. It follows from the documents: where it is not known they are read when somebody asks.</summary>
sealed class DrawnRows
{
    static readonly Dictionary<int, byte[]> NoOthers = [];

    readonly ByteRows counts = new();
    readonly RowBytes scratch = new();
    readonly List<string> classes = [];
    readonly HashSet<int> unread = [], lost = [];

    /// <summary>The class asked for last, and its number: a filter asks for the same one row by row.</summary>
    (string? Class, int Number) asked;
    bool grown;

    /// <summary>Rows whose documents are yet to be read.</summary>
    public IReadOnlyCollection<int> Unread => unread;

    public bool Knows(int row) => counts.Has(row);

    /// <param name="of">Null for objects of all classes.</param>
    /// <returns>How many a row has of them that is known.</returns>
    public int Count(int row, string? of)
    {
        var (number, count) = (of is null ? -1 : NumberOf(of), 0);
        for (var from = new RowReader(counts[row]); from.Left > 0;)
        {
            var (one, some) = (from.Number(), from.Number());
            if (of is null || one == number) count += some;
        }
        return count;
    }

    public void Put(int row, ImmutableArray<ObjectCount> objects)
    {
        Forget(row);
        scratch.Clear();
        foreach (var (of, count) in objects)
        {
            if (NumberOf(of) < 0) Add(of);
            scratch.Number(NumberOf(of));
            scratch.Number(count);
        }
        Grow();
        counts.Put(row, scratch.Written);
    }

    /// <summary>Nothing can be drawn on the row's label, or it has none.</summary>
    public void Forget(int row)
    {
        unread.Remove(row);
        lost.Remove(row);
        if (counts.Has(row)) counts.Remove(row);
    }

    /// <summary>The row has a label whose document nobody told of.</summary>
    public void Expect(int row)
    {
        Forget(row);
        unread.Add(row);
    }

    /// <summary>The row's document cannot be read: it is tried again once the label is another, or the block wakes anew.</summary>
    public void Lose(int row)
    {
        if (unread.Remove(row)) lost.Add(row);
    }

    public void Load(DrawnRowsState stored)
    {
        classes.AddRange(stored.Classes);
        Grow();
        counts.Load(ImmutableCollectionsMarshal.AsArray(stored.Rows) ?? []);
    }

    /// <returns>Null where nothing is known of any row.</returns>
    public DrawnRowsState? Snapshot() =>
        grown ? new() { Rows = ImmutableCollectionsMarshal.AsImmutableArray(counts.Gather(NoOthers)), Classes = [.. classes] } : null;

    /// <returns>-1 where no row ever had the class.</returns>
    int NumberOf(string of)
    {
        if (!ReferenceEquals(of, asked.Class)) asked = (of, classes.IndexOf(of));
        return asked.Number;
    }

    void Add(string of)
    {
        classes.Add(of);
        asked = default;
    }

    void Grow()
    {
        if (!grown) counts.Grow(TaskBlock.Size);
        grown = true;
    }
}

/// <summary>What is known to be drawn on a block's rows.</summary>
[GenerateSerializer, Immutable, Alias("drawn-rows")]
public sealed record DrawnRowsState
{
    /// <summary>As <see cref="ByteRows"/> gathers them: of each class on a row its place in <see cref="Classes"/> and how many objects are of it.</summary>
    [Id(0)] public ImmutableArray<byte> Rows { get; init; } = [];
    [Id(1)] public ImmutableArray<string> Classes { get; init; } = [];
}
