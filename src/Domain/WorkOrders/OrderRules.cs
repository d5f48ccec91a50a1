using System.Collections.Immutable;

namespace Labelwise.Domain.WorkOrders;

/// <summary>What is to be different of a work order; what is null stays as it is. Its vendor and currency stay for ever.</summary>
/// <param name="UnitPrice">For what is submitted from now on.</param>
[GenerateSerializer, Immutable, Alias("change-order")]
public sealed record ChangeOrder(
    [property: Id(0)] string? Name = null, [property: Id(1)] decimal? UnitPrice = null, [property: Id(2)] int? Quantity = null, [property: Id(3)] DateTimeOffset? Due = null);

/// <summary>What a rule says: the work order as it stands now, the same where nothing changes; or why not.</summary>
public readonly record struct OrderRuling(WorkOrder? Order, Refusal? Refusal)
{
    public static implicit operator OrderRuling(WorkOrder order) => new(order, null);
    public static implicit operator OrderRuling(Refusal why) => new(null, why);
}

[GenerateSerializer, Immutable, Alias("order-closed")]
public sealed record OrderClosed() : Refusal("order-closed", "This work order is closed; reopen it first.");

/// <param name="Tasks">In the order now.</param>
[GenerateSerializer, Immutable, Alias("quantity-below-tasks")]
public sealed record QuantityBelowTasks([property: Id(0)] int Tasks)
    : Refusal("quantity-below-tasks", $"{Tasks} tasks are in this work order already; it cannot be for fewer.");

/// <summary>What may change of a work order once it is made. Nobody loses what they have worked for: a new price is for later work, and
/// the quantity stays at what the vendor was given. Pure.</summary>
public static class OrderRules
{
    /// <summary>Most changes of a price.</summary>
    public const int MostPrices = 100;

    /// <param name="tasks">In the order now.</param>
    public static OrderRuling Change(WorkOrder order, ChangeOrder change, int tasks, DateTimeOffset now)
    {
        var changed = order with { Name = change.Name ?? order.Name, Quantity = change.Quantity ?? order.Quantity, Due = change.Due ?? order.Due };
        if (change.UnitPrice is { } price && price != order.PriceNow) changed = changed with { Prices = order.LaterPrices.Add(new(Later(order, now), price)) };
        if (changed == order) return order;
        if (order.ClosedAt is not null) return new OrderClosed();
        if (changed.Quantity < order.Quantity && changed.Quantity < tasks) return new QuantityBelowTasks(tasks);
        if (changed.LaterPrices.Length > MostPrices) return new Conflict("too-many", $"A price changes {MostPrices} times at most; make another work order.");
        return changed;
    }

    /// <summary>Nothing comes into it any more; what was answered is still paid for once it is accepted.</summary>
    public static WorkOrder Close(WorkOrder order, DateTimeOffset now) => order.ClosedAt is null ? order with { ClosedAt = now } : order;

    public static WorkOrder Reopen(WorkOrder order) => order.ClosedAt is null ? order : order with { ClosedAt = null };

    /// <summary>Prices stand in order of their times, whatever the clock does.</summary>
    static DateTimeOffset Later(WorkOrder order, DateTimeOffset now) => order.LaterPrices is [.., var last] && last.From > now ? last.From : now;
}
