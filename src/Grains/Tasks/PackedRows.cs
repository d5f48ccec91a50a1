using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>The rows of a block that something happened to: packed, but for those that somebody holds, which change soon.
/// Counts them as it goes.</summary>
sealed class PackedRows
{
    readonly ByteRows packed = new();
    readonly Dictionary<int, TaskRow> open = [];
    readonly RowBytes scratch = new();
    RowWords words = new();

    public RowCounts Counts { get; } = new();

    public IEnumerable<int> All => Enumerable.Range(0, Counts.Rows).Where(Has);

    bool Has(int row) => packed.Has(row) || open.ContainsKey(row);

    public void Grow(int rows)
    {
        packed.Grow(rows);
        Counts.Rows = rows;
    }

    public bool TryGet(int row, TaskId id, [NotNullWhen(true)] out TaskRow? found)
    {
        if (!packed.Has(row)) return open.TryGetValue(row, out found);
        found = RowCode.Read(packed[row], id, words);
        return true;
    }

    public RowGist Gist(int row) => packed.Has(row) ? RowCode.Gist(packed[row]) : open.TryGetValue(row, out var whole) ? RowGist.Of(whole) : RowGist.Untouched;

    /// <summary>The same person, by the text that all rows share.</summary>
    public UserId Person(UserId person) => words.Person(person);

    public void Put(int at, TaskRow row)
    {
        if (Has(at)) Counts.Count(Gist(at), -1);
        Counts.Count(RowGist.Of(row), 1);
        if (row.Leases.IsEmpty)
        {
            open.Remove(at);
            packed.Put(at, Pack(row));
        }
        else
        {
            open[at] = row;
            packed.Remove(at);
        }
    }

    /// <summary>Takes over what is on disk.</summary>
    public void Load(PackedRowsState stored)
    {
        words = RowWords.Of(stored);
        packed.Load(ImmutableCollectionsMarshal.AsArray(stored.Rows) ?? []);
        foreach (var row in All) Counts.Count(Gist(row), 1);
    }

    public PackedRowsState Snapshot()
    {
        var gathered = packed.Gather(open.ToDictionary(o => o.Key, o => Pack(o.Value).ToArray()));
        return words.With(ImmutableCollectionsMarshal.AsImmutableArray(gathered));
    }

    ReadOnlySpan<byte> Pack(TaskRow row)
    {
        scratch.Clear();
        RowCode.Write(row, words, scratch);
        return scratch.Written;
    }
}
