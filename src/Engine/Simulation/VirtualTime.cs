namespace Labelwise.Engine.Simulation;

/// <summary>A clock that stands still until it is told to go on to the next timer.</summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    readonly PriorityQueue<VirtualTimer, (DateTimeOffset At, long Order)> due = new();
    DateTimeOffset now = start;
    long order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on to the next timer and fires it.</summary>
    /// <returns>False where no timer is set.</returns>
    internal bool GoOn()
    {
        while (due.TryDequeue(out var timer, out var when))
        {
            // A timer that was set anew since is in the queue once more.
            if (timer.Due != when) continue;
            now = when.At;
            timer.Fire();
            return true;
        }
        return false;
    }

    (DateTimeOffset At, long Order) Add(VirtualTimer timer, TimeSpan dueTime)
    {
        var when = (now + dueTime, ++order);
        due.Enqueue(timer, when);
        return when;
    }

    sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        TimeSpan period;
        bool disposed;

        internal (DateTimeOffset At, long Order)? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (disposed) return false;
            this.period = period;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.Add(this, dueTime);
            return true;
        }

        public void Dispose()
        {
            disposed = true;
            Due = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        internal void Fire()
        {
            Due = period > TimeSpan.Zero ? time.Add(this, period) : null;
            callback(state);
        }
    }
}
