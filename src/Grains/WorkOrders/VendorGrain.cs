using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Accounts;
using Orleans.Runtime;

namespace Labelwise.Grains.WorkOrders;

sealed class VendorGrain([PersistentState("vendor")] IPersistentState<KeptVendor> kept) : Grain, IVendorGrain
{
    public async Task<Outcome<Vendor>> Create(VendorId id, string name)
    {
        if (kept.State.Vendor is { } known) return known.Name == name ? known : new Conflict("already-exists", "A vendor with this id exists already.");
        await Become(new(id, name, [], []));
        return kept.State.Vendor!;
    }

    public async Task<Outcome<Vendor>> SetMembers(ImmutableArray<UserId> members)
    {
        if (kept.State.Vendor is not { } known) return new NotFound();
        var (now, ever) = (members.Distinct().ToImmutableArray(), known.Ever.Union(members).ToImmutableArray());
        if (!now.SequenceEqual(known.Members)) await Become(known with { Members = now, Ever = ever });
        return kept.State.Vendor!;
    }

    public async Task<Outcome<Vendor>> SetManagers(ImmutableArray<UserId> managers)
    {
        if (kept.State.Vendor is not { } known) return new NotFound();
        var now = managers.Distinct().ToImmutableArray();
        if (known.Managers.IsDefault || !now.SequenceEqual(known.Managers)) await Become(known with { Managers = now });
        return kept.State.Vendor!;
    }

    public Task<Vendor?> Facts() => Task.FromResult(kept.State.Vendor);

    Task Become(Vendor vendor) => kept.Become(new() { Vendor = vendor }, DeactivateOnIdle);
}

[GenerateSerializer, Immutable, Alias("kept-vendor")]
public sealed record KeptVendor
{
    [Id(0)] public Vendor? Vendor { get; init; }
}

sealed class BusinessListGrain([PersistentState("business-list")] IPersistentState<BusinessList> kept) : Grain, IBusinessListGrain
{
    public Task Add(string id) => kept.State.Ids.Contains(id) ? Task.CompletedTask : kept.Become(new() { Ids = kept.State.Ids.Add(id) }, DeactivateOnIdle);

    public Task<ImmutableArray<string>> All() => Task.FromResult(kept.State.Ids);
}

[GenerateSerializer, Immutable, Alias("business-list-state")]
public sealed record BusinessList
{
    [Id(0)] public ImmutableArray<string> Ids { get; init; } = [];
}
