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

    /// <summary>Null where no order pays for it.</summary>
    public WorkOrderId? Of(int row) => orders.Count > 0 && orders.TryGetValue(row, out var its) ? its : null;

    /// <summary>Lets go of the order's rows that none of these people answered or holds.</summary>
    /// <returns>Those rows.</returns>
    public ImmutableArray<int> GiveBack(WorkOrderId order, BlockRows rows, ImmutableArray<UserId> people)
    {
        ImmutableArray<int> untouched = [.. from o in orders
            where o.Value == order && !rows[o.Key].Opinions.Any(p => people.Contains(p.Annotator)) && !rows[o.Key].Leases.Any(l => people.Contains(l.Assignment.Holder))
            select o.Key];
        foreach (var row in untouched) orders.Remove(row);
        return untouched;
    }

    /// <summary>The order's rows that wait: undecided, without a word from any of the vendor's people, in the hands of none of those of now.</summary>
    /// <param name="ever">Everybody whose answers count for the vendor.</param>
    public ImmutableArray<int> Waiting(WorkOrderId order, BlockRows rows, ImmutableArray<UserId> ever, ImmutableArray<UserId> now) =>
        [.. from o in orders
            where o.Value == order && rows.Brief(o.Key).State is not TaskState.Reviewed
                && !rows[o.Key].Opinions.Any(p => ever.Contains(p.Annotator)) && !rows[o.Key].Leases.Any(l => now.Contains(l.Assignment.Holder))
            orderby o.Key
            select o.Key];

    /// <param name="changes">When the order's price changed, in order of time.</param>
    /// <param name="before">Checks are told from then on: answer by answer they would show which they were.</param>
    public OrderStanding Standing(WorkOrderId order, BlockRows rows, ImmutableArray<UserId> people, ImmutableArray<DateTimeOffset> changes, DateTimeOffset before)
    {
        var (tasks, done, accepted) = (0, 0, new Dictionary<(UserId By, int Changes), int>());
        foreach (var (row, its) in orders)
        {
            if (its != order) continue;
            tasks++;
            var theirs = rows[row].Opinions.Where(o => o.Counts && people.Contains(o.Annotator)).OrderBy(o => o.At).ToList();
            if (theirs.Count > 0) done++;
            if (rows[row].State is not TaskState.Reviewed) continue;
            if (theirs.FindIndex(o => o.Label == rows[row].Label) is not (>= 0 and var first)) continue;
            var paid = (theirs[first].Annotator, changes.Count(c => c <= theirs[first].At));
            accepted[paid] = accepted.GetValueOrDefault(paid) + 1;
        }
        var checks = from row in rows.WithChecks
                     from check in rows[row].Checks
                     where check.Order == order && check.At < before && people.Contains(check.Annotator)
                     group check by (By: check.Annotator, Changes: changes.Count(c => c <= check.At));
        return new(
            tasks, done, [.. accepted.Select(a => new AcceptedWork(a.Key.By, a.Key.Changes, a.Value))],
            [.. checks.Select(own => new AcceptedWork(own.Key.By, own.Key.Changes, own.Count()))]);
    }
}
