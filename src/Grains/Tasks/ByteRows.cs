namespace Labelwise.Grains.Tasks;

/// <summary>A few bytes for each row of a block, all in one array: 4 bytes a row beside them.</summary>
sealed class ByteRows
{
    /// <summary>Bytes kept ready for what comes, beside an eighth of those there.</summary>
    const int Room = 512;

    /// <summary>By row: 1 more than where its bytes lie, 0 where there are none.</summary>
    int[] places = [];

    /// <summary>Each row's bytes after their number, with gaps where rows were that changed since. What was taken over is
    /// full, so that it is never written to.</summary>
    byte[] bytes = [];
    int used, gone;
    readonly RowBytes framed = new();

    public bool Has(int row) => row < places.Length && places[row] != 0;

    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            var from = new RowReader(bytes.AsSpan(places[row] - 1));
            return from.Take(from.Number());
        }
    }

    public void Grow(int rows) => Array.Resize(ref places, rows);

    public void Remove(int row)
    {
        if (places[row] == 0) return;
        gone += LengthAt(places[row] - 1);
        places[row] = 0;
    }

    public void Put(int row, ReadOnlySpan<byte> some)
    {
        Remove(row);  // what is there gives up its room
        framed.Clear();
        Frame(some, framed);
        if (used + framed.Count > bytes.Length) MakeRoom(framed.Count);
        framed.Written.CopyTo(bytes.AsSpan(used));
        places[row] = used + 1;
        used += framed.Count;
    }

    /// <summary>Takes over what <see cref="Gather"/> made.</summary>
    public void Load(byte[] gathered)
    {
        (bytes, used) = (gathered, gathered.Length);
        var from = new RowReader(bytes);
        for (var row = 0; from.Left > 0; row++)
        {
            row += from.Number();
            places[row] = used - from.Left + 1;
            _ = from.Take(from.Number());
        }
    }

    /// <summary>All in one array without gaps, each after the number of rows passed over.</summary>
    /// <param name="others">Rows that are gathered too and not kept here.</param>
    public byte[] Gather(IReadOnlyDictionary<int, byte[]> others)
    {
        var (all, next) = (new RowBytes(used + places.Length + others.Values.Sum(o => o.Length)), 0);
        for (var row = 0; row < places.Length; row++)
        {
            var other = others.GetValueOrDefault(row);
            if (other is null && places[row] == 0) continue;
            all.Number(row - next);
            next = row + 1;
            Frame(other ?? this[row], all);
        }
        return all.Written.ToArray();
    }

    /// <summary>Moves what is still meant to a larger array.</summary>
    void MakeRoom(int needed)
    {
        var (before, all) = (bytes, new byte[used - gone + (used - gone) / 8 + needed + Room]);
        var at = 0;
        for (var row = 0; row < places.Length; row++)
        {
            if (places[row] == 0) continue;
            var whole = before.AsSpan(places[row] - 1, LengthAt(places[row] - 1));
            whole.CopyTo(all.AsSpan(at));
            places[row] = at + 1;
            at += whole.Length;
        }
        (bytes, used, gone) = (all, at, 0);
    }

    /// <summary>Of what lies there and how many bytes say so.</summary>
    int LengthAt(int place)
    {
        var from = new RowReader(bytes.AsSpan(place));
        var (left, length) = (from.Left, from.Number());
        return left - from.Left + length;
    }

    static void Frame(ReadOnlySpan<byte> some, RowBytes to)
    {
        to.Number(some.Length);
        to.Bytes(some);
    }
}
