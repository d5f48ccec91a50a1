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
/// <param name="UnitPrice">For one accepted task, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217, as EUR.</param>
/// <param name="Quantity">How many tasks are paid at most.</param>
[GenerateSerializer, Immutable, Alias("order-facts")]
public sealed record WorkOrder(
    [property: Id(0)] WorkOrderId Id, [property: Id(1)] string Name, [property: Id(2)] VendorId Vendor, [property: Id(3)] decimal UnitPrice,
    [property: Id(4)] string Currency, [property: Id(5)] int Quantity, [property: Id(6)] DateTimeOffset Due, [property: Id(7)] UserId By, [property: Id(8)] DateTimeOffset At);

/// <summary>How a work order's tasks stand now.</summary>
/// <param name="Tasks">In the order.</param>
/// <param name="Done">Answered by the vendor's people, accepted or not yet.</param>
/// <param name="Accepted">By person: tasks decided as they answered first.</param>
[GenerateSerializer, Immutable, Alias("order-standing")]
public sealed record OrderStanding([property: Id(0)] int Tasks, [property: Id(1)] int Done, [property: Id(2)] ImmutableDictionary<UserId, int> Accepted)
{
    public static OrderStanding None { get; } = new(0, 0, ImmutableDictionary<UserId, int>.Empty);

    public int AcceptedTasks => Accepted.Values.Sum();

    public OrderStanding Plus(OrderStanding other) => new(
        Tasks + other.Tasks, Done + other.Done,
        other.Accepted.Aggregate(Accepted, static (sum, one) => sum.SetItem(one.Key, sum.GetValueOrDefault(one.Key) + one.Value)));
}

/// <summary>What a work order comes to: always computed from its tasks, never counted along.</summary>
public static class Payout
{
    public static decimal Of(WorkOrder order, OrderStanding standing) => Math.Min(standing.AcceptedTasks, order.Quantity) * order.UnitPrice;

    /// <summary>A person's part by accepted tasks, before the order's limit.</summary>
    public static decimal Of(WorkOrder order, OrderStanding standing, UserId person) => standing.Accepted.GetValueOrDefault(person) * order.UnitPrice;
}
