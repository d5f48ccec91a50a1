using Labelwise.Grains.Ports;

namespace Labelwise.Host.Composition;

/// <summary>Opens the stores before anybody is served: a server whose stores cannot be used does not start, and says
/// why.</summary>
sealed class OpenStores(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<ILabelStore>();
        services.GetRequiredService<IBlobStore>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
