using Orleans.Hosting;
#if !ORLEANS
using Labelwise.Engine.Hosting;
#endif

namespace Labelwise.Host.Composition;

/// <summary>Sets up the engine that the build chose.</summary>
static class Engines
{
    public static void Configure(ISiloBuilder silo)
    {
#if ORLEANS
        silo.UseLocalhostClustering();
        silo.UseInMemoryReminderService();
#else
        silo.UseGrainStorageReminderService();
#endif
    }
}
