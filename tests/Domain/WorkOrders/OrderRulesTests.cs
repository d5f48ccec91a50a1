using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;

namespace Labelwise.Tests.Domain.WorkOrders;

/// <summary>What may change of a work order once people work on it, and what it comes to then.</summary>
public sealed class OrderRulesTests
{
    static readonly DateTimeOffset Start = new(2027, 1, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly WorkOrder Order = new(new(new("p"), "1"), "First", new("v"), 0.05m, "EUR", 100, Start.AddDays(30), new("ada"), Start);

    [Fact]
    public void Work_is_paid_at_the_price_under_which_it_was_submitted()
    {
        var dearer = Changed(Order, new(UnitPrice: 0.08m), at: Start.AddDays(1));
        var cheaper = Changed(dearer, new(UnitPrice: 0.06m), at: Start.AddDays(2));
        Assert.Equal((0.05m, 0.08m, 0.06m, 0.06m), (cheaper.PriceAfter(0), cheaper.PriceAfter(1), cheaper.PriceAfter(2), cheaper.PriceNow));
        var standing = new OrderStanding(100, 60, [new(new("ben"), 0, 10), new(new("ben"), 2, 20), new(new("cleo"), 1, 5)]);
        Assert.Equal(10 * 0.05m + 5 * 0.08m + 20 * 0.06m, Payout.Of(cheaper, standing));
        Assert.Equal(10 * 0.05m + 20 * 0.06m, Payout.Of(cheaper, standing, new("ben")));
        Assert.Equal(10 * 0.05m + 2 * 0.08m, Payout.Of(cheaper with { Quantity = 12 }, standing));
    }

    [Fact]
    public void Standings_of_blocks_add_up_by_person_and_price()
    {
        var sum = new OrderStanding(3, 2, [new(new("ben"), 0, 2)]).Plus(new(4, 4, [new(new("ben"), 0, 1), new(new("ben"), 1, 3)]));
        Assert.Equal((7, 6, 6), (sum.Tasks, sum.Done, sum.AcceptedTasks));
        Assert.Equal([new(new("ben"), 0, 3), new(new("ben"), 1, 3)], sum.Accepted);
    }

    [Fact]
    public void What_is_left_out_stays_and_a_repeat_changes_nothing()
    {
        var changed = Changed(Order, new("Second", 0.08m, 200, Start.AddDays(40)), at: Start.AddDays(1));
        Assert.Equal(("Second", 0.08m, 200, Start.AddDays(40)), (changed.Name, changed.PriceNow, changed.Quantity, changed.Due));
        Assert.Equal(changed, Changed(changed, new("Second", 0.080m, 200, Start.AddDays(40)), at: Start.AddDays(2)));
        Assert.Equal(changed, Changed(changed, new(), at: Start.AddDays(2)));
        // Of two answers of another silo each has an array of its own.
        Assert.Equal(changed, changed with { Prices = [.. changed.Prices] });
        Assert.NotEqual(changed, changed with { Prices = [] });
    }

    [Theory]
    [InlineData(80, 79, false)]
    [InlineData(80, 80, true)]
    [InlineData(120, 110, false)]  // more than ordered are in it: then at least no fewer than were
    [InlineData(120, 130, true)]
    public void The_quantity_stays_at_what_the_vendor_was_given(int tasks, int quantity, bool mayBe)
    {
        var ruling = OrderRules.Change(Order with { Quantity = tasks }, new(Quantity: quantity), tasks, Start);
        Assert.Equal(mayBe ? null : new QuantityBelowTasks(tasks), ruling.Refusal);
    }

    [Fact]
    public void A_closed_order_changes_only_by_being_reopened()
    {
        var closed = OrderRules.Close(Order, Start.AddDays(1));
        Assert.Equal(closed, OrderRules.Close(closed, Start.AddDays(2)));
        Assert.Equal(new OrderClosed(), OrderRules.Change(closed, new(Quantity: 200), 0, Start).Refusal);
        Assert.Equal(closed, OrderRules.Change(closed, new(Quantity: 100), 0, Start).Order);
        Assert.Equal(Order, OrderRules.Reopen(closed));
    }

    [Fact]
    public void Prices_stand_in_order_of_their_times_though_the_clock_went_back()
    {
        var twice = Changed(Changed(Order, new(UnitPrice: 1), at: Start.AddDays(2)), new(UnitPrice: 2), at: Start.AddDays(1));
        Assert.Equal(twice.LaterPrices.OrderBy(p => p.From), twice.LaterPrices);
        Assert.Equal(2, twice.PriceNow);
    }

    static WorkOrder Changed(WorkOrder order, ChangeOrder change, DateTimeOffset at) => OrderRules.Change(order, change, tasks: 0, at).Order!;
}
