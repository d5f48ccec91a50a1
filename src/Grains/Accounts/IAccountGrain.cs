using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Accounts;

/// <summary>One person's account: who they are, what their password is held against, which sessions stand.
/// Key: the normalised e-mail address, which so is unique.</summary>
[Alias("account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Makes the account; the same user id again is a repeat.</summary>
    /// <returns>Refused as <see cref="EmailTaken"/> where the address has another account.</returns>
    Task<Outcome<AccountFacts>> Register(RegisterAccount command);

    /// <returns>Null when there is no such account, or it was removed.</returns>
    [AlwaysInterleave]
    Task<Credentials?> Credentials();

    /// <summary>Signs in, once the password was found right.</summary>
    /// <param name="passwordHash">What it was held against: if that changed meanwhile, the sign-in is refused.</param>
    Task<Outcome<AccountFacts>> Open(OpenSession session, string passwordHash);

    /// <param name="session">Key of a session or of an API token.</param>
    /// <returns>Whose it is; null when it does not stand any more.</returns>
    [AlwaysInterleave]
    Task<SessionHolder?> Holder(string session);

    /// <summary>Adds an API token.</summary>
    /// <returns>Refused where its command has made one before, which was shown then and is not kept, and where there are too many.</returns>
    Task<Outcome<ApiToken>> Issue(ApiToken token);

    /// <summary>Those that stand and those that have expired lately, the newest first.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<ApiToken>> Tokens();

    /// <summary>Ends an API token; returns once no call is accepted by it any more.</summary>
    Task<Outcome<ApiToken>> Revoke(ApiTokenId token);

    /// <summary>A token was used.</summary>
    Task Used(string key, DateTimeOffset at);

    /// <summary>Ends one session; returns once no call is accepted under it any more.</summary>
    Task Close(string session);

    /// <summary>Sets a new password and ends every session but one, and every API token: whoever knew the old one may have made it.</summary>
    /// <param name="passwordHash">What the present password was held against.</param>
    /// <param name="except">The session that goes on, where there is one.</param>
    Task<Outcome<AccountFacts>> ChangePassword(string newHash, string passwordHash, string? except);

    /// <summary>Ends the account and every session of it. The address may be used anew.</summary>
    Task<Outcome<AccountFacts>> Remove(UserId user);
}
