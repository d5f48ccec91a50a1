using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>Tasks by confidence, apart for each state and class and for each person, so that a filter passes over little. Some
/// 25 bytes a task, and 11 more for each person on it.</summary>
sealed class TasksByConfidence
{
    readonly Dictionary<int, BlockKeys> blocks = [];
    readonly Dictionary<(TaskState State, int Class), SortedKeys> orders = [];
    readonly Dictionary<UserId, SortedKeys> people = [];

    /// <summary>Takes a block's rows for what they are now; what did not change costs a comparison.</summary>
    public void Put(int block, BlockKeys now)
    {
        var before = blocks.GetValueOrDefault(block) ?? new([], []);
        var first = block * TaskBlock.Size;
        for (var row = 0; row < now.Rows.Length; row++)
        {
            var known = row < before.Rows.Length ? before.Rows[row] : (RowKey?)null;
            if (known == now.Rows[row]) continue;
            if (known is { } old) Remove(orders, (old.State, old.Class), Key(old, first + row));
            Add(orders, (now.Rows[row].State, now.Rows[row].Class), Key(now.Rows[row], first + row));
        }
        var were = before.People.Select(p => (p.User, Key(before.Rows[p.Row], first + p.Row))).ToHashSet();
        var are = now.People.Select(p => (p.User, Key(now.Rows[p.Row], first + p.Row))).ToHashSet();
        foreach (var (user, key) in were) if (!are.Contains((user, key))) Remove(people, user, key);
        foreach (var (user, key) in are) if (!were.Contains((user, key))) Add(people, user, key);
        blocks[block] = now;
    }

    /// <summary>All tasks that pass, in order.</summary>
    /// <param name="after">What comes first is left out, and all before it.</param>
    public IEnumerable<OrderedTask> From(RowFilter filter, bool descending, OrderedTask? after)
    {
        var start = descending ? Upper(filter, after) : Lower(filter, after);
        foreach (var key in Merge(Passing(filter).Select(o => o.From(start, descending)), descending))
        {
            var task = new OrderedTask(BitConverter.UInt32BitsToSingle((uint)(key >> 32)), (int)(uint)key);
            if (descending ? task.Confidence < filter.MinConfidence : task.Confidence > filter.MaxConfidence) yield break;
            if (filter.Annotator is null)  // then what was merged is of this state and class
            {
                yield return task;
                continue;
            }
            var row = blocks[TaskBlock.Of(task.Index)].Rows[TaskBlock.Row(task.Index)];
            if ((filter.State is not { } state || row.State == state) && (filter.Class is not { } answer || row.Class == answer)) yield return task;
        }
    }

    IEnumerable<SortedKeys> Passing(RowFilter filter) => filter.Annotator is { } who
        ? people.TryGetValue(who, out var own) ? [own] : []
        : orders.Where(o => (filter.State is not { } state || o.Key.State == state) && (filter.Class is not { } answer || o.Key.Class == answer))
            .Select(o => o.Value);

    /// <summary>The least key that may pass.</summary>
    static ulong Lower(RowFilter filter, OrderedTask? after)
    {
        var least = filter.MinConfidence is { } min ? Key((float)min, 0) : 0;
        return after is { } a ? Math.Max(least, Key(a.Confidence, a.Index) + 1) : least;
    }

    /// <summary>The greatest key that may pass.</summary>
    static ulong Upper(RowFilter filter, OrderedTask? after)
    {
        var most = filter.MaxConfidence is { } max ? Key((float)max, int.MaxValue) : ulong.MaxValue;
        return after is { } a ? Math.Min(most, Key(a.Confidence, a.Index) - 1) : most;
    }

    static IEnumerable<ulong> Merge(IEnumerable<IEnumerable<ulong>> sorted, bool descending)
    {
        // Complementing keys turns the order round.
        var heads = new PriorityQueue<IEnumerator<ulong>, ulong>();
        foreach (var one in sorted)
            if (one.GetEnumerator() is var head && head.MoveNext()) heads.Enqueue(head, descending ? ~head.Current : head.Current);
        while (heads.TryDequeue(out var head, out var key))
        {
            yield return descending ? ~key : key;
            if (head.MoveNext()) heads.Enqueue(head, descending ? ~head.Current : head.Current);
        }
    }

    static void Add<T>(Dictionary<T, SortedKeys> all, T which, ulong key) where T : notnull
    {
        if (!all.TryGetValue(which, out var keys)) all[which] = keys = new();
        keys.Add(key);
    }

    static void Remove<T>(Dictionary<T, SortedKeys> all, T which, ulong key) where T : notnull
    {
        if (all[which] is var keys && keys.Remove(key) && keys.Count == 0) all.Remove(which);
    }

    static ulong Key(RowKey row, int task) => Key(row.Confidence, task);

    /// <summary>Bits of floats from 0 on are in the order of the floats.</summary>
    static ulong Key(float confidence, int task) => ((ulong)BitConverter.SingleToUInt32Bits(confidence) << 32) | (uint)task;
}
