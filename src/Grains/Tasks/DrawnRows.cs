using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain.Labels;

namespace Labelwise.Grains.Tasks;

/// <summary>How many objects of which class are drawn on the labels of a block's rows, and which options were chosen how often: 5 bytes
/// a row and 2 for each class and answer on it; nothing for what only has a class of its own. It follows from the documents: where it
/// is not known they are read when somebody asks.</summary>
sealed class DrawnRows
{
    static readonly Dictionary<int, byte[]> NoOthers = [];

    readonly ByteRows counts = new();
    readonly RowBytes scratch = new();

    /// <summary>Ids of classes, and keys of answers, which have a sign that ids have not.</summary>
    readonly List<string> names = [];
    readonly List<bool> areClasses = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly HashSet<int> unread = [], lost = [];
    bool grown;

    /// <summary>Rows whose documents are yet to be read.</summary>
    public IReadOnlyCollection<int> Unread => unread;

    public bool Knows(int row) => counts.Has(row);

    /// <summary>The row's document was asked for and could not be read.</summary>
    public bool Lost(int row) => lost.Contains(row);

    /// <param name="of">The id of a class or the key of an answer; null for objects of all classes.</param>
    /// <returns>How many a row has of them that is known.</returns>
    public int Count(int row, string? of)
    {
        var (number, count) = (of is null ? -1 : numbers.GetValueOrDefault(of, -1), 0);
        if (of is not null && number < 0) return 0;
        for (var from = new RowReader(counts[row]); from.Left > 0;)
        {
            var (one, some) = (from.Number(), from.Number());
            if (of is null ? areClasses[one] : one == number) count += some;
        }
        return count;
    }

    public void Put(int row, ImmutableArray<ObjectCount> objects, ImmutableArray<AnswerCount> answers)
    {
        Forget(row);
        scratch.Clear();
        foreach (var (of, count) in objects) Write(of, count);
        foreach (var (answer, count) in answers) Write(answer, count);
        Grow();
        counts.Put(row, scratch.Written);

        void Write(string name, int count)
        {
            if (!numbers.ContainsKey(name)) Add(name);
            scratch.Number(numbers[name]);
            scratch.Number(count);
        }
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
        if (!stored.WithAnswers) return;  // an earlier version counted objects alone: read once more
        foreach (var name in stored.Classes) Add(name);
        Grow();
        counts.Load(ImmutableCollectionsMarshal.AsArray(stored.Rows) ?? []);
    }

    /// <returns>Null where nothing is known of any row.</returns>
    public DrawnRowsState? Snapshot() =>
        grown ? new() { Rows = ImmutableCollectionsMarshal.AsImmutableArray(counts.Gather(NoOthers)), Classes = [.. names], WithAnswers = true } : null;

    void Add(string name)
    {
        numbers.Add(name, names.Count);
        names.Add(name);
        areClasses.Add(!name.Contains('/', StringComparison.Ordinal));
    }

    void Grow()
    {
        if (!grown) counts.Grow(TaskBlock.Size);
        grown = true;
    }
}

/// <summary>What is known to be drawn and answered on a block's rows.</summary>
[GenerateSerializer, Immutable, Alias("drawn-rows")]
public sealed record DrawnRowsState
{
    /// <summary>As <see cref="ByteRows"/> gathers them: of each class and answer on a row its place in <see cref="Classes"/> and how often it is there.</summary>
    [Id(0)] public ImmutableArray<byte> Rows { get; init; } = [];
    [Id(1)] public ImmutableArray<string> Classes { get; init; } = [];
    [Id(2)] public bool WithAnswers { get; init; }
}
