using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;
using Orleans.Concurrency;

namespace Labelwise.Grains.WorkOrders;

/// <summary>A vendor of a tenant. Key: tenant/vendor.</summary>
[Alias("vendor")]
public interface IVendorGrain : IGrainWithStringKey
{
    /// <summary>Makes it; a repeat is the same vendor.</summary>
    Task<Outcome<Vendor>> Create(VendorId id, string name);

    /// <summary>Sets who its people are from now on.</summary>
    Task<Outcome<Vendor>> SetMembers(ImmutableArray<UserId> members);

    /// <summary>Sets who may see how its people do.</summary>
    Task<Outcome<Vendor>> SetManagers(ImmutableArray<UserId> managers);

    /// <returns>Null when there is none.</returns>
    [AlwaysInterleave]
    Task<Vendor?> Facts();
}

/// <summary>Which vendors a tenant has, or which work orders a project. Key: the tenant's or the project's id.</summary>
[Alias("business-list")]
public interface IBusinessListGrain : IGrainWithStringKey
{
    /// <summary>Lists an id before what it names is made; a repeat changes nothing.</summary>
    Task Add(string id);

    /// <summary>In the order in which they were listed.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> All();
}
