namespace Labelwise.Grains.Tasks;

/// <summary>Different numbers in order, in some 11 bytes each: arrays in a row, split where they are full.</summary>
sealed class SortedKeys
{
    const int MostInLeaf = 512;

    readonly List<Leaf> leaves = [];

    public int Count { get; private set; }

    /// <returns>False where it is there already.</returns>
    public bool Add(ulong key)
    {
        if (leaves.Count == 0) leaves.Add(new());
        var at = LeafOf(key);
        var leaf = leaves[at];
        if (leaf.Find(key) is not (< 0 and var missing)) return false;
        if (leaf.Count == MostInLeaf)
        {
            leaves.Insert(at + 1, leaf.Split());
            return Add(key);
        }
        leaf.Insert(~missing, key);
        Count++;
        return true;
    }

    /// <returns>False where it is not there.</returns>
    public bool Remove(ulong key)
    {
        if (leaves.Count == 0 || LeafOf(key) is var at && leaves[at].Find(key) is var found && found < 0) return false;
        leaves[at].RemoveAt(found);
        if (leaves[at].Count == 0) leaves.RemoveAt(at);
        Count--;
        return true;
    }

    /// <summary>From this number on, itself included, upwards or downwards.</summary>
    public IEnumerable<ulong> From(ulong start, bool descending)
    {
        if (leaves.Count == 0) yield break;
        var at = LeafOf(start);
        var place = leaves[at].Find(start) is var found && found >= 0 ? found : descending ? ~found - 1 : ~found;
        for (; at >= 0 && at < leaves.Count; at += descending ? -1 : 1, place = descending && at >= 0 ? leaves[at].Count - 1 : 0)
            for (; place >= 0 && place < leaves[at].Count; place += descending ? -1 : 1) yield return leaves[at][place];
    }

    /// <summary>The leaf that holds the number, or would: the last whose first is not above it.</summary>
    int LeafOf(ulong key)
    {
        var (low, high) = (0, leaves.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (leaves[middle][0] <= key) low = middle; else high = middle - 1;
        }
        return low;
    }

    sealed class Leaf
    {
        ulong[] keys = new ulong[4];

        public int Count { get; private set; }

        public ulong this[int at] => keys[at];

        public int Find(ulong key) => Array.BinarySearch(keys, 0, Count, key);

        public void Insert(int at, ulong key)
        {
            if (Count == keys.Length) Array.Resize(ref keys, Math.Min(2 * keys.Length, MostInLeaf));
            Array.Copy(keys, at, keys, at + 1, Count - at);
            keys[at] = key;
            Count++;
        }

        public void RemoveAt(int at)
        {
            Count--;
            Array.Copy(keys, at + 1, keys, at, Count - at);
        }

        /// <summary>Gives its upper half away.</summary>
        public Leaf Split()
        {
            var half = Count / 2;
            var upper = new Leaf { keys = new ulong[MostInLeaf], Count = Count - half };
            Array.Copy(keys, half, upper.keys, 0, upper.Count);
            Count = half;
            return upper;
        }
    }
}
