using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;
using Labelwise.Host.Composition;
using Labelwise.Host.Http;

namespace Labelwise.Host.Accounts;

/// <summary>Somebody to be given an account by the operator.</summary>
public sealed record NewUser(string Email, string Name, string Password, bool Admin, TenantId Tenant);

/// <summary>Accounts made while no server runs.</summary>
static class OfflineAccounts
{
    public static async Task<Outcome<AccountFacts>> Add(ServerOptions options, NewUser user)
    {
        if (EmailAddress.Normalise(user.Email) is null)
            return Problems.Nonconforming([new("/email", "not-an-email", $"'{user.Email}' is no e-mail address.")]);
        if (user.Password.Length is < Passwords.Shortest or > Passwords.Longest)
            return Problems.Nonconforming([new("/password", "too-short", $"A password has {Passwords.Shortest} to {Passwords.Longest} characters.")]);

        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.AddLabelwise(options);
        using var host = builder.Build();
        await host.StartAsync();
        try
        {
            var hash = await host.Services.GetRequiredService<Passwords>().Hash(user.Password);
            var facts = new AccountFacts(new(IdLetters.Fresh()), user.Tenant, user.Email, user.Name, user.Admin);
            var installation = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IInstallationGrain>(IInstallationGrain.Key);
            return await installation.Admit(new(facts, hash));
        }
        finally
        {
            await host.StopAsync();
        }
    }
}
