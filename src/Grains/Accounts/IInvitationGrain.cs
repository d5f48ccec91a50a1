using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Accounts;

/// <summary>A place kept for one e-mail address. Key: SHA-256 of its secret in hexadecimal.</summary>
[Alias("invitation")]
public interface IInvitationGrain : IGrainWithStringKey
{
    Task Offer(Invitation invitation);

    /// <summary>Makes the account. Works once, in time, and for the address invited.</summary>
    Task<Outcome<AccountFacts>> Accept(RegisterAccount account);

    /// <returns>Null when it was used, has expired or never was.</returns>
    [AlwaysInterleave]
    Task<Invitation?> Standing();
}

[GenerateSerializer, Immutable, Alias("invitation-offer")]
public sealed record Invitation(
    [property: Id(0)] TenantId Tenant, [property: Id(1)] string Email, [property: Id(2)] DateTimeOffset ExpiresAt, [property: Id(3)] UserId By);
