using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace Labelwise.Benchmarks;

/// <summary>A grain that answers.</summary>
[Alias("bench-echo")]
public interface IEchoGrain : IGrainWithIntegerKey
{
    /// <summary>The same number again.</summary>
    [Alias("echo")]
    Task<int> Echo(int number);
}

sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(int number) => Task.FromResult(number);
}

/// <summary>Calls of one hot grain next to requests over a bare <see cref="Channel{T}"/> whose one reader answers them, in turn
/// with as many callers; bytes allocated a call, and of an idle activation.</summary>
static class GrainCalls
{
    const int Rounds = 7, Activations = 100_000;

    public static async Task Run(int callers, int calls)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(Tests.Harness.FreePort.Next(), gatewayPort: 0));
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var grain = grains.GetGrain<IEchoGrain>(0);
        await using var answering = new Answering();

        var (ours, bare) = (new List<Rate>(), new List<Rate>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (called, asked) = (await Measure(callers, calls, grain.Echo), await Measure(callers, calls, answering.Ask));
            if (round == 0) continue;  // warm-up
            ours.Add(called);
            bare.Add(asked);
        }
        var idle = await IdleBytes(grains);
        await host.StopAsync();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            callers, calls, rounds = Rounds, grainCallsPerSecond = Math.Round(Median(ours.Select(r => r.PerSecond))), channelRequestsPerSecond = Math.Round(Median(bare.Select(r => r.PerSecond))),
            ratio = Math.Round(Median(ours.Zip(bare, (o, b) => o.PerSecond / b.PerSecond)), 2), bytesAllocatedPerCall = Math.Round(Median(ours.Select(r => r.Bytes))),
            bytesAllocatedPerRequest = Math.Round(Median(bare.Select(r => r.Bytes))), bytesPerIdleActivation = idle, activations = Activations,
            cores = Environment.ProcessorCount, load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));
    }

    readonly record struct Rate(double PerSecond, double Bytes);

    static async Task<Rate> Measure(int callers, int calls, Func<int, Task<int>> call)
    {
        var (before, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < calls / callers; i++)
                if (await call(i) != i) throw new InvalidOperationException("This is another's answer.");
        })));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new(calls / seconds, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)calls);
    }

    /// <summary>What an activation without state takes that nobody calls.</summary>
    static async Task<long> IdleBytes(IGrainFactory grains)
    {
        await grains.GetGrain<IEchoGrain>(-1).Echo(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var key = 1; key <= Activations; key++) await grains.GetGrain<IEchoGrain>(key).Echo(key);
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / Activations;
    }

    static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    /// <summary>One loop that answers what comes through a channel.</summary>
    sealed class Answering : IAsyncDisposable
    {
        readonly Channel<Request> requests = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
        readonly Task loop;

        public Answering() => loop = Task.Run(async () =>
        {
            await foreach (var request in requests.Reader.ReadAllAsync()) request.Answer.SetResult(request.Number);
        });

        public Task<int> Ask(int number)
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            requests.Writer.TryWrite(new(number, answer));
            return answer.Task;
        }

        public async ValueTask DisposeAsync()
        {
            requests.Writer.Complete();
            await loop;
        }

        readonly record struct Request(int Number, TaskCompletionSource<int> Answer);
    }
}
