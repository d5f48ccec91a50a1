using System.Collections.Immutable;

namespace Labelwise.Grains.Tasks;

/// <summary>Submissions and decisions by minute, from what blocks' counters grew. Lost with the activation: it is a
/// picture of the last two hours, not a record.</summary>
sealed class Throughput
{
    readonly SortedDictionary<long, (int Submissions, int Decided)> minutes = [];

    /// <param name="known">Null for a block not seen before: what it counted then happened earlier.</param>
    public void Note(BlockSummary? known, BlockSummary now, DateTimeOffset at)
    {
        if (known is null) return;
        var submissions = Math.Max(0, now.Annotations - known.Annotations);
        var decided = Math.Max(0, now.DecidedBy.Sum() - known.DecidedBy.Sum());
        if (submissions == 0 && decided == 0) return;
        var minute = Minute(at);
        var before = minutes.GetValueOrDefault(minute);
        minutes[minute] = (before.Submissions + submissions, before.Decided + decided);
        while (minutes.Count > ProjectTotals.ThroughputMinutes) minutes.Remove(minutes.First().Key);
    }

    public ImmutableArray<ThroughputMinute> Minutes(DateTimeOffset now)
    {
        var from = Minute(now) - ProjectTotals.ThroughputMinutes;
        return [.. minutes.Where(m => m.Key > from).Select(m => new ThroughputMinute(
            DateTimeOffset.FromUnixTimeSeconds(m.Key * 60), m.Value.Submissions, m.Value.Decided))];
    }

    static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
