using Labelwise.Domain;

namespace Labelwise.Grains.Accounts;

/// <summary>There is an account under this address already.</summary>
[GenerateSerializer, Immutable, Alias("email-taken")]
public sealed record EmailTaken() : Refusal("email-taken", "There is an account with this e-mail address already.");

/// <summary>Unknown address or wrong password: which of the two is not said.</summary>
[GenerateSerializer, Immutable, Alias("wrong-credentials")]
public sealed record WrongCredentials() : Refusal("wrong-credentials", "E-mail address or password is wrong.");

/// <summary>Too many wrong passwords for an account or from an address.</summary>
[GenerateSerializer, Immutable, Alias("too-many-attempts")]
public sealed record TooManyAttempts([property: Id(0)] TimeSpan Wait)
    : Refusal("too-many-attempts", "Too many wrong passwords. Wait before the next attempt.");

/// <summary>A one-time secret that was used, has expired or never was.</summary>
[GenerateSerializer, Immutable, Alias("secret-not-valid")]
public sealed record SecretNotValid() : Refusal("secret-not-valid", "This link was used, has expired or is not from here.");
