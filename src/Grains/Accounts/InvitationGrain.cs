using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Accounts;

[GenerateSerializer, Immutable, Alias("invitation-state")]
public sealed record InvitationState
{
    [Id(0)] public Invitation? Offer { get; init; }
    /// <summary>Who took it: their repeat still makes the same account.</summary>
    [Id(1)] public UserId? TakenBy { get; init; }
}

/// <inheritdoc cref="IInvitationGrain"/>
public sealed class InvitationGrain(
    [PersistentState("invitation")] IPersistentState<InvitationState> invitation, TimeProvider time) : Grain, IInvitationGrain
{
    public async Task Offer(Invitation offer)
    {
        if (invitation.State.Offer is not null) return;
        await Write(new() { Offer = offer });
    }

    public Task<Invitation?> Standing() => Task.FromResult(
        invitation.State is { TakenBy: null, Offer: { } offer } && offer.ExpiresAt > time.GetUtcNow() ? offer : null);

    public async Task<Outcome<AccountFacts>> Accept(RegisterAccount account)
    {
        var facts = account.Facts;
        if (await Standing() is not { } offer || offer.Tenant != facts.Tenant
            || EmailAddress.Normalise(facts.Email) is not { } email || email != EmailAddress.Normalise(offer.Email)) return new SecretNotValid();
        var installation = GrainFactory.GetGrain<IInstallationGrain>(IInstallationGrain.Key);
        if ((await installation.Admit(account)).Refuses(out var why, out var made)) return why;
        await Write(invitation.State with { TakenBy = made.Id });
        return made;
    }

    Task Write(InvitationState state) => invitation.Become(state, DeactivateOnIdle);
}
