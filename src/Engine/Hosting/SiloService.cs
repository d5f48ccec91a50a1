using Labelwise.Engine.Activations;
using Labelwise.Engine.Reminders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Labelwise.Engine.Hosting;

/// <summary>Starts and stops a silo with its host.</summary>
sealed class SiloService(Silo silo, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<ReminderService>() is { } reminders) await reminders.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<ReminderService>() is { } reminders) await reminders.Stop(cancellationToken);
        await silo.Stop(cancellationToken);
    }
}
