namespace Labelwise.Host.Composition;

/// <summary>The machine's clock, which never goes back while the server runs: where an operator or NTP sets it back, time goes
/// on evenly and a little more slowly until the two agree. So no hold on a task gets longer, and nothing happens before
/// what it follows from. A step forward is followed, as after a machine slept.</summary>
sealed class SteadyTime(TimeProvider machine) : TimeProvider
{
    /// <summary>Share of the passing time that goes by while the machine's clock is behind: an hour is made up in four days,
    /// and a lease of 15 minutes is nine seconds longer.</summary>
    const double Slowed = 0.99;

    readonly Lock gate = new();
    DateTimeOffset now = machine.GetUtcNow();
    long stamp = machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var (told, current) = (machine.GetUtcNow(), machine.GetTimestamp());
            var even = now + machine.GetElapsedTime(stamp, current) * Slowed;
            stamp = current;
            return now = told > even ? told : even;
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}
