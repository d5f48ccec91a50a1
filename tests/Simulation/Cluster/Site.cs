using Labelwise.Engine.Hosting;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Ports;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>A server with its disk: processes come and go, the disk stays.</summary>
/// <param name="clockSkew">Farthest that the clock of a process is off.</param>
sealed class Site(SimulatedWorld world, SimulatedDisk disk, ulong seed, TimeSpan clockSkew)
{
    /// <summary>From a death to the next start.</summary>
    static readonly TimeSpan DownFor = TimeSpan.FromSeconds(2);

    readonly DiskFiles files = new(disk);
    readonly SimulatedModels models = new();
    readonly SimulatedUploads uploads = new();
    readonly Dictionary<object, Action> waiting = [];
    SimulatedProcess? process;
    TaskCompletionSource died = new();
    bool wanted;

    public SimulatedUploads Uploads => uploads;
    public DiskFiles Files => files;

    /// <summary>The process that answers now; null while none does.</summary>
    public SimulatedProcess? Running { get; private set; }

    public bool ClocksAgree => clockSkew == default;

    /// <summary>By the clock of the process that ran last.</summary>
    public DateTimeOffset Now => world.Time.GetUtcNow() + (process?.ClockOff ?? default);

    /// <summary>Starts a process, and another one where it does not come up or dies.</summary>
    public async Task Up()
    {
        wanted = true;
        while (wanted && Running is null)
        {
            var fresh = process = world.Process(Configure, ClockOff());
            died = new();
            world.Trace?.Invoke($"process {fresh.Number} starts");
            var start = fresh.Go("start", fresh.Start);
            await Task.WhenAny(start, died.Task);
            if (start.IsCompletedSuccessfully && fresh.IsAlive) Running = fresh;
            else
            {
                Drop(fresh);
                await Task.Delay(DownFor, world.Time);
            }
        }
    }

    /// <summary>Dies between two steps and comes back after a while.</summary>
    public void Kill()
    {
        if (process is not { IsAlive: true } dying) return;
        world.Trace?.Invoke($"process {dying.Number} is killed");
        var starting = Running is null;
        Drop(dying);
        if (!starting) _ = world.Go("operator", Again);
    }

    /// <summary>Stops in order and comes back after a while.</summary>
    public void Stop()
    {
        if (Running is not { IsAlive: true } leaving) return;
        world.Trace?.Invoke($"process {leaving.Number} stops");
        Running = null;
        _ = world.Go("operator", async () =>
        {
            var stop = leaving.Go("stop", leaving.Stop);
            await Task.WhenAny(stop, died.Task);
            Drop(leaving);
            await Again();
        });
    }

    /// <summary>Has somebody outside told when the process dies before it answered.</summary>
    public void Wait(object who, Action lost) => waiting[who] = lost;

    public void WaitNoMore(object who) => waiting.Remove(who);

    TimeSpan ClockOff() => clockSkew * (2 * Draws.For(seed, "clock", world.Steps).Share() - 1);

    async Task Again()
    {
        await Task.Delay(DownFor, world.Time);
        await Up();
    }

    void Drop(SimulatedProcess dead)
    {
        if (Running == dead) Running = null;
        dead.Kill();
        disk.Lose(dead);
        died.TrySetResult();
        foreach (var lost in waiting.Values.ToArray()) lost();
        waiting.Clear();
    }

    void Configure(ISiloBuilder silo)
    {
        var of = new Lazy<SimulatedProcess>(() => process!);
        silo.Services.AddGrainStorage("Default", (_, _) => disk.StorageOf(of.Value));
        silo.UseGrainStorageReminderService();
        silo.Services.AddSingleton<IChance>(new SeededChance(seed, world));
        silo.Services.AddSingleton<ILabelStore>(_ => new SimulatedLabels(disk, files, of.Value));
        silo.Services.AddSingleton<IVersionFiles>(_ => new SimulatedVersionFiles(disk, files, of.Value));
        silo.Services.AddSingleton<IImportSource>(uploads.Over(disk));
        silo.Services.AddSingleton<IPredictionSource>(models.Over(disk));
    }

    /// <summary>Ids that are new in every process.</summary>
    sealed class SeededChance(ulong seed, SimulatedWorld world) : IChance
    {
        readonly Draws draws = Draws.For(seed, "chance", world.Steps);

        public string NewId() => $"id{Draw():x16}";

        public ulong Draw() => draws.Next();
    }
}
