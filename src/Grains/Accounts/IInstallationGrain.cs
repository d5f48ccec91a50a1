using Labelwise.Domain;

namespace Labelwise.Grains.Accounts;

/// <summary>Whether anybody owns this installation yet. One grain, keyed <see cref="Key"/>.</summary>
[Alias("installation")]
public interface IInstallationGrain : IGrainWithStringKey
{
    public const string Key = "installation";

    /// <summary>Opens the set-up by one secret, while there is no user; the one before it is void.</summary>
    /// <param name="secret">SHA-256 of the secret.</param>
    /// <returns>False when somebody owns the installation already.</returns>
    Task<bool> OfferSetup(ContentHash secret);

    /// <summary>Makes the first admin. Works once.</summary>
    Task<Outcome<AccountFacts>> SetUp(ContentHash secret, RegisterAccount first);

    /// <summary>Makes an account at the operator's word; with it the installation is owned.</summary>
    Task<Outcome<AccountFacts>> Admit(RegisterAccount account);
}
