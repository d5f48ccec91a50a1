using System.Diagnostics;
using System.Diagnostics.Metrics;
using Labelwise.Engine.Calls;
using Orleans;

namespace Labelwise.Engine.Diagnostics;

/// <summary>Numbers of one silo: calls, activations, storage.</summary>
public sealed class EngineMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Labelwise.Engine";

    readonly Meter meter;
    readonly Histogram<double> calls;
    readonly Histogram<double> storage;
    readonly UpDownCounter<long> activations;
    readonly Counter<long> deactivations;
    readonly TimeProvider clock;

    public EngineMetrics(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        meter = meters.Create(MeterName);
        calls = meter.CreateHistogram<double>("labelwise.engine.call.duration", "s", "From sending a call to its end, waiting included.");
        storage = meter.CreateHistogram<double>("labelwise.engine.storage.duration", "s", "One read, write or clear of a grain's state.");
        activations = meter.CreateUpDownCounter<long>("labelwise.engine.activations", "{activation}", "Grains in memory.");
        deactivations = meter.CreateCounter<long>("labelwise.engine.deactivations", "{activation}", "Activations that went, by reason.");
    }

    internal void CallEnded(GrainCall call)
    {
        if (calls.Enabled) calls.Record(clock.GetElapsedTime(call.SentAt).TotalSeconds, new KeyValuePair<string, object?>("method", call.Method.Label));
    }

    internal void Activated() => activations.Add(1);

    internal void Deactivated(DeactivationReasonCode why)
    {
        activations.Add(-1);
        deactivations.Add(1, new KeyValuePair<string, object?>("reason", why.ToString()));
    }

    internal void StorageEnded(string operation, string state, long startedAt, bool failed)
    {
        if (!storage.Enabled) return;
        var tags = new TagList { { "operation", operation }, { "state", state }, { "failed", failed } };
        storage.Record(clock.GetElapsedTime(startedAt).TotalSeconds, tags);
    }

    /// <summary>How many calls wait for their turn, asked for when somebody reads it.</summary>
    internal void ObserveQueue(Func<long> waiting) => meter.CreateObservableGauge(
        "labelwise.engine.calls.waiting", waiting, "{call}", "Calls that wait for their turn.");

    public void Dispose() => meter.Dispose();
}
