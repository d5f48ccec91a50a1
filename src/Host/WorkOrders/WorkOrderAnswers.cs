using Labelwise.Domain;
using Labelwise.Host.Questions;

namespace Labelwise.Host.WorkOrders;

/// <param name="Managers">Who may see how its people do.</param>
public sealed record VendorAnswer(VendorId Id, string Name, IReadOnlyList<PersonAnswer> Members, IReadOnlyList<PersonAnswer> Managers);

/// <summary>A work order and what it comes to, computed from its tasks.</summary>
/// <param name="UnitPrice">For one accepted task submitted now, as decimal text.</param>
/// <param name="Tasks">In the order.</param>
/// <param name="Done">Answered, accepted or not yet.</param>
/// <param name="Payout">Accepted tasks, up to the quantity, by the price; decimal text.</param>
/// <param name="Mine">The caller's tasks that are paid; null for curators.</param>
/// <param name="Checks">Tasks beyond the quantity by which curators see how people do, paid likewise; told from the day after.</param>
/// <param name="MyPay">The caller's part; null for curators.</param>
/// <param name="Prices">From when on which price held, where it has changed.</param>
/// <param name="ClosedAt">Null while tasks may come into it.</param>
public sealed record WorkOrderAnswer(
    WorkOrderId Id, string Name, VendorId Vendor, string VendorName, string UnitPrice, string Currency, int Quantity, DateTimeOffset Due,
    int Tasks, int Done, int Accepted, string? Payout, int? Mine = null, string? MyPay = null,
    IReadOnlyList<PriceAnswer>? Prices = null, DateTimeOffset? ClosedAt = null, int? Checks = null);

/// <param name="From">What is submitted from then on is paid by it.</param>
public sealed record PriceAnswer(DateTimeOffset From, string UnitPrice);
