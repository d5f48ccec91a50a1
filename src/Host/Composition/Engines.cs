using Orleans.Hosting;
#if ORLEANS
using System.Net;
using System.Net.Sockets;
using Labelwise.Engine.Reminders;
using Orleans.Storage;
#else
using Labelwise.Engine.Hosting;
#endif

namespace Labelwise.Host.Composition;

/// <summary>Sets up the engine that the build chose.</summary>
static class Engines
{
    public static void Configure(ISiloBuilder silo)
    {
#if ORLEANS
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
        silo.AddReminders().Services.AddSingleton<IReminderTable>(
            provider => new GrainStorageReminderTable(provider.GetRequiredService<IGrainStorage>()));
    }

    /// <summary>A port for a silo that no other one will look for.</summary>
    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
#else
        silo.UseGrainStorageReminderService();
#endif
    }
}
