using System.Collections.Concurrent;
using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Checks;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.People;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation;

/// <summary>A world of its own for people at work while the server dies, disks fail and the wire loses and doubles what they send; calm
/// before and after.</summary>
sealed class RoughDay
{
    readonly SimulatedWorld world;
    readonly SimulatedDisk disk;
    readonly Wire wire;
    readonly Queue<long> deaths;
    bool calm = true;

    /// <param name="about">Other words draw other deaths.</param>
    /// <param name="deaths">Of the server, within so many steps of the world.</param>
    public RoughDay(ulong seed, string about, int deaths, int steps)
    {
        var draws = Draws.For(seed, about, 0);
        world = new(seed) { BetweenSteps = Strike };
        disk = new(world, seed);
        Site = new(world, disk, seed, default);
        wire = new(world, Site, seed);
        Witness = new(world);
        Scene = new(world, Site, wire, Witness, seed);
        this.deaths = new(Enumerable.Range(0, deaths).Select(_ => (long)draws.Below(steps)).Order());
    }

    public Site Site { get; }
    public Scene Scene { get; }
    public Witness Witness { get; }

    /// <returns>What went wrong, if anything.</returns>
    public Exception? Live(Func<Task> pass)
    {
        try
        {
            world.Run(pass, TimeSpan.FromDays(30));
            return null;
        }
        catch (Exception wrong) when (wrong is InvariantBrokenException or TimeoutException) { return wrong; }
        finally { Site.Kill(); }
    }

    /// <summary>Ends when all are done, the server is up again and has come to rest.</summary>
    public async Task Work(params (string Name, Func<Task> Does)[] people)
    {
        (calm, disk.Faults, wire.Faults) = (false, DiskFaults.None with { Slow = 0.2, FailsBefore = 0.02, FailsAfter = 0.02 }, new(0.05, 0.1, 0.15));
        await Task.WhenAll(people.Select(p => world.Go(p.Name, p.Does)));
        (calm, disk.Faults, wire.Faults) = (true, DiskFaults.None, WireFaults.None);
        await Up();
        await Scene.Pause(TimeSpan.FromMinutes(10));
    }

    public async Task Up()
    {
        while (Site.Running is null) await Scene.Pause(TimeSpan.FromSeconds(1));
    }

    /// <summary>Empty where the reply was lost.</summary>
    public async Task<ImmutableArray<Handout>> Next(string name, AssignmentKind kind, int count)
    {
        var command = new NextTasks(Scene.NewKey(), kind, count, Resume: false);
        var (heard, work) = await Scene.Ask($"{name} next", g => g.GetGrain<IAnnotatorGrain>($"{Scene.Project}/{name}").Next(command));
        return heard ? work.Tasks : [];
    }

    public static ITaskGrain Grain(IGrainFactory grains, TaskId task) => grains.GetGrain<ITaskGrain>(task.Value);

    public static IProjectGrain Project(IGrainFactory grains) => grains.GetGrain<IProjectGrain>(Scene.Project.Value);

    /// <summary>Lives days of the seeds 1 to <paramref name="days"/>, as many at once as there are processors.</summary>
    /// <param name="live">What went wrong with a seed's day, if anything.</param>
    public static void Hold(int days, Func<ulong, Exception?> live)
    {
        var broken = new ConcurrentBag<string>();
        Parallel.For(1, days + 1, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            if (live((ulong)seed) is { } wrong) broken.Add($"day {seed}: {wrong.Message}");
        });
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Order(StringComparer.Ordinal).Take(20)));
    }

    void Strike()
    {
        if (calm || !deaths.TryPeek(out var next) || next > world.Steps) return;
        deaths.Dequeue();
        Site.Kill();
    }
}
