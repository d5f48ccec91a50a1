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
    /// <summary>How often the account is told that an API token is in use: a write, so seldom.</summary>
    public static readonly TimeSpan UseToldEvery = TimeSpan.FromMinutes(10);

    SessionHolder? holder;
    DateTimeOffset told;

    /// <summary>What was told to an earlier activation may be lost; the account's list never is.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Ask();

    public async Task Begin(string email, DateTimeOffset expiresAt)
    {
        session.State = new(email, expiresAt);
        await session.WriteStateAsync();
        await Ask();
    }

    public Task<SessionHolder?> Holder()
    {
        var now = time.GetUtcNow();
        if (session.State.ExpiresAt <= now) return Task.FromResult<SessionHolder?>(null);
        if (holder?.Token is not null && now - told >= UseToldEvery)
        {
            told = now;
            GrainFactory.GetGrain<IAccountGrain>(session.State.Email).Used(this.GetPrimaryKeyString(), now).Ignore();
        }
        return Task.FromResult(holder);
    }

    public async Task End()
    {
        holder = null;
        if (session.RecordExists) await session.ClearStateAsync();
    }

    async Task Ask() => holder = session.State.Email is { Length: > 0 } email
        ? await GrainFactory.GetGrain<IAccountGrain>(email).Holder(this.GetPrimaryKeyString()) : null;
}
