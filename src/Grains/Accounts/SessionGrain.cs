using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Accounts;

[GenerateSerializer, Immutable, Alias("session-state")]
public sealed record SessionState([property: Id(0)] string Email, [property: Id(1)] DateTimeOffset ExpiresAt)
{
    public SessionState() : this("", default) { }
}

/// <inheritdoc cref="ISessionGrain"/>
public sealed class SessionGrain(
    [PersistentState("session")] IPersistentState<SessionState> session, TimeProvider time) : Grain, ISessionGrain
{
    AccountFacts? holder;

    /// <summary>What was told to an earlier activation may be lost; the account's list never is.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Ask();

    public async Task Begin(string email, DateTimeOffset expiresAt)
    {
        session.State = new(email, expiresAt);
        await session.WriteStateAsync();
        await Ask();
    }

    public Task<AccountFacts?> Holder() =>
        Task.FromResult(session.State.ExpiresAt > time.GetUtcNow() ? holder : null);

    public async Task End()
    {
        holder = null;
        if (session.RecordExists) await session.ClearStateAsync();
    }

    async Task Ask() => holder = session.State.Email is { Length: > 0 } email
        ? await GrainFactory.GetGrain<IAccountGrain>(email).Holder(this.GetPrimaryKeyString()) : null;
}
