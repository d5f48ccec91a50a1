using Labelwise.Engine.Reminders;
using Labelwise.Engine.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.Hosting
{
    public static class SiloBuilderExtensions
    {
        public static ISiloBuilder ConfigureServices(this ISiloBuilder builder, Action<IServiceCollection> configureDelegate)
        {
            ArgumentNullException.ThrowIfNull(builder);
            ArgumentNullException.ThrowIfNull(configureDelegate);
            configureDelegate(builder.Services);
            return builder;
        }

        public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions)
            where TOptions : class => builder.ConfigureServices(services => services.Configure(configureOptions));
    }

    public static class CoreHostingExtensions
    {
        /// <summary>A cluster of this process alone. One process needs no ports; they are there for clusters that do.</summary>
        public static ISiloBuilder UseLocalhostClustering(
            this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(siloPort);
            ArgumentOutOfRangeException.ThrowIfNegative(gatewayPort);
            return builder;
        }
    }

    public static class MemoryGrainStorageSiloBuilderExtensions
    {
        /// <summary>A store that forgets when the process ends, for grains that name none.</summary>
        public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) =>
            builder.AddMemoryGrainStorage("Default");

        /// <summary>A store that forgets when the process ends.</summary>
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name) =>
            builder.ConfigureServices(services => services.AddGrainStorage(name, static (_, _) => new MemoryGrainStorage()));
    }

    public static class GrainCallFilterExtensions
    {
        public static ISiloBuilder AddIncomingGrainCallFilter(this ISiloBuilder builder, IIncomingGrainCallFilter filter) =>
            builder.ConfigureServices(services => services.AddSingleton(filter));

        public static ISiloBuilder AddIncomingGrainCallFilter<TImplementation>(this ISiloBuilder builder)
            where TImplementation : class, IIncomingGrainCallFilter =>
            builder.ConfigureServices(services => services.AddSingleton<IIncomingGrainCallFilter, TImplementation>());

        public static ISiloBuilder AddIncomingGrainCallFilter(this ISiloBuilder builder, IncomingGrainCallFilterDelegate filter) =>
            builder.AddIncomingGrainCallFilter(new DelegateFilter(filter));

        sealed class DelegateFilter(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
        {
            public Task Invoke(IIncomingGrainCallContext context) => filter(context);
        }
    }

    public static class SiloBuilderReminderExtensions
    {
        /// <summary>Reminders, kept wherever the registered <see cref="IReminderTable"/> keeps them.</summary>
        public static ISiloBuilder AddReminders(this ISiloBuilder builder) =>
            builder.ConfigureServices(services => services.TryAddSingleton<ReminderService>());
    }

    public static class SiloBuilderReminderMemoryExtensions
    {
        /// <summary>Reminders that are forgotten when the process ends.</summary>
        public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder) => builder
            .AddReminders()
            .ConfigureServices(services => services.AddSingleton<IReminderTable>(
                static _ => new GrainStorageReminderTable(new MemoryGrainStorage())));
    }
}

namespace Orleans.Runtime.Hosting
{
    public static class StorageProviderExtensions
    {
        const string Default = "Default";

        /// <summary>A store that grains ask for by name; "Default" is that of grains that name none.</summary>
        public static IServiceCollection AddGrainStorage<T>(
            this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
            where T : IGrainStorage
        {
            ArgumentNullException.ThrowIfNull(collection);
            ArgumentNullException.ThrowIfNull(implementationFactory);
            collection.AddKeyedSingleton<IGrainStorage>(name, (services, key) => implementationFactory(services, (string)key!));
            if (name == Default) collection.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(Default));
            return collection;
        }
    }
}

namespace Labelwise.Engine.Hosting
{
    using Orleans;
    using Orleans.Hosting;

    /// <summary>What the embedded engine offers beyond the Orleans API.</summary>
    public static class EmbeddedSiloBuilderExtensions
    {
        /// <summary>Reminders kept in one of the silo's grain stores.</summary>
        public static ISiloBuilder UseGrainStorageReminderService(this ISiloBuilder builder, string storageName = "Default") => builder
            .AddReminders()
            .ConfigureServices(services => services.AddSingleton<IReminderTable>(
                provider => new GrainStorageReminderTable(provider.GetRequiredKeyedService<IGrainStorage>(storageName))));
    }
}
