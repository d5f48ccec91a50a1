using Labelwise.Grains.Ports;
using Labelwise.Storage.Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Labelwise.Storage.Postgres;

/// <summary>Puts the stores that a cluster shares at the grains' disposal.</summary>
public static class ClusterStorageServices
{
    /// <summary>Registers label documents, blobs, and the default grain storage over another one.</summary>
    /// <param name="database">Connection string of PostgreSQL.</param>
    /// <param name="blobs">Where every node finds them.</param>
    /// <param name="states">Name of the grain storage, registered elsewhere, that keeps the states.</param>
    public static IServiceCollection AddLabelwiseClusterStorage(
        this IServiceCollection services, string database, AzureBlobs blobs, string states)
    {
        services.TryAddSingleton<IStateSerializer, StateJson>();
        services.AddSingleton(_ => NpgsqlDataSource.Create(database));
        services.AddSingleton<PostgresLabelStore>();
        services.AddSingleton<ILabelStore>(s => s.GetRequiredService<PostgresLabelStore>());
        services.AddSingleton<IBlobStore>(_ => AzureBlobStore.Open(blobs));
        services.AddGrainStorage("Default", (s, _) => new LabelsFirstStorage(
            s.GetRequiredKeyedService<IGrainStorage>(states), s.GetRequiredService<PostgresLabelStore>()));
        return services;
    }
}
