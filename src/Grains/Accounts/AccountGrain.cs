using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Accounts;

[GenerateSerializer, Immutable, Alias("account-state")]
public sealed record AccountState
{
    [Id(0)] public AccountFacts? Facts { get; init; }
    [Id(1)] public string PasswordHash { get; init; } = "";
    [Id(2)] public ImmutableArray<OpenSession> Sessions { get; init; } = [];
}

/// <inheritdoc cref="IAccountGrain"/>
public sealed class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> account, TimeProvider time) : Grain, IAccountGrain
{
    /// <summary>Sessions of one account; the oldest gives way to one more.</summary>
    public const int MostSessions = 50;

    public async Task<Outcome<AccountFacts>> Register(RegisterAccount command)
    {
        if (account.State.Facts is { } facts)
            return facts.Id == command.Facts.Id && facts.Tenant == command.Facts.Tenant ? facts : new EmailTaken();
        await Write(new() { Facts = command.Facts, PasswordHash = command.PasswordHash });
        return command.Facts;
    }

    public Task<Credentials?> Credentials() =>
        Task.FromResult(account.State is { Facts: { } facts } state ? new Credentials(facts, state.PasswordHash) : null);

    public async Task<Outcome<AccountFacts>> Open(OpenSession session, string passwordHash)
    {
        var state = account.State;
        if (state.Facts is null || state.PasswordHash != passwordHash) return new WrongCredentials();
        var standing = state.Sessions.RemoveAll(s => s.ExpiresAt <= time.GetUtcNow());
        var most = standing.Length < MostSessions ? standing : standing.RemoveRange(0, standing.Length - MostSessions + 1);
        await Write(state with { Sessions = most.Add(session) });
        await End(state.Sessions.Except(account.State.Sessions));
        return state.Facts;
    }

    public Task<AccountFacts?> Holder(string session) =>
        Task.FromResult(account.State.Sessions.Any(s => s.Key == session && s.ExpiresAt > time.GetUtcNow()) ? account.State.Facts : null);

    public async Task Close(string session)
    {
        var closed = account.State.Sessions.Where(s => s.Key == session).ToImmutableArray();
        if (closed.IsEmpty) return;
        await Write(account.State with { Sessions = account.State.Sessions.RemoveRange(closed) });
        await End(closed);
    }

    public async Task<Outcome<AccountFacts>> ChangePassword(string newHash, string passwordHash, string? except)
    {
        var state = account.State;
        if (state.Facts is null || state.PasswordHash != passwordHash) return new WrongCredentials();
        var kept = state.Sessions.RemoveAll(s => s.Key != except);
        await Write(state with { PasswordHash = newHash, Sessions = kept });
        await End(state.Sessions.Except(kept));
        return state.Facts;
    }

    public async Task<Outcome<AccountFacts>> Remove(UserId user)
    {
        var state = account.State;
        if (state.Facts is not { } facts || facts.Id != user) return new NotFound();
        await Write(new());
        await End(state.Sessions);
        return facts;
    }

    /// <summary>Tells sessions that stand no more; one that could not be told asks when it next wakes.</summary>
    Task End(IEnumerable<OpenSession> sessions) =>
        Task.WhenAll(sessions.Select(s => GrainFactory.GetGrain<ISessionGrain>(s.Key).End()));

    Task Write(AccountState state) => account.Become(state, DeactivateOnIdle);
}
