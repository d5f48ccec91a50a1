using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Accounts;

/// <summary>One signed-in client, or one API token. Key: SHA-256 of its token in hexadecimal. Its account says whether it stands; this
/// keeps the way there, and the answer while it is in memory.</summary>
[Alias("session")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Ties the session to the account that lists it.</summary>
    Task Begin(string email, DateTimeOffset expiresAt);

    /// <returns>Null when the session never was, has expired, or was ended.</returns>
    [AlwaysInterleave]
    Task<SessionHolder?> Holder();

    /// <summary>The account does not list it any more.</summary>
    Task End();
}
