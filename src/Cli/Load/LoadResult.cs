using System.Collections.Immutable;

namespace Labelwise.Cli.Load;

/// <summary>What a run measured.</summary>
/// <param name="CyclesPerSecond">Done.</param>
/// <param name="P50Ms">Of one cycle: a lease and its submission, two calls one after another; from <see cref="LatencyFrom"/>
/// to the answer. Of a cycle that never started, what it had waited.</param>
/// <param name="Refusals">Answers other than success, whatever their reason.</param>
/// <param name="RefusedBy">The same by status and code.</param>
/// <param name="OfferedPerSecond">Null in a closed loop.</param>
/// <param name="NotStarted">Cycles that were meant to start, and found every annotator waiting for the server.</param>
/// <param name="Seconds">From the first call to the last answer.</param>
sealed record LoadResult(
    double CyclesPerSecond, double P50Ms, double P99Ms, int Refusals, ImmutableSortedDictionary<string, int> RefusedBy, string Loop,
    string LatencyFrom, double? OfferedPerSecond, int NotStarted, int Cycles, double Seconds)
{
    /// <param name="done">Latencies of the cycles that were done, in any order.</param>
    /// <param name="offered">Cycles a second; null for a closed loop.</param>
    public static LoadResult Of(
        IReadOnlyCollection<TimeSpan> done, IReadOnlyCollection<TimeSpan> notStarted, ImmutableSortedDictionary<string, int> refusedBy, double? offered, TimeSpan took)
    {
        var all = done.Concat(notStarted).Order().ToArray();
        return new(
            Math.Round(done.Count / took.TotalSeconds, 1), Quantile(all, 0.5), Quantile(all, 0.99), refusedBy.Values.Sum(), refusedBy,
            offered is null ? "closed" : "open", offered is null ? "start" : "intended start", offered, notStarted.Count, done.Count,
            Math.Round(took.TotalSeconds, 2));
    }

    public string InWords =>
        $"{CyclesPerSecond} cycles/s, p50 {P50Ms} ms, p99 {P99Ms} ms, {Refusals} refusals ({Cycles} cycles, {Loop} loop"
        + (OfferedPerSecond is { } rate ? $" at {rate} cycles/s, {NotStarted} not started" : "") + $"; latencies from the {LatencyFrom} of a cycle)";

    /// <summary>The smallest value that so large a share of all does not exceed, in milliseconds; 0 of none.</summary>
    /// <param name="sorted">Ascending.</param>
    public static double Quantile(TimeSpan[] sorted, double share) =>
        sorted is [] ? 0 : Math.Round(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)].TotalMilliseconds, 2);
}
