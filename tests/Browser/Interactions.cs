using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Labelwise.Tests.Browser;

/// <summary>How long each key press and click of all journeys took until the next paint, as the browser measures it. A figure and no
/// expectation: journeys run beside each other on a loaded machine. Written to <c>.artifacts/interactions.json</c>.</summary>
static class Interactions
{
    /// <summary>The browser tells only of those that took this long, in milliseconds; the others count as so much.</summary>
    const double LeastMs = 16;

    const string Script = """
        (() => {
          const page = Math.random()
          addEventListener('keydown', () => interactionBegan(), true)
          addEventListener('pointerdown', () => interactionBegan(), true)
          new PerformanceObserver((list) => list.getEntries().forEach((one) => one.interactionId && interactionTook(`${page} ${one.interactionId}`, one.duration)))
            .observe({ type: 'event', durationThreshold: 16 })
        })()
        """;

    static readonly ConcurrentDictionary<string, double> Took = new(StringComparer.Ordinal);
    static int began;

    public static async Task Measure(IPage page)
    {
        await page.ExposeFunctionAsync("interactionBegan", () => { Interlocked.Increment(ref began); });
        await page.ExposeFunctionAsync("interactionTook", (string id, double ms) => Took.AddOrUpdate(id, ms, (_, before) => Math.Max(before, ms)));
        await page.AddInitScriptAsync(Script);
    }

    public static void Write()
    {
        if (began is 0) return;
        var all = Took.Values.Concat(Enumerable.Repeat(LeastMs, Math.Max(0, began - Took.Count))).Order().ToArray();
        double At(double share) => all[Math.Min(all.Length - 1, (int)(share * all.Length))];
        var file = Path.Combine(LookTests.Root(AppContext.BaseDirectory), ".artifacts", "interactions.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { interactions = all.Length, p50Ms = At(0.5), p95Ms = At(0.95), p99Ms = At(0.99), maxMs = all[^1], over100Ms = all.Count(ms => ms > 100) }));
    }
}
