using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>Submissions and decisions by minute and by hour, from what blocks' counters grew. Saved with the counters, so that what
/// happened between a save and a stop is noted when the blocks tell of it.</summary>
sealed class Throughput
{
    const int MinuteSeconds = 60, HourSeconds = 3600;

    readonly SortedDictionary<long, (int Submissions, int Decided)> minutes = [], hours = [];

    /// <param name="known">Null for a block not seen before: what it counted then happened earlier.</param>
    public void Note(BlockSummary? known, BlockSummary now, DateTimeOffset at)
    {
        if (known is null) return;
        var submissions = Math.Max(0, now.Annotations - known.Annotations);
        var decided = Math.Max(0, now.DecidedBy.Sum() - known.DecidedBy.Sum());
        if (submissions == 0 && decided == 0) return;
        Add(minutes, at.ToUnixTimeSeconds() / MinuteSeconds, submissions, decided);
        Add(hours, at.ToUnixTimeSeconds() / HourSeconds, submissions, decided);
        while (minutes.Count > ProjectTotals.ThroughputMinutes) minutes.Remove(minutes.First().Key);
        while (hours.Count > ProjectTotals.ThroughputHours) hours.Remove(hours.First().Key);
    }

    public ImmutableArray<Worked> Minutes(DateTimeOffset now) => Since(minutes, MinuteSeconds, now.ToUnixTimeSeconds() / MinuteSeconds - ProjectTotals.ThroughputMinutes);

    public ImmutableArray<Worked> Hours(DateTimeOffset now) => Since(hours, HourSeconds, now.ToUnixTimeSeconds() / HourSeconds - ProjectTotals.ThroughputHours);

    public ThroughputState Snapshot() => new(Since(minutes, MinuteSeconds, 0), Since(hours, HourSeconds, 0));

    public void Load(ThroughputState stored)
    {
        foreach (var m in stored.Minutes) Add(minutes, m.At.ToUnixTimeSeconds() / MinuteSeconds, m.Submissions, m.Decided);
        foreach (var h in stored.Hours) Add(hours, h.At.ToUnixTimeSeconds() / HourSeconds, h.Submissions, h.Decided);
    }

    /// <summary>Takes what the rows say of hours on which nobody kept count.</summary>
    public void Recall(IEnumerable<Worked> recalled)
    {
        hours.Clear();
        foreach (var h in recalled) Add(hours, h.At.ToUnixTimeSeconds() / HourSeconds, h.Submissions, h.Decided);
    }

    /// <summary>By hour, what a block's rows tell of their opinions and decisions.</summary>
    public static ImmutableArray<Worked> Of(IEnumerable<TaskRow> rows, DateTimeOffset since)
    {
        var found = new SortedDictionary<long, (int Submissions, int Decided)>();
        foreach (var row in rows)
        {
            foreach (var opinion in row.Opinions) if (opinion.At >= since) Add(found, opinion.At.ToUnixTimeSeconds() / HourSeconds, 1, 0);
            if (row.Decision is { } decision && decision.At >= since) Add(found, decision.At.ToUnixTimeSeconds() / HourSeconds, 0, 1);
        }
        return Since(found, HourSeconds, 0);
    }

    static void Add(SortedDictionary<long, (int Submissions, int Decided)> to, long at, int submissions, int decided)
    {
        var before = to.GetValueOrDefault(at);
        to[at] = (before.Submissions + submissions, before.Decided + decided);
    }

    static ImmutableArray<Worked> Since(SortedDictionary<long, (int Submissions, int Decided)> of, int seconds, long from) =>
        [.. of.Where(w => w.Key > from).Select(w => new Worked(DateTimeOffset.FromUnixTimeSeconds(w.Key * seconds), w.Value.Submissions, w.Value.Decided))];
}

/// <summary>The pace as it was when the counters were saved.</summary>
[GenerateSerializer, Immutable, Alias("throughput-state")]
public sealed record ThroughputState([property: Id(0)] ImmutableArray<Worked> Minutes, [property: Id(1)] ImmutableArray<Worked> Hours);
