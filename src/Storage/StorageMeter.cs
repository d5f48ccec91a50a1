using System.Diagnostics.Metrics;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Storage;

/// <summary>What the store counts since it was opened.</summary>
/// <param name="Commits">Transactions, each one sync.</param>
/// <param name="Writes">Writes in them.</param>
/// <param name="Carries">Times the WAL was carried over, each up to four syncs.</param>
public sealed record StoreFigures(long Commits, long Writes, long Carries);

/// <summary>The meter <c>Labelwise.Storage</c>.</summary>
sealed class StorageMeter : IDisposable
{
    private readonly Meter meter = new("Labelwise.Storage");
    private readonly Counter<long> commits;
    private readonly Counter<long> failures;
    private readonly Counter<long> carries;
    private readonly Histogram<int> groups;
    private readonly Histogram<double> durations;
    private long committed, written, carried;

    public StorageMeter()
    {
        commits = meter.CreateCounter<long>("labelwise.storage.commits", description: "Transactions, one sync each");
        failures = meter.CreateCounter<long>("labelwise.storage.refused", description: "Writes that did not happen");
        carries = meter.CreateCounter<long>("labelwise.storage.wal.carried", description: "WAL carried over");
        groups = meter.CreateHistogram<int>("labelwise.storage.group", description: "Writes in one transaction");
        durations = meter.CreateHistogram<double>("labelwise.storage.commit.duration", "ms");
    }

    public StoreFigures Figures =>
        new(Interlocked.Read(ref committed), Interlocked.Read(ref written), Interlocked.Read(ref carried));

    public void Watch(WriteQueue queue) =>
        meter.CreateObservableGauge("labelwise.storage.queue", () => queue.Count, description: "Writes that wait");

    public void Committed(List<Write> group, TimeSpan took)
    {
        var refused = 0;
        foreach (var write in group)
        {
            if (write.Failure is null) continue;
            refused++;
            var code = (write.Failure as StoreException)?.Code ?? "etag";
            failures.Add(1, new KeyValuePair<string, object?>("code", code));
        }
        groups.Record(group.Count);
        durations.Record(took.TotalMilliseconds);
        if (refused == group.Count) return;
        commits.Add(1);
        Interlocked.Increment(ref committed);
        Interlocked.Add(ref written, group.Count - refused);
    }

    public void CarriedOver()
    {
        carries.Add(1);
        Interlocked.Increment(ref carried);
    }

    public void Dispose() => meter.Dispose();
}
