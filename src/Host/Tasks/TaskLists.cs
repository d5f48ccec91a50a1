using System.Globalization;
using Labelwise.Grains.Tasks;
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
    public static Task<TaskPage> Page(ProjectCall call, RowFilter filter, TaskSort sort, TaskPlace? after, int limit) =>
        sort is TaskSort.Import ? InOrder(call, filter, after, limit)
        : filter.Text is null ? Ordered(call, filter, sort, after, limit) : Searched(call, filter, sort, after, limit);

    static async Task<TaskPage> InOrder(ProjectCall call, RowFilter filter, TaskPlace? after, int limit)
    {
        var items = new List<ListedTask>(limit + 1);
        var start = after is { } place ? place.Index + 1 : 0;
        var row = TaskBlock.Row(start);
        for (var block = TaskBlock.Of(start); block < call.Project.Blocks && items.Count <= limit; block++, row = 0)
            await foreach (var item in Rows(call, block, filter, row, limit + 1 - items.Count)) items.Add(item);
        return Cut(items, limit);
    }

    /// <summary>Asks for the order, then the blocks for those rows alone. A task that passes no more by then is left out, so that a
    /// page may be short with more to come.</summary>
    static async Task<TaskPage> Ordered(ProjectCall call, RowFilter filter, TaskSort sort, TaskPlace? after, int limit)
    {
        var from = after is { } place ? new OrderedTask(place.Confidence, place.Index) : (OrderedTask?)null;
        var order = await call.Grains.GetGrain<ITaskOrderGrain>(call.Project.Id.Value).Page(filter, sort is TaskSort.ConfidenceDown, from, limit + 1);
        var shown = order.Take(limit).ToList();
        var found = await Task.WhenAll(shown.GroupBy(t => TaskBlock.Of(t.Index)).Select(b =>
            call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, b.Key)).Listed(filter, [.. b.Select(t => TaskBlock.Row(t.Index))])));
        var items = found.SelectMany(f => f).ToDictionary(f => f.Row.Id.Index);
        return new(
            [.. shown.Where(t => items.ContainsKey(t.Index)).Select(t => items[t.Index])],
            order.Length > limit ? new(shown[^1].Confidence, shown[^1].Index) : null);
    }

    /// <summary>Looks at every row that passes and keeps the first of them: part of a name has no index.</summary>
    static async Task<TaskPage> Searched(ProjectCall call, RowFilter filter, TaskSort sort, TaskPlace? after, int limit)
    {
        var order = Comparer<TaskPlace>.Create((a, b) => a.CompareTo(b, sort));
        var best = new SortedDictionary<TaskPlace, ListedTask>(order);
        for (var block = 0; block < call.Project.Blocks; block++)
            await foreach (var item in Rows(call, block, filter, 0, TaskBlock.Size))
            {
                var place = PlaceOf(item);
                if (after is { } start && order.Compare(place, start) <= 0) continue;
                if (best.Count > limit && order.Compare(place, best.Last().Key) >= 0) continue;
                best[place] = item;
                if (best.Count > limit + 1) best.Remove(best.Last().Key);
            }
        return Cut([.. best.Values], limit);
    }

    static async IAsyncEnumerable<ListedTask> Rows(ProjectCall call, int block, RowFilter filter, int fromRow, int wanted)
    {
        var grain = call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, block));
        for (int? row = fromRow; row is { } from && wanted > 0;)
        {
            var page = await grain.Rows(filter, from, wanted);
            foreach (var item in page.Items) yield return item;
            wanted -= page.Items.Length;
            row = page.NextRow;
        }
    }

    static TaskPage Cut(List<ListedTask> items, int limit)
    {
        if (items.Count <= limit) return new(items, null);
        items.RemoveRange(limit, items.Count - limit);
        return new(items, PlaceOf(items[^1]));
    }

    static TaskPlace PlaceOf(ListedTask item) => new(item.Row.Confidence, item.Row.Id.Index);
}
