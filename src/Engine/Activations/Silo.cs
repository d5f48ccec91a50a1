using Labelwise.Engine.Calls;
using Labelwise.Engine.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Activations;

/// <summary>The engine of one host: all its activations and what they share.</summary>
sealed class Silo : IDisposable
{

    volatile bool stopping;

    public Silo(
        IServiceProvider services, ITurnScheduler scheduler, TimeProvider clock, EngineMetrics metrics,
        IEnumerable<IIncomingGrainCallFilter> filters, IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection, ILogger<Silo> log)
    {
        Services = services;
        Scheduler = scheduler;
        Clock = clock;
        Metrics = metrics;
        Log = log;
        Collection = collection.Value;
        Filters = new([.. filters]);
        Timeouts = new(clock, messaging.Value.ResponseTimeout, log);
        Idle = new(clock, Collection.CollectionQuantum);
        Directory = new(this);
        Router = new(this);
        Metrics.ObserveQueue(() => Directory.Waiting());
        GrainClasses.Discover();
    }

    internal IServiceProvider Services { get; }

    internal ITurnScheduler Scheduler { get; }

    internal TimeProvider Clock { get; }

    internal EngineMetrics Metrics { get; }

    internal ILogger Log { get; }

    internal GrainCollectionOptions Collection { get; }

    internal CallFilters Filters { get; }

    internal CallTimeouts Timeouts { get; }

    internal IdleCollector Idle { get; }

    internal ActivationDirectory Directory { get; }

    internal CallRouter Router { get; }

    /// <summary>Calls from outside are refused, and no grain is activated any more.</summary>
    internal bool IsStopping => stopping;

    /// <exception cref="BadProviderConfigException">No store of that name is configured.</exception>
    internal IGrainStorage Storage(string? name, GrainClass wantedBy) =>
        (name is null ? Services.GetService<IGrainStorage>() : Services.GetKeyedService<IGrainStorage>(name))
        ?? throw new BadProviderConfigException(name is null
            ? $"No default storage provider found loading grain type {wantedBy.Type}."
            : $"No storage provider named \"{name}\" found loading grain type {wantedBy.Type}.");

    /// <summary>Lets every activation go in order.</summary>
    /// <param name="deadline">Cancelled when waiting has to end.</param>
    internal async Task Stop(CancellationToken deadline)
    {
        stopping = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");
        // One that was being made when the first list was drawn up is on the second.
        while (Directory.All() is { Count: > 0 } all)
        {
            foreach (var activation in all) activation.Deactivate(reason, deadline);
            try
            {
                foreach (var activation in all) await activation.Deactivated.WaitAsync(deadline);
            }
            catch (OperationCanceledException)
            {
                Log.LogError(
                    "{Count} activations had not gone when the time to stop was over.", all.Count(activation => !activation.IsClosed));
                return;
            }
        }
    }

    public void Dispose()
    {
        Idle.Dispose();
        Timeouts.Dispose();
    }
}
