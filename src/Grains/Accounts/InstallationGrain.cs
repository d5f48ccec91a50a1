using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Accounts;

[GenerateSerializer, Immutable, Alias("installation-state")]
public sealed record InstallationState
{
    [Id(0)] public ContentHash Secret { get; init; }
    [Id(1)] public bool Owned { get; init; }
    /// <summary>The first admin, until made.</summary>
    [Id(2)] public RegisterAccount? Pending { get; init; }
}

/// <inheritdoc cref="IInstallationGrain"/>
public sealed class InstallationGrain(
    [PersistentState("installation")] IPersistentState<InstallationState> installation) : Grain, IInstallationGrain
{
    /// <summary>Finishes what a crash cut short.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (installation.State.Pending is { } pending) await Finish(pending);
    }

    public async Task<bool> OfferSetup(ContentHash secret)
    {
        if (installation.State.Owned) return false;
        await Write(installation.State with { Secret = secret });
        return true;
    }

    public async Task<Outcome<AccountFacts>> SetUp(ContentHash secret, RegisterAccount first)
    {
        var state = installation.State;
        if (state.Owned || state.Secret.IsNone || state.Secret != secret) return new SecretNotValid();
        await Write(new() { Owned = true, Pending = first });
        return await Finish(first);
    }

    public async Task<Outcome<AccountFacts>> Admit(RegisterAccount account)
    {
        if ((await Register(account)).Refuses(out var why, out var facts)) return why;
        if (!installation.State.Owned) await Write(new() { Owned = true });
        return facts;
    }

    async Task<Outcome<AccountFacts>> Finish(RegisterAccount first)
    {
        var outcome = await Register(first);
        await Write(installation.State with { Pending = null });
        return outcome;
    }

    async Task<Outcome<AccountFacts>> Register(RegisterAccount account)
    {
        var email = EmailAddress.Normalise(account.Facts.Email)
            ?? throw new ArgumentException("An account needs an e-mail address.", nameof(account));
        if ((await GrainFactory.GetGrain<IAccountGrain>(email).Register(account)).Refuses(out var why, out var facts)) return why;
        await GrainFactory.GetGrain<ITenantGrain>(facts.Tenant.Value).Enroll(facts);
        return facts;
    }

    Task Write(InstallationState state) => installation.Become(state, DeactivateOnIdle);
}
