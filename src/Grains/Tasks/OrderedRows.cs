using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;

namespace Labelwise.Grains.Tasks;

/// <summary>Which rows of a block belong to which work order, and how those stand. Nothing is counted along: a row says itself
/// whether it is accepted, so that a reopening takes it back.</summary>
sealed class OrderedRows
{
    readonly Dictionary<int, WorkOrderId> orders = [];

    public void Load(ImmutableArray<RowOrder> kept)
    {
        foreach (var row in kept) orders[row.Row] = row.Order;
    }

    public ImmutableArray<RowOrder> Snapshot() => [.. orders.OrderBy(o => o.Key).Select(o => new RowOrder(o.Key, o.Value))];

    public bool IsFree(int row) => !orders.ContainsKey(row);

    public void Take(int row, WorkOrderId order) => orders[row] = order;

    public OrderStanding Standing(WorkOrderId order, BlockRows rows, ImmutableArray<UserId> people)
    {
        var (tasks, done, accepted) = (0, 0, new Dictionary<UserId, int>());
        foreach (var (row, its) in orders)
        {
            if (its != order) continue;
            tasks++;
            var theirs = rows[row].Opinions.Where(o => o.Counts && people.Contains(o.Annotator)).OrderBy(o => o.At).ToList();
            if (theirs.Count > 0) done++;
            if (rows[row].State is not TaskState.Reviewed) continue;
            if (theirs.FindIndex(o => o.Label == rows[row].Label) is >= 0 and var first)
                accepted[theirs[first].Annotator] = accepted.GetValueOrDefault(theirs[first].Annotator) + 1;
        }
        return new(tasks, done, accepted.ToImmutableDictionary());
    }
}
