using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Accounts;

/// <summary>Who somebody is, wherever they act.</summary>
/// <param name="Email">As it was given; compared by <see cref="EmailAddress.Normalise"/>.</param>
/// <param name="Admin">May do everything in the tenant.</param>
[GenerateSerializer, Immutable, Alias("account-facts")]
public sealed record AccountFacts(
    [property: Id(0)] UserId Id, [property: Id(1)] TenantId Tenant, [property: Id(2)] string Email,
    [property: Id(3)] string Name, [property: Id(4)] bool Admin);

/// <param name="PasswordHash">Made outside, where hashing may take its time; never the password.</param>
[GenerateSerializer, Immutable, Alias("register-account")]
public sealed record RegisterAccount([property: Id(0)] AccountFacts Facts, [property: Id(1)] string PasswordHash);

/// <summary>One signed-in client of an account.</summary>
/// <param name="Key">SHA-256 of the token in hexadecimal: the token itself is known to its bearer alone.</param>
[GenerateSerializer, Immutable, Alias("open-session")]
public sealed record OpenSession([property: Id(0)] string Key, [property: Id(1)] DateTimeOffset ExpiresAt);

/// <param name="PasswordHash">What a password is held against.</param>
[GenerateSerializer, Immutable, Alias("credentials")]
public sealed record Credentials([property: Id(0)] AccountFacts Facts, [property: Id(1)] string PasswordHash);

/// <summary>Everyone and everything of one tenant.</summary>
[GenerateSerializer, Immutable, Alias("tenant-directory")]
public sealed record TenantDirectory(
    [property: Id(0)] ImmutableDictionary<UserId, AccountFacts> Users, [property: Id(1)] ImmutableArray<ProjectId> Projects)
{
    public static TenantDirectory Empty { get; } = new(ImmutableDictionary<UserId, AccountFacts>.Empty, []);

    /// <summary>The name shown for somebody; their id where they are gone.</summary>
    public string NameOf(UserId user) => Users.GetValueOrDefault(user)?.Name ?? user.Value;
}
