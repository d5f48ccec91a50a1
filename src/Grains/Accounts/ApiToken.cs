using Labelwise.Domain;

namespace Labelwise.Grains.Accounts;

/// <summary>What an API token may be used for: never more than its person may.</summary>
public enum TokenScope : byte { Full, Read }

/// <summary>A token by which programs act as the account's person.</summary>
/// <param name="Key">SHA-256 of the token in hexadecimal: the token itself is known to its bearer alone.</param>
/// <param name="Made">The command that made it.</param>
/// <param name="LastUsedAt">As exact as <see cref="SessionGrain.UseToldEvery"/>; null before its first use.</param>
[GenerateSerializer, Immutable, Alias("api-token")]
public sealed record ApiToken(
    [property: Id(0)] ApiTokenId Id, [property: Id(1)] string Key, [property: Id(2)] string Name, [property: Id(3)] TokenScope Scope,
    [property: Id(4)] DateTimeOffset CreatedAt, [property: Id(5)] DateTimeOffset ExpiresAt, [property: Id(6)] CommandKey Made,
    [property: Id(7)] DateTimeOffset? LastUsedAt = null);

/// <summary>Who acts by a session or an API token.</summary>
/// <param name="Token">Null where a person is signed in.</param>
[GenerateSerializer, Immutable, Alias("session-holder")]
public sealed record SessionHolder([property: Id(0)] AccountFacts Account, [property: Id(1)] ApiTokenId? Token, [property: Id(2)] TokenScope Scope);
