using Labelwise.Grains.Ports;
using Labelwise.Storage.Azure;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Hosting;

namespace Labelwise.Storage;

/// <summary>Puts the stores of a data directory at the grains' disposal.</summary>
public static class StorageServices
{
    /// <summary>The storage provider that grains use who name none.</summary>
    private const string DefaultProvider = "Default";

    /// <summary>Registers grain storage, label documents and blobs, all under one directory. It is taken and opened
    /// when the first of them is asked for, and closed with the container.</summary>
    /// <param name="azure">Where blobs are kept instead of in the directory.</param>
    public static IServiceCollection AddLabelwiseStorage(
        this IServiceCollection services, string dataDirectory, AzureBlobs? azure = null)
    {
        services.TryAddSingleton<IStateSerializer, StateJson>();
        services.AddSingleton(_ => DataDirectory.Take(dataDirectory));
        services.AddSingleton(s => SqliteStore.Open(
            s.GetRequiredService<DataDirectory>(), s.GetService<ILogger<SqliteStore>>()));
        services.AddSingleton<IBlobStore>(s => azure is not null
            ? AzureBlobStore.Open(azure)
            : new DirectoryBlobStore(s.GetRequiredService<DataDirectory>().BlobFolder));
        services.AddSingleton<ILabelStore, SqliteLabelStore>();
        services.AddGrainStorage(DefaultProvider, (s, _) => new SqliteGrainStorage(
            s.GetRequiredService<SqliteStore>(), s.GetRequiredService<IStateSerializer>()));
        return services;
    }
}
