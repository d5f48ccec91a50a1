using System.Globalization;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Http;

namespace Labelwise.Host.Tasks;

public enum TaskSort { Import, Confidence, ConfidenceDown }

/// <summary>Where a page ended: the last task shown and, in a list by confidence, its confidence.</summary>
public readonly record struct TaskPlace(float Confidence, int Index)
{
    /// <param name="place">Null without a cursor.</param>
    public static bool TryParse(string? cursor, TaskSort sort, out TaskPlace? place)
    {
        place = null;
        if (cursor is null) return true;
        if (cursor.Split('_') is not [var confidence, var index]) return false;
        if (!uint.TryParse(confidence, NumberStyles.AllowHexSpecifier, null, out var bits) || !int.TryParse(index, NumberStyles.None, null, out var task) || task is int.MaxValue) return false;
        place = new(BitConverter.UInt32BitsToSingle(bits), task);
        return sort is TaskSort.Import || place.Value.Confidence is >= 0 and <= 1;
    }

    public override string ToString() => $"{BitConverter.SingleToUInt32Bits(Confidence):x}_{Index}";

    /// <returns>Below 0 where this comes first.</returns>
    public int CompareTo(TaskPlace other, TaskSort sort)
    {
        if (sort is TaskSort.ConfidenceDown) return other.CompareTo(this, TaskSort.Confidence);
        var byConfidence = sort is TaskSort.Confidence ? Confidence.CompareTo(other.Confidence) : 0;
        return byConfidence is 0 ? Index.CompareTo(other.Index) : byConfidence;
    }
}

public sealed record TaskPage(IReadOnlyList<ListedTask> Items, TaskPlace? Next);

/// <summary>Pages over the blocks of a project.</summary>
static class TaskLists
{
    /// <summary>Blocks that count at once.</summary>
    const int CountedAtOnce = 64;

    /// <param name="skip">So many of those that pass are passed over, from <paramref name="after"/> on.</param>
    public static async Task<TaskPage> Page(ProjectCall call, RowFilter filter, TaskSort sort, TaskPlace? after, int skip, int limit) =>
        sort is TaskSort.Import ? await InOrder(call, filter, await Skip(call, filter, after is { } place ? place.Index + 1 : 0, skip), limit)
        : filter.AsksRows ? await Searched(call, filter, sort, after, skip, limit) : await Ordered(call, filter, sort, after, skip, limit);

    /// <summary>How many tasks pass.</summary>
    public static async Task<int> Count(ProjectCall call, RowFilter filter)
    {
        var count = 0;
        // All blocks are full but the last.
        if (filter == RowFilter.All && call.Project.Blocks > 0)
            return (call.Project.Blocks - 1) * TaskBlock.Size + await Block(call, call.Project.Blocks - 1).Count(filter);
        foreach (var some in (await Blocks(call, filter)).Chunk(CountedAtOnce))
            count += (await Task.WhenAll(some.Select(b => Block(call, b).Count(filter)))).Sum();
        return count;
    }

    /// <summary>What is decided of those that pass.</summary>
    public static async Task<DecidedSums> Decided(ProjectCall call, RowFilter filter)
    {
        var sums = new DecidedSums(0, 0, 0, 0);
        foreach (var some in (await Blocks(call, filter)).Chunk(CountedAtOnce))
            sums = (await Task.WhenAll(some.Select(b => Block(call, b).Decided(filter)))).Aggregate(sums, (a, b) => a + b);
        return sums;
    }

    /// <returns>The task from which to go on, so that so many of those that pass are behind; whole blocks are only counted.</returns>
    static async Task<(int Task, int Skip)> Skip(ProjectCall call, RowFilter filter, int from, int skip)
    {
        if (skip is 0 || filter == RowFilter.All) return (Math.Min(from + skip, call.Project.Blocks * TaskBlock.Size), 0);
        if (TaskBlock.Row(from) > 0) return (from, skip);
        foreach (var some in (await Blocks(call, filter)).Where(b => b >= TaskBlock.Of(from)).Chunk(CountedAtOnce))
            foreach (var (block, count) in some.Zip(await Task.WhenAll(some.Select(b => Block(call, b).Count(filter)))))
            {
                if (count > skip) return (block * TaskBlock.Size, skip);
                skip -= count;
            }
        return (call.Project.Blocks * TaskBlock.Size, 0);
    }

    static async Task<TaskPage> InOrder(ProjectCall call, RowFilter filter, (int Task, int Skip) start, int limit)
    {
        var items = new List<ListedTask>(limit + 1);
        var (first, skip) = (TaskBlock.Of(start.Task), start.Skip);
        foreach (var block in await Blocks(call, filter))
        {
            if (block < first) continue;
            if (items.Count > limit) break;
            await foreach (var item in Rows(call, block, filter, block == first ? TaskBlock.Row(start.Task) : 0, skip + limit + 1 - items.Count))
                if (skip > 0) skip--;
                else items.Add(item);
        }
        return Cut(items, limit);
    }

    /// <summary>Asks for the order, then the blocks for those rows alone. A task that passes no more by then is left out, so that a
    /// page may be short with more to come.</summary>
    static async Task<TaskPage> Ordered(ProjectCall call, RowFilter filter, TaskSort sort, TaskPlace? after, int skip, int limit)
    {
        var from = after is { } place ? new OrderedTask(place.Confidence, place.Index) : (OrderedTask?)null;
        var order = await call.Grains.GetGrain<ITaskOrderGrain>(call.Project.Id.Value).Page(filter, sort is TaskSort.ConfidenceDown, from, limit + 1, skip);
        var shown = order.Take(limit).ToList();
        var found = await Task.WhenAll(shown.GroupBy(t => TaskBlock.Of(t.Index)).Select(b =>
            Block(call, b.Key).Listed(filter, [.. b.Select(t => TaskBlock.Row(t.Index))])));
        var items = found.SelectMany(f => f).ToDictionary(f => f.Row.Id.Index);
        return new(
            [.. shown.Where(t => items.ContainsKey(t.Index)).Select(t => items[t.Index])],
            order.Length > limit ? new(shown[^1].Confidence, shown[^1].Index) : null);
    }

    /// <summary>Looks at every row that passes and keeps the first of them: part of a name has no index.</summary>
    static async Task<TaskPage> Searched(ProjectCall call, RowFilter filter, TaskSort sort, TaskPlace? after, int skip, int limit)
    {
        var most = (int)Math.Min((long)skip + limit, call.Project.Blocks * (long)TaskBlock.Size);
        var order = Comparer<TaskPlace>.Create((a, b) => a.CompareTo(b, sort));
        var best = new SortedDictionary<TaskPlace, ListedTask>(order);
        foreach (var block in await Blocks(call, filter))
            await foreach (var item in Rows(call, block, filter, 0, TaskBlock.Size))
            {
                var place = PlaceOf(item);
                if (after is { } start && order.Compare(place, start) <= 0) continue;
                if (best.Count > most && order.Compare(place, best.Last().Key) >= 0) continue;
                best[place] = item;
                if (best.Count > most + 1) best.Remove(best.Last().Key);
            }
        return Cut([.. best.Values.Skip(skip)], limit);
    }

    static async IAsyncEnumerable<ListedTask> Rows(ProjectCall call, int block, RowFilter filter, int fromRow, int wanted)
    {
        var grain = Block(call, block);
        for (int? row = fromRow; row is { } from && wanted > 0;)
        {
            var page = await grain.Rows(filter, from, wanted);
            foreach (var item in page.Items) yield return item;
            wanted -= page.Items.Length;
            row = page.NextRow;
        }
    }

    /// <summary>Those in which anything may pass, ascending: of a work order only the ones that it knows of.</summary>
    static async Task<IEnumerable<int>> Blocks(ProjectCall call, RowFilter filter) => filter.Order switch
    {
        null when filter.Named is { } named => named.Numbers.Select(TaskBlock.Of).Where(b => b < call.Project.Blocks).Distinct().Order(),
        null => Enumerable.Range(0, call.Project.Blocks),
        { } order when order.Project == call.Project.Id => await call.Grains.GetGrain<IWorkOrderGrain>(order.Value).Blocks(),
        _ => [],
    };

    static ITaskBlockGrain Block(ProjectCall call, int block) => call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, block));

    static TaskPage Cut(List<ListedTask> items, int limit)
    {
        if (items.Count <= limit) return new(items, null);
        items.RemoveRange(limit, items.Count - limit);
        return new(items, PlaceOf(items[^1]));
    }

    static TaskPlace PlaceOf(ListedTask item) => new(item.Row.Confidence, item.Row.Id.Index);
}
