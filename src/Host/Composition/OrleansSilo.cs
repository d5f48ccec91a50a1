using System.Net;
using System.Net.Sockets;
using Labelwise.Engine.Reminders;
using Labelwise.Storage;
using Labelwise.Storage.Postgres;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace Labelwise.Host.Composition;

/// <summary>A silo of Orleans: alone on a data directory, or one of a cluster that meets in PostgreSQL.</summary>
static class OrleansSilo
{
    const string Driver = "Npgsql";
    const string States = "postgres";

    public static void Configure(ISiloBuilder silo, ServerOptions options)
    {
        if (options.Cluster is { } database) Join(silo, database, options);
        else Alone(silo, options);
    }

    static void Alone(ISiloBuilder silo, ServerOptions options)
    {
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0).AddReminders();
        silo.Services.AddLabelwiseStorage(options.Data, options.Blobs);
        silo.Services.AddSingleton<IReminderTable>(
            provider => new GrainStorageReminderTable(provider.GetRequiredService<IGrainStorage>()));
    }

    /// <summary>Members, grain states, reminders and label documents are in the database, in tables that Orleans' own
    /// scripts make; what is left to share are the blobs.</summary>
    static void Join(ISiloBuilder silo, string database, ServerOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("labelwise", "labelwise"));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = options.Silo.Address;
            endpoint.SiloPort = options.Silo.Port == 0 ? FreePort() : options.Silo.Port;
            endpoint.GatewayPort = 0;
        });
        silo.UseAdoNetClustering(members => (members.Invariant, members.ConnectionString) = (Driver, database));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Driver, database));
        silo.AddAdoNetGrainStorage(States, states => states.Configure<IStateSerializer>((kept, serializer) =>
            (kept.Invariant, kept.ConnectionString, kept.GrainStorageSerializer) = (Driver, database, new StateBytes(serializer))));
        silo.Services.AddLabelwiseClusterStorage(database, options.Blobs!, States);
    }

    /// <summary>A port that no other silo has to know beforehand.</summary>
    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
