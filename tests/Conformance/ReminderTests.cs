using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Tests.Conformance;

/// <summary>Reminders outlive activations and silos.</summary>
public sealed class ReminderTests
{
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_reminder_comes_again_after_the_silo_was_stopped_and_another_started()
    {
        var table = new KeptReminders();
        var key = Guid.NewGuid().ToString("N");
        await using (var first = await Start(table))
            await first.Grain<IRemindedGrain>(key).Remind("r", TimeSpan.FromMilliseconds(500), Often);
        var before = Journal.Count(key, "reminded of r");
        await using var second = await Start(table);
        await Journal.Until(key, "reminded of r", before + 2);
    }

    [Fact]
    public async Task A_reminder_whose_tick_failed_comes_again()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IRemindedGrain>("failing" + Guid.NewGuid().ToString("N"));
        await grain.Remind("r", TimeSpan.Zero, Often);
        await Journal.Until(grain.GetPrimaryKeyString(), "reminded of r", 2);
    }

    [Fact]
    public async Task A_reminder_set_anew_takes_the_place_of_the_first()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IRemindedGrain>();
        await grain.Remind("r", Seldom, Seldom);
        await grain.Remind("r", TimeSpan.Zero, Often);
        await grain.Remind("other", Seldom, Seldom);
        Assert.Equal(["other", "r"], (await grain.Names()).Order());
        await Journal.Until(grain.GetPrimaryKeyString(), "reminded of r", 2);
        Assert.Equal(0, Journal.Count(grain.GetPrimaryKeyString(), "reminded of other"));
    }

    [Fact]
    public async Task A_tick_knows_when_the_first_was_due_and_how_often_they_come()
    {
        await using var cluster = await Cluster.Start();
        var grain = cluster.Grain<IRemindedGrain>();
        var before = DateTime.UtcNow;
        await grain.Remind("r", TimeSpan.Zero, Often);
        await Journal.Until(grain.GetPrimaryKeyString(), "reminded of r", 2);
        var status = await grain.LastTick();
        Assert.Equal(Often, status.Period);
        Assert.InRange(status.FirstTickTime, before.AddSeconds(-1), DateTime.UtcNow);
        Assert.InRange(status.CurrentTickTime, status.FirstTickTime, DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task A_reminder_that_was_never_set_is_not_there()
    {
        await using var cluster = await Cluster.Start();
        Assert.False(await cluster.Grain<IRemindedGrain>().Has("r"));
    }

    static Task<Cluster> Start(KeptReminders table) =>
        Cluster.Start(silo => silo.AddReminders().Services.AddSingleton<IReminderTable>(table));

    /// <summary>A table that is still there when a silo is gone.</summary>
    sealed class KeptReminders : IReminderTable
    {
        readonly Lock gate = new();
        readonly Dictionary<(GrainId, string), ReminderEntry> rows = [];
        int version;

        public Task<ReminderTableData> ReadRows(GrainId grainId) => Task.FromResult(Rows(row => row.GrainId == grainId));

        public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(Rows(row =>
        {
            var hash = row.GrainId.GetUniformHashCode();
            return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
        }));

        public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
        {
            lock (gate) return Task.FromResult(rows.GetValueOrDefault((grainId, reminderName)));
        }

        public Task<string?> UpsertRow(ReminderEntry entry)
        {
            lock (gate)
            {
                entry.ETag = $"{++version}";
                rows[(entry.GrainId, entry.ReminderName)] = entry;
                return Task.FromResult<string?>(entry.ETag);
            }
        }

        public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
        {
            lock (gate)
            {
                return Task.FromResult(
                    rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && rows.Remove((grainId, reminderName)));
            }
        }

        public Task TestOnlyClearTable()
        {
            lock (gate) rows.Clear();
            return Task.CompletedTask;
        }

        ReminderTableData Rows(Func<ReminderEntry, bool> wanted)
        {
            lock (gate) return new(rows.Values.Where(wanted));
        }
    }
}

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan dueTime, TimeSpan period);

    Task<bool> Has(string name);

    Task<List<string>> Names();

    Task<TickStatus> LastTick();
}

public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    TickStatus last;

    public Task Remind(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public async Task<List<string>> Names() => [.. (await this.GetReminders()).Select(r => r.ReminderName)];

    public Task<TickStatus> LastTick() => Task.FromResult(last);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        last = status;
        Journal.Note(this.GetPrimaryKeyString(), $"reminded of {reminderName}");
        return this.GetPrimaryKeyString().StartsWith("failing", StringComparison.Ordinal)
            ? throw new InvalidOperationException("a tick that fails")
            : Task.CompletedTask;
    }
}
