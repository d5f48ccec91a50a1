namespace Labelwise.Grains.Accounts;

/// <summary>Counts wrong passwords under one name: an account, a network address, or both together. Soft: a restart
/// forgets.</summary>
[Alias("sign-in-gate")]
public interface ISignInGateGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt as wrong until <see cref="Right"/> says otherwise, so that many at once gain
    /// nothing.</summary>
    /// <param name="most">Wrong attempts allowed within <see cref="SignInGateGrain.Window"/>.</param>
    /// <returns>How long to wait; null to go on.</returns>
    Task<TimeSpan?> Enter(int most);

    /// <summary>The attempt was right, or never came to a password: it does not count.</summary>
    Task Right();
}
