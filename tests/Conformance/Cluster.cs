using Labelwise.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Labelwise.Tests.Conformance;

/// <summary>A host with one silo, as a program would make it.</summary>
public sealed class Cluster : IAsyncDisposable
{
    readonly IHost host;

    Cluster(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>How long a caller waits for a reply where a test waits for that to end.</summary>
    public static TimeSpan ShortPatience { get; } = TimeSpan.FromSeconds(1);

    public static async Task<Cluster> Start(Action<ISiloBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Next(), gatewayPort: 0).AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
            silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromMilliseconds(50));
            configure?.Invoke(silo);
        });
        var built = builder.Build();
        await built.StartAsync(TestContext.Current.CancellationToken);
        return new(built);
    }

    public static Task<Cluster> StartImpatient() =>
        Start(silo => silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = ShortPatience));

    public T Grain<T>(string? key = null) where T : IGrainWithStringKey => Grains.GetGrain<T>(key ?? Guid.NewGuid().ToString("N"));

    /// <summary>Stops, and leaves in the middle of it when told to.</summary>
    public async Task StopWithin(CancellationToken deadline)
    {
        try
        {
            await host.StopAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            // Said or unsaid: it was left.
        }
    }

    public Task Stop() => host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (host is IAsyncDisposable slow) await slow.DisposeAsync();
        else host.Dispose();
    }
}
