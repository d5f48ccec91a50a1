using Labelwise.Domain;
using Labelwise.Host.Questions;

namespace Labelwise.Host.WorkOrders;

/// <param name="Managers">Who may see how its people do.</param>
public sealed record VendorAnswer(VendorId Id, string Name, IReadOnlyList<PersonAnswer> Members, IReadOnlyList<PersonAnswer> Managers);

/// <summary>A work order and what it comes to, computed from its tasks.</summary>
/// <param name="UnitPrice">For one accepted task, as decimal text.</param>
/// <param name="Tasks">In the order.</param>
/// <param name="Done">Answered, accepted or not yet.</param>
/// <param name="Payout">Accepted tasks, up to the quantity, by the price; decimal text.</param>
/// <param name="Mine">The caller's accepted tasks; null for curators.</param>
/// <param name="MyPay">The caller's part; null for curators.</param>
public sealed record WorkOrderAnswer(
    WorkOrderId Id, string Name, VendorId Vendor, string VendorName, string UnitPrice, string Currency, int Quantity, DateTimeOffset Due,
    int Tasks, int Done, int Accepted, string? Payout, int? Mine = null, string? MyPay = null);
