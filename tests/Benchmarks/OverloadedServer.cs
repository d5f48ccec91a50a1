using System.Diagnostics;
using System.Text.Json;
using Labelwise.Cli.Load;

namespace Labelwise.Benchmarks;

/// <summary>The best rate of lease and submission over HTTP, then several times as much offered: what the server keeps of its
/// best, whom it turns away, and how soon it is itself again.</summary>
static class OverloadedServer
{
    const int Times = 3;

    /// <summary>Annotators who work in a closed loop: as many as make the best rate.</summary>
    const int Few = 64;

    public static async Task Run(int tasks, int annotators, TimeSpan length)
    {
        await using var server = await ServerApart.Start();
        using var admin = await server.SignIn();
        var site = await LoadSite.Make(admin, tasks, annotators, ServerApart.Around, default);
        var few = site with { Tokens = site.Tokens[..Math.Min(Few, annotators)] };
        await LoadRun.Measure(server.Url, few, null, TimeSpan.FromSeconds(5), default);  // warm-up

        var best = await LoadRun.Measure(server.Url, few, null, length, default);
        var offered = Math.Round(Times * best.CyclesPerSecond);
        var over = await LoadRun.Measure(server.Url, site, offered, length, default);
        var recovering = Stopwatch.StartNew();
        var first = await LoadRun.Measure(server.Url, site with { Tokens = site.Tokens[..1] }, null, TimeSpan.FromMilliseconds(1), default);
        var recovered = recovering.Elapsed;
        var after = await LoadRun.Measure(server.Url, few, null, length, default);

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tasks, annotators, seconds = length.TotalSeconds, bestPerSecond = best.CyclesPerSecond, bestP50Ms = best.P50Ms, bestP99Ms = best.P99Ms,
            offeredPerSecond = offered, keptPerSecond = over.CyclesPerSecond, keptShare = Math.Round(over.CyclesPerSecond / best.CyclesPerSecond, 2),
            refusedBy = over.RefusedBy, notStarted = over.NotStarted, overP50Ms = over.P50Ms, overP99Ms = over.P99Ms,
            firstCycleAfterMs = Math.Round(recovered.TotalMilliseconds, 1), firstWasServed = first.Cycles > 0,
            afterShare = Math.Round(after.CyclesPerSecond / best.CyclesPerSecond, 2), afterP99Ms = after.P99Ms, afterRefusals = after.Refusals,
            cores = Environment.ProcessorCount, load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));
    }
}
