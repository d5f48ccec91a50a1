using Labelwise.Engine.Activations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Engine.Reminders;

/// <summary>Keeps reminders and calls their grains when they are due.</summary>
sealed class ReminderService(Silo silo, IReminderTable table, IOptions<ReminderOptions> options) : IDisposable
{
    readonly Lock gate = new();
    readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> known = [];

    /// <summary>What ticks next; an entry that was replaced since is no longer the known one, and skipped.</summary>
    readonly PriorityQueue<ReminderEntry, DateTime> schedule = new();
    ITimer? timer;

    DateTime Now => silo.Clock.GetUtcNow().UtcDateTime;

    /// <summary>Reads what was kept; ticks come from now on.</summary>
    internal async Task Start(CancellationToken cancellationToken)
    {
        await table.StartAsync(cancellationToken);
        timer = silo.Clock.CreateTimer(
            static it => ((ReminderService)it!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders) Set(entry);
    }

    internal Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        return table.StopAsync(cancellationToken);
    }

    internal async Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
            throw new ArgumentException(
                $"Reminder \"{name}\" wants to tick every {period}, less than the least of {options.Value.MinimumReminderPeriod}.",
                nameof(period));
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = Now + dueTime, Period = period };
        entry.ETag = await table.UpsertRow(entry) ?? throw new ReminderException($"Reminder \"{name}\" of {grain} could not be kept.");
        Set(entry);
        return Reminder.Of(entry);
    }

    internal async Task Unregister(IGrainReminder reminder)
    {
        if (reminder is not Reminder { ETag: { } etag } kept)
            throw new ArgumentException("Not a reminder that this engine gave.", nameof(reminder));
        if (!await table.RemoveRow(kept.GrainId, kept.ReminderName, etag))
            throw new ReminderException($"Reminder \"{kept.ReminderName}\" of {kept.GrainId} is not kept as it was given.");
        lock (gate) known.Remove((kept.GrainId, kept.ReminderName));
    }

    internal async Task<IGrainReminder?> Find(GrainId grain, string name) =>
        await table.ReadRow(grain, name) is { } entry ? Reminder.Of(entry) : null;

    internal async Task<List<IGrainReminder>> All(GrainId grain) =>
        [.. (await table.ReadRows(grain)).Reminders.Select(Reminder.Of)];

    public void Dispose() => timer?.Dispose();

    void Set(ReminderEntry entry)
    {
        lock (gate)
        {
            known[(entry.GrainId, entry.ReminderName)] = entry;
            schedule.Enqueue(entry, NextTick(entry, Now));
            Arm();
        }
    }

    void Due()
    {
        var now = Now;
        List<(ReminderEntry Entry, DateTime At)> due = [];
        lock (gate)
        {
            while (schedule.TryPeek(out var entry, out var at) && at <= now)
            {
                schedule.Dequeue();
                if (known.GetValueOrDefault((entry.GrainId, entry.ReminderName)) != entry) continue;
                due.Add((entry, at));
                schedule.Enqueue(entry, NextTick(entry, now + TimeSpan.FromTicks(1)));
            }
            Arm();
        }
        foreach (var (entry, _) in due) Tick(entry, now);
    }

    void Tick(ReminderEntry entry, DateTime now)
    {
        var call = new ReminderTick(entry.ReminderName, new(entry.StartAt, entry.Period, now));
        silo.Router.Send(GrainClasses.Named(entry.GrainId.Type).Refer(entry.GrainId, silo.Router), call);
        _ = call.Reply.ContinueWith(
            failed => silo.Log.LogError(
                failed.Exception, "Reminder {Name} of {Grain} failed; it ticks again.", entry.ReminderName, entry.GrainId),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Arm()
    {
        if (timer is null || !schedule.TryPeek(out _, out var at)) return;
        var wait = at - Now;
        timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The first tick at or after <paramref name="from"/>: start plus a whole number of periods.</summary>
    static DateTime NextTick(ReminderEntry entry, DateTime from)
    {
        if (entry.StartAt >= from || entry.Period <= TimeSpan.Zero) return entry.StartAt;
        var missed = (from - entry.StartAt).Ticks;
        var periods = (missed + entry.Period.Ticks - 1) / entry.Period.Ticks;
        return entry.StartAt.AddTicks(periods * entry.Period.Ticks);
    }

    // A timer cannot wait longer than 49 days; looking once a day does no harm.
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
}
