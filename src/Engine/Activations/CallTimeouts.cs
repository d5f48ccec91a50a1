using System.Collections.Concurrent;
using System.Diagnostics;
using Labelwise.Engine.Calls;
using Microsoft.Extensions.Logging;

namespace Labelwise.Engine.Activations;

/// <summary>Ends the wait of callers whose call takes too long, a cycle of calls included.</summary>
/// <remarks>Costs a call nothing while it is fast: targets are looked at, not calls, and only when the earliest deadline
/// among them has come. A target that is quiet then is no longer watched.</remarks>
sealed class CallTimeouts : IDisposable
{
    readonly TimeProvider clock;
    readonly ILogger log;
    readonly TimeSpan patience;
    readonly ConcurrentQueue<CallTarget> watched = new();
    readonly ITimer timer;

    /// <summary>1 while the timer is set or its look is under way.</summary>
    int armed;

    internal CallTimeouts(TimeProvider clock, TimeSpan patience, ILogger log)
    {
        this.clock = clock;
        this.log = log;
        this.patience = patience;
        PatienceTicks = (long)(patience.TotalSeconds * clock.TimestampFrequency);
        timer = clock.CreateTimer(static it => ((CallTimeouts)it!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long a caller waits, in the clock's timestamp units.</summary>
    internal long PatienceTicks { get; }

    internal void Watch(CallTarget target)
    {
        watched.Enqueue(target);
        if (Interlocked.Exchange(ref armed, 1) == 0) timer.Change(patience, Timeout.InfiniteTimeSpan);
    }

    internal void Expire(GrainCall call)
    {
        var late = new TimeoutException(
            $"{call.Method.Label} on {call.Target.GrainId} did not answer within {patience}"
            + (call.Source is null ? "." : $", called by {call.Source.GrainId}."));
        if (call.TryFail(late)) log.LogWarning("{Reason}", late.Message);
    }

    public void Dispose() => timer.Dispose();

    void Look()
    {
        var now = clock.GetTimestamp();
        var next = long.MaxValue;
        for (var left = watched.Count; left > 0 && watched.TryDequeue(out var target); left--)
        {
            if (target.Expire(now) is not { } deadline) continue;
            watched.Enqueue(target);
            next = Math.Min(next, deadline);
        }
        Volatile.Write(ref armed, 0);
        if (watched.IsEmpty || Interlocked.Exchange(ref armed, 1) != 0) return;
        var wait = next == long.MaxValue ? patience : clock.GetElapsedTime(now, next);
        timer.Change(wait < Finest ? Finest : wait, Timeout.InfiniteTimeSpan);
    }

    static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(5);
}
