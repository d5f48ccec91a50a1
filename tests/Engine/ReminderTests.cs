using Labelwise.Engine.Hosting;
using Labelwise.Engine.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Labelwise.Tests.Engine;

/// <summary>Reminders kept in a grain store.</summary>
public sealed class ReminderTests
{
    [Fact]
    public void A_reminder_outlives_the_process_and_keeps_its_rhythm()
    {
        var disk = new Disk();
        var first = Run(disk, async (grains, _) =>
        {
            await grains.GetGrain<IForgetfulGrain>("a").RemindMe(TimeSpan.FromHours(1), TimeSpan.FromHours(2));
            Assert.Empty(await grains.GetGrain<IForgetfulGrain>("a").Times());
        });
        // The second world begins at the same moment: what would be due at one o'clock is due again.
        Run(disk, async (grains, time) =>
        {
            await Task.Delay(TimeSpan.FromHours(5.5), time);
            Assert.Equal(
                [Start.AddHours(1), Start.AddHours(3), Start.AddHours(5)], await grains.GetGrain<IForgetfulGrain>("a").Times());
        });
        Assert.Equal(Start, first.Time.GetUtcNow());
    }

    [Fact]
    public void A_reminder_taken_back_stays_away_after_a_restart()
    {
        var disk = new Disk();
        Run(disk, async (grains, _) =>
        {
            var grain = grains.GetGrain<IForgetfulGrain>("a");
            await grain.RemindMe(TimeSpan.FromHours(1), TimeSpan.FromHours(2));
            await grain.NeverMind();
        });
        Run(disk, async (grains, time) =>
        {
            await Task.Delay(TimeSpan.FromHours(6), time);
            Assert.Empty(await grains.GetGrain<IForgetfulGrain>("a").Times());
        });
    }

    static readonly DateTimeOffset Start = new SimulatedWorld(0).Time.GetUtcNow();

    static SimulatedWorld Run(Disk disk, Func<IGrainFactory, TimeProvider, Task> client)
    {
        var world = new SimulatedWorld(1);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        world.AddTo(builder.Services);
        builder.UseOrleans(silo => silo.UseGrainStorageReminderService("disk").Services.AddGrainStorage("disk", (_, _) => disk));
        using var host = builder.Build();
        world.Run(
            async () =>
            {
                foreach (var service in host.Services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
                await client(host.Services.GetRequiredService<IGrainFactory>(), world.Time);
            },
            TimeSpan.FromDays(1));
        return world;
    }

    /// <summary>What is left when the process is gone.</summary>
    sealed class Disk : IGrainStorage
    {
        readonly Dictionary<(string, GrainId), (object? State, int Version)> records = [];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.RecordExists = records.TryGetValue((stateName, grainId), out var record);
            if (grainState.RecordExists) (grainState.State, grainState.ETag) = ((T?)record.State, $"{record.Version}");
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var version = records.TryGetValue((stateName, grainId), out var record) ? record.Version : 0;
            Assert.Equal(version == 0 ? null : $"{version}", grainState.ETag);
            records[(stateName, grainId)] = (grainState.State, ++version);
            (grainState.ETag, grainState.RecordExists) = ($"{version}", true);
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            records.Remove((stateName, grainId));
            (grainState.ETag, grainState.RecordExists) = (null, false);
            return Task.CompletedTask;
        }
    }
}

public interface IForgetfulGrain : IGrainWithStringKey
{
    Task RemindMe(TimeSpan dueTime, TimeSpan period);

    Task NeverMind();

    Task<List<DateTimeOffset>> Times();
}

public sealed class ForgetfulGrain(TimeProvider time) : Grain, IForgetfulGrain, IRemindable
{
    readonly List<DateTimeOffset> times = [];

    public Task RemindMe(TimeSpan dueTime, TimeSpan period)
    {
        DelayDeactivation(TimeSpan.MaxValue);
        return this.RegisterOrUpdateReminder("r", dueTime, period);
    }

    public async Task NeverMind() => await this.UnregisterReminder((await this.GetReminder("r"))!);

    public Task<List<DateTimeOffset>> Times() => Task.FromResult(times.ToList());

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        DelayDeactivation(TimeSpan.MaxValue);
        times.Add(time.GetUtcNow());
        return Task.CompletedTask;
    }
}
