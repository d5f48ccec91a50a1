using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;

namespace Labelwise.Host.Accounts;

/// <summary>A session as it was opened, with the token that nobody sees again.</summary>
public sealed record SignedIn(string Token, DateTimeOffset ExpiresAt, AccountFacts Account, string Session);

/// <summary>Signs people in, and slows those who guess.</summary>
public sealed class SignIn(IGrainFactory grains, Passwords passwords, TimeProvider time, ServerOptions options)
{
    /// <summary>Wrong passwords within <see cref="SignInGateGrain.Window"/>: for one account from one address, for one
    /// account from anywhere, from one address for any account.</summary>
    public const int MostForBoth = 10, MostForAccount = 100, MostForAddress = 50;

    /// <param name="address">Network address of the client.</param>
    public async Task<Outcome<SignedIn>> Open(string email, string password, string address)
    {
        if ((await Check(email, password, address)).Refuses(out var why, out var known)) return why;
        return await Open(EmailAddress.Normalise(email)!, known.PasswordHash);
    }

    /// <summary>Sets a new password; only the session that asks goes on.</summary>
    public async Task<Outcome<AccountFacts>> ChangePassword(Http.Caller caller, string current, string next, string address)
    {
        if ((await Check(caller.Account.Email, current, address)).Refuses(out var why, out var known)) return why;
        return await Account(EmailAddress.Normalise(caller.Account.Email)!)
            .ChangePassword(await passwords.Hash(next), known.PasswordHash, caller.Session);
    }

    /// <summary>Holds a password against an account, known or not, in the same time; wrong ones are counted.</summary>
    async Task<Outcome<Credentials>> Check(string email, string password, string address)
    {
        var name = EmailAddress.Normalise(email) ?? "";
        var gates = new (ISignInGateGrain Gate, int Most)[]
        {
            (Gate($"both {address} {name}"), MostForBoth), (Gate($"account {name}"), MostForAccount), (Gate($"address {address}"), MostForAddress),
        };
        for (var i = 0; i < gates.Length; i++)
        {
            if (await gates[i].Gate.Enter(gates[i].Most) is not { } wait) continue;
            foreach (var (entered, _) in gates[..i]) await entered.Right();
            return new TooManyAttempts(wait);
        }
        var known = name.Length > 0 ? await Account(name).Credentials() : null;
        if (!await passwords.Verify(known?.PasswordHash, password)) return new WrongCredentials();
        foreach (var (gate, _) in gates) await gate.Right();
        return known!;
    }

    /// <summary>Opens a session for somebody whose password was found right.</summary>
    async Task<Outcome<SignedIn>> Open(string name, string passwordHash)
    {
        var token = Tokens.New();
        var session = new OpenSession(Tokens.HashOf(token).ToString(), time.GetUtcNow() + options.SessionLength);
        if ((await Account(name).Open(session, passwordHash)).Refuses(out var why, out var account)) return why;
        await grains.GetGrain<ISessionGrain>(session.Key).Begin(name, session.ExpiresAt);
        await grains.GetGrain<ITenantGrain>(account.Tenant.Value).Enroll(account);  // finishes what a crash may have cut short
        return new SignedIn(token, session.ExpiresAt, account, session.Key);
    }

    IAccountGrain Account(string name) => grains.GetGrain<IAccountGrain>(name);

    ISignInGateGrain Gate(string key) => grains.GetGrain<ISignInGateGrain>(key);
}
