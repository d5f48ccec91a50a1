using Labelwise.Grains.Accounts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Labelwise.Host.Accounts;

/// <summary>While an installation has no user, prints a link with a secret by which the first admin is made. There is no
/// default password, and the link works once.</summary>
sealed class SetupOffer(IGrainFactory grains, ServerOptions options, IHostApplicationLifetime lifetime, IServer server, ILogger<SetupOffer> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OffersSetup) lifetime.ApplicationStarted.Register(() => _ = Offer());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task Offer()
    {
        try
        {
            var secret = Tokens.New();
            if (!await grains.GetGrain<IInstallationGrain>(IInstallationGrain.Key).OfferSetup(Tokens.HashOf(secret))) return;
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? options.Url;
            Console.WriteLine($"Nobody has an account here yet. Make the first one at {address}/setup?secret={secret}");
        }
        catch (Exception e)
        {
            log.LogError(e, "The set-up link could not be made.");
        }
    }
}
