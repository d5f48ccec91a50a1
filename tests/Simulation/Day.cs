using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Projects;
using Labelwise.Storage;
using Labelwise.Tests.Simulation.Checks;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.People;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation;

/// <summary>Lives a plan from beginning to end.</summary>
sealed class Day
{
    /// <summary>Virtual time after which something must hang.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Past those of every other import.</summary>
    const int NumbersOfLateSamples = 1000;

    readonly Plan plan;
    readonly SimulatedWorld world;
    readonly SimulatedDisk disk;
    readonly Site site;
    readonly Wire wire;
    readonly Scene scene;
    readonly Witness witness;
    readonly Rest rest;
    readonly DurableStates durable;
    readonly Queue<Disaster> disasters;
    bool calm = true;

    Day(Plan plan, Action<string>? trace)
    {
        this.plan = plan;
        world = new(plan.Seed) { BetweenSteps = Strike };
        if (trace is not null) world.Trace = line => trace($"{world.Steps,6} {world.Time.GetUtcNow():HH:mm:ss.fff} {line}");
        disk = new(world, plan.Seed);
        site = new(world, disk, plan.Seed, plan.ClockSkew);
        wire = new(world, site, plan.Seed);
        witness = new(world);
        scene = new(world, site, wire, witness, plan.Seed);
        durable = new DurableStates(world, disk, site, witness);
        disk.Changed = durable.Look;
        if (plan.AsReadBack) disk.AsReadBack = ReadBack.Of;
        rest = new(scene, disk, durable, plan.Disk.Stuck == 0, plan.ClockSkew);
        disasters = new(plan.Disasters);
    }

    /// <param name="trace">Hears every step.</param>
    /// <returns>What went wrong; null where nothing did.</returns>
    public static Outcome Live(Plan plan, Action<string>? trace = null)
    {
        var day = new Day(plan, trace);
        try
        {
            day.world.Run(day.Pass, Longest);
            return new(null, day.world.Steps, day.durable.ModelDecided);
        }
        catch (Exception wrong) when (wrong is InvariantBrokenException or TimeoutException)
        {
            return new(wrong, day.world.Steps, day.durable.ModelDecided);
        }
        finally
        {
            day.site.Kill();
        }
    }

    /// <returns>SHA-256 of everything that happened, in order.</returns>
    public static string HashOf(Plan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var outcome = Live(plan, line => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n")));
        hash.AppendData(Encoding.UTF8.GetBytes($"{outcome.Wrong?.Message}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    async Task Pass()
    {
        await site.Up();
        await Begin();
        _ = world.Go("watcher", scene.Watcher.Run);
        (calm, disk.Faults, wire.Faults, scene.Watcher.Loss) = (false, plan.Disk, plan.Wire, plan.Wire.ReplyLost);
        await Task.WhenAll(plan.Actors.Select(actor => world.Go(actor.Name, () => Live(actor))));
        (calm, disk.Faults, wire.Faults, scene.Watcher.Loss) = (true, DiskFaults.None, WireFaults.None, 0);
        while (site.Running is null) await scene.Pause(TimeSpan.FromSeconds(1));
        await rest.Come([.. plan.Those(Role.Annotator).Select(a => new Annotator(scene, a.Name))], [.. plan.Those(Role.Reviewer).Select(a => new Reviewer(scene, a.Name))], ComeLate);
    }

    async Task<bool> ComeLate()
    {
        if (plan.LateSamples == 0) return false;
        var curator = new CuratorAtWork(scene, Scene.Curator.Value, []);
        await curator.Import(Enumerable.Range(NumbersOfLateSamples, plan.LateSamples), otherBytes: false);
        await rest.EndJobs();
        await curator.Predict();
        await rest.EndJobs();
        return true;
    }

    /// <summary>The project with its people and first samples, before anything goes wrong.</summary>
    async Task Begin()
    {
        var pipeline = Scene.Pipeline(plan.Pipeline);
        witness.Allows(pipeline);
        await scene.Ask("project", g => Project(g).Create(new(
            Scene.Tenant, "test", Scene.Spec(Scene.FirstOptions, null), pipeline, "", Scene.Curator)));
        foreach (var annotator in plan.Those(Role.Annotator))
            await scene.Ask("member", g => Project(g).SetMember(new(annotator.Name), ProjectRoles.Annotator, Scene.Curator));
        await new CuratorAtWork(scene, Scene.Curator.Value, []).Import(Enumerable.Range(0, plan.Samples), otherBytes: false);
    }

    async Task Live(Actor actor)
    {
        var annotators = plan.Those(Role.Annotator).Select(a => new UserId(a.Name)).ToImmutableArray();
        Func<Act, Task> does = actor.Role switch
        {
            Role.Annotator => new Annotator(scene, actor.Name).Do,
            Role.Reviewer => new Reviewer(scene, actor.Name).Do,
            _ => new CuratorAtWork(scene, actor.Name, annotators).Do,
        };
        foreach (var act in actor.Acts)
        {
            await scene.Pause(act.After);
            world.Trace?.Invoke($"{actor.Name} wants to {act.Kind}");
            await does(act);
        }
    }

    void Strike()
    {
        if (calm) return;
        while (disasters.TryPeek(out var next) && next.Step <= world.Steps)
        {
            disasters.Dequeue();
            switch (next.Kind)
            {
                case Blow.Kill: site.Kill(); break;
                case Blow.Stop: site.Stop(); break;
                case Blow.Evict: Note("evicted", site.Running?.Evict(next.Draw)); break;
                default: Note("split", site.Running?.Split(next.Draw, TimeSpan.FromMilliseconds(next.Draw % 10_000))); break;
            }
        }

        void Note(string what, string? whom) => world.Trace?.Invoke($"{whom} is {what}");
    }

    static IProjectGrain Project(IGrainFactory grains) => grains.GetGrain<IProjectGrain>(Scene.Project.Value);
}

/// <param name="Steps">Turns and timers that it took.</param>
sealed record Outcome(Exception? Wrong, long Steps, bool ModelDecided)
{
    public Invariant? Broken => (Wrong as InvariantBrokenException)?.Invariant;
}
