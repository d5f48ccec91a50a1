using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.WorkOrders;

/// <summary>A company whose people annotate.</summary>
/// <param name="Members">Its people now.</param>
/// <param name="Ever">Everybody who ever was one of them: what they did counts for ever.</param>
/// <param name="Managers">Who may see how its people do, in projects that they are members of.</param>
[GenerateSerializer, Immutable, Alias("vendor-facts")]
public sealed record Vendor(
    [property: Id(0)] VendorId Id, [property: Id(1)] string Name, [property: Id(2)] ImmutableArray<UserId> Members, [property: Id(3)] ImmutableArray<UserId> Ever,
    [property: Id(4)] ImmutableArray<UserId> Managers = default)
{
    public bool IsManagedBy(UserId user) => !Managers.IsDefault && Managers.Contains(user);
}

/// <summary>A batch that a vendor is paid for by accepted task.</summary>
/// <param name="UnitPrice">For one accepted task, in <paramref name="Currency"/>, as it was made; what is paid now is <see cref="PriceNow"/>.</param>
/// <param name="Currency">ISO 4217, as EUR.</param>
/// <param name="Quantity">How many tasks are paid at most.</param>
/// <param name="Prices">Later prices, each for what is submitted from its time on, in order of time.</param>
/// <param name="ClosedAt">Null while tasks may come into it.</param>
[GenerateSerializer, Immutable, Alias("order-facts")]
public sealed record WorkOrder(
    [property: Id(0)] WorkOrderId Id, [property: Id(1)] string Name, [property: Id(2)] VendorId Vendor, [property: Id(3)] decimal UnitPrice,
    [property: Id(4)] string Currency, [property: Id(5)] int Quantity, [property: Id(6)] DateTimeOffset Due, [property: Id(7)] UserId By, [property: Id(8)] DateTimeOffset At,
    [property: Id(9)] ImmutableArray<LaterPrice> Prices = default, [property: Id(10)] DateTimeOffset? ClosedAt = null)
{
    public ImmutableArray<LaterPrice> LaterPrices => Prices.IsDefault ? [] : Prices;

    public decimal PriceNow => LaterPrices is [.., var last] ? last.UnitPrice : UnitPrice;

    /// <summary>What is paid for work submitted after so many changes of the price.</summary>
    public decimal PriceAfter(int changes) => changes == 0 ? UnitPrice : LaterPrices[changes - 1].UnitPrice;

    /// <summary>By what it says: one that came from another silo has an array of prices of its own.</summary>
    public bool Equals(WorkOrder? other) => other is not null
        && (Id, Name, Vendor, UnitPrice, Currency, Quantity, Due) == (other.Id, other.Name, other.Vendor, other.UnitPrice, other.Currency, other.Quantity, other.Due)
        && (By, At, ClosedAt) == (other.By, other.At, other.ClosedAt) && LaterPrices.SequenceEqual(other.LaterPrices);

    public override int GetHashCode() => HashCode.Combine(Id, Name, Quantity, Due, ClosedAt);
}

[GenerateSerializer, Immutable, Alias("later-price")]
public sealed record LaterPrice([property: Id(0)] DateTimeOffset From, [property: Id(1)] decimal UnitPrice);

/// <summary>How a work order's tasks stand now.</summary>
/// <param name="Tasks">In the order.</param>
/// <param name="Done">Answered by the vendor's people, accepted or not yet.</param>
/// <param name="Accepted">Tasks decided as somebody answered first; once for each person and price.</param>
/// <param name="Checks">Tasks by which curators saw how somebody at work on the order does, answered before today (UTC).</param>
[GenerateSerializer, Immutable, Alias("order-standing")]
public sealed record OrderStanding(
    [property: Id(0)] int Tasks, [property: Id(1)] int Done, [property: Id(2)] ImmutableArray<AcceptedWork> Accepted,
    [property: Id(3)] ImmutableArray<AcceptedWork> Checks = default)
{
    /// <summary>Paid like any task, right or wrong, beyond the order's quantity.</summary>
    public ImmutableArray<AcceptedWork> PaidChecks => Checks.IsDefault ? [] : Checks;

    /// <summary>How many tasks somebody is paid for.</summary>
    public int PaidTo(UserId person) => Accepted.Concat(PaidChecks).Where(a => a.By == person).Sum(a => a.Tasks);

    public static OrderStanding None { get; } = new(0, 0, []);

    public int AcceptedTasks => Accepted.Sum(a => a.Tasks);

    public OrderStanding Plus(OrderStanding other) => new(
        Tasks + other.Tasks, Done + other.Done, Sum(Accepted, other.Accepted), Sum(PaidChecks, other.PaidChecks));

    static ImmutableArray<AcceptedWork> Sum(ImmutableArray<AcceptedWork> one, ImmutableArray<AcceptedWork> other) =>
        [.. one.Concat(other).GroupBy(a => (a.By, a.Changes)).Select(g => new AcceptedWork(g.Key.By, g.Key.Changes, g.Sum(a => a.Tasks)))];
}

/// <param name="Changes">How often the price had changed when these were submitted.</param>
[GenerateSerializer, Immutable, Alias("accepted-work")]
public readonly record struct AcceptedWork([property: Id(0)] UserId By, [property: Id(1)] int Changes, [property: Id(2)] int Tasks);

/// <summary>What a work order comes to: always computed from its tasks, never counted along.</summary>
public static class Payout
{
    /// <summary>Each task by the price at which it was submitted; where more are accepted than ordered, those submitted at the first prices count.</summary>
    public static decimal Of(WorkOrder order, OrderStanding standing)
    {
        var (left, sum) = (order.Quantity, 0m);
        foreach (var work in standing.Accepted.OrderBy(a => a.Changes))
        {
            var paid = Math.Min(left, work.Tasks);
            (left, sum) = (left - paid, sum + paid * order.PriceAfter(work.Changes));
        }
        return sum + standing.PaidChecks.Sum(a => a.Tasks * order.PriceAfter(a.Changes));
    }

    /// <summary>A person's part by accepted tasks, before the order's limit.</summary>
    public static decimal Of(WorkOrder order, OrderStanding standing, UserId person) =>
        standing.Accepted.Concat(standing.PaidChecks).Where(a => a.By == person).Sum(a => a.Tasks * order.PriceAfter(a.Changes));
}
