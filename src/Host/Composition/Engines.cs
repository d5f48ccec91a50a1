using Orleans.Hosting;
#if !ORLEANS
using Labelwise.Engine.Hosting;
using Labelwise.Storage;
#endif

namespace Labelwise.Host.Composition;

/// <summary>Sets up the engine that the build chose, and the stores that go with it.</summary>
static class Engines
{
    /// <exception cref="InvalidOperationException">The settings want more than this build can do.</exception>
    public static void Configure(ISiloBuilder silo, ServerOptions options)
    {
#if ORLEANS
        OrleansSilo.Configure(silo, options);
#else
        if (options.Cluster is not null)
            throw new InvalidOperationException("The setting 'cluster' needs a build on Orleans (-p:Engine=Orleans); this one runs in a single process.");
        silo.UseGrainStorageReminderService().Services.AddLabelwiseStorage(options.Data, options.Blobs);
#endif
    }
}
