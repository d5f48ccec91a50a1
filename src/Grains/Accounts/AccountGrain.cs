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
    [Id(3)] public ImmutableArray<ApiToken> Tokens { get; init; } = [];
}

/// <inheritdoc cref="IAccountGrain"/>
public sealed class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> account, TimeProvider time) : Grain, IAccountGrain
{
    /// <summary>Sessions of one account; the oldest gives way to one more.</summary>
    public const int MostSessions = 50;

    /// <summary>API tokens of one account.</summary>
    public const int MostTokens = 50;

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
        await End(state.Sessions.Except(account.State.Sessions).Select(s => s.Key));
        return state.Facts;
    }

    public Task<SessionHolder?> Holder(string session)
    {
        if (account.State is not { Facts: { } facts } state) return Task.FromResult<SessionHolder?>(null);
        var now = time.GetUtcNow();
        return Task.FromResult(
            state.Sessions.Any(s => s.Key == session && s.ExpiresAt > now) ? new SessionHolder(facts, null, TokenScope.Full)
            : state.Tokens.FirstOrDefault(t => t.Key == session && t.ExpiresAt > now) is { } token ? new SessionHolder(facts, token.Id, token.Scope) : null);
    }

    public async Task<Outcome<ApiToken>> Issue(ApiToken token)
    {
        if (account.State is not { Facts: not null } state) return new NotFound();
        if (state.Tokens.Any(t => t.Made == token.Made))
            return new Conflict("token-already-made", "This token was made and shown already. Where it got lost, revoke it and make another.");
        var standing = state.Tokens.RemoveAll(t => t.ExpiresAt <= time.GetUtcNow());
        if (standing.Length >= MostTokens) return new Conflict("too-many-tokens", $"There are {MostTokens} tokens already; revoke one first.");
        await Write(state with { Tokens = standing.Add(token) });
        return token;
    }

    public Task<ImmutableArray<ApiToken>> Tokens() => Task.FromResult<ImmutableArray<ApiToken>>([.. account.State.Tokens.Reverse()]);

    public async Task<Outcome<ApiToken>> Revoke(ApiTokenId id)
    {
        if (account.State.Tokens.FirstOrDefault(t => t.Id == id) is not { } token) return new NotFound();
        await Write(account.State with { Tokens = account.State.Tokens.Remove(token) });
        await End([token.Key]);
        return token;
    }

    public Task Used(string key, DateTimeOffset at) =>
        account.State.Tokens.FirstOrDefault(t => t.Key == key) is { } token && !(token.LastUsedAt >= at)
            ? Write(account.State with { Tokens = account.State.Tokens.Replace(token, token with { LastUsedAt = at }) }) : Task.CompletedTask;

    public async Task Close(string session)
    {
        var closed = account.State.Sessions.Where(s => s.Key == session).ToImmutableArray();
        if (closed.IsEmpty) return;
        await Write(account.State with { Sessions = account.State.Sessions.RemoveRange(closed) });
        await End(closed.Select(s => s.Key));
    }

    public async Task<Outcome<AccountFacts>> ChangePassword(string newHash, string passwordHash, string? except)
    {
        var state = account.State;
        if (state.Facts is null || state.PasswordHash != passwordHash) return new WrongCredentials();
        var kept = state.Sessions.RemoveAll(s => s.Key != except);
        await Write(state with { PasswordHash = newHash, Sessions = kept, Tokens = [] });
        await End(state.Sessions.Except(kept).Select(s => s.Key).Concat(state.Tokens.Select(t => t.Key)));
        return state.Facts;
    }

    public async Task<Outcome<AccountFacts>> Remove(UserId user)
    {
        var state = account.State;
        if (state.Facts is not { } facts || facts.Id != user) return new NotFound();
        await Write(new());
        await End(state.Sessions.Select(s => s.Key).Concat(state.Tokens.Select(t => t.Key)));
        return facts;
    }

    /// <summary>Tells sessions that stand no more; one that could not be told asks when it next wakes.</summary>
    Task End(IEnumerable<string> sessions) => Task.WhenAll(sessions.Select(s => GrainFactory.GetGrain<ISessionGrain>(s).End()));

    Task Write(AccountState state) => account.Become(state, DeactivateOnIdle);
}
