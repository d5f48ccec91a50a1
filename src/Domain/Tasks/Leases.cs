using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>Leases that ran out end when somebody looks.</summary>
public static class Leases
{
    /// <summary>The end of every lease of a task that ran out by now; nothing when none did.</summary>
    public static ImmutableArray<TaskEvent> Expired(TaskTruth task, DateTimeOffset now) =>
        [.. task.Leases.Where(l => l.EndsAt <= now).Select(l => new LeaseEnded(now, l.Id, LeaseEnd.Expired)), .. Checking.Expired(task, now)];
}
