using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Labelwise.Engine.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Labelwise.Tests.Engine;

/// <summary>What an operator sees of the engine.</summary>
public sealed class DiagnosticsTests
{
    [Fact]
    public async Task Calls_activations_and_storage_are_counted()
    {
        var seen = new ConcurrentBag<(string Name, double Value, string Tags)>();
        using var host = Build();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == EngineMetrics.MeterName && instrument.Meter.Scope == host.Services.GetRequiredService<IMeterFactory>())
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Text(tags))));
        listener.Start();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>("a");
        await grain.Echo("x");
        await grain.Echo("y");
        listener.RecordObservableInstruments();
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, seen.Count(it => it is { Name: "labelwise.engine.call.duration", Tags: "method=IEchoGrain/Echo" }));
        Assert.Equal(2, seen.Count(it => it.Name == "labelwise.engine.storage.duration" && it.Tags.Contains("operation=write", StringComparison.Ordinal)));
        Assert.Equal([1, -1], seen.Where(it => it.Name == "labelwise.engine.activations").Select(it => it.Value).OrderDescending());
        Assert.Contains(("labelwise.engine.deactivations", 1d, "reason=ShuttingDown"), seen);
        Assert.Contains(seen, it => it is { Name: "labelwise.engine.calls.waiting", Value: 0 });
    }

    [Fact]
    public async Task A_call_is_traced_under_its_caller_with_its_storage_below()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is EngineTraces.SourceName or "test",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        using var host = Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var request = source.StartActivity("request")!;
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>("a").Echo("x");
        await host.StopAsync(TestContext.Current.CancellationToken);

        var mine = spans.Where(span => span.TraceId == request.TraceId).ToList();
        var call = Assert.Single(mine, span => span.OperationName == "IEchoGrain/Echo");
        Assert.Equal(request.SpanId, call.ParentSpanId);
        Assert.Equal("echo/a", call.GetTagItem("grain"));
        Assert.Contains(mine, span => span.OperationName == "write echo" && span.ParentSpanId == call.SpanId);
        Assert.Same(request, Activity.Current);
    }

    static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddMemoryGrainStorageAsDefault());
        return builder.Build();
    }

    static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(",", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
