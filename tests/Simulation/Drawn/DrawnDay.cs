using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Checks;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.People;
using Labelwise.Tests.Simulation.Plans;
using static Labelwise.Tests.Simulation.RoughDay;

namespace Labelwise.Tests.Simulation.Drawn;

/// <summary>People draw, correct and open again, and a curator looks for what is drawn, while the server dies, disks fail and the wire loses
/// and doubles what they send.</summary>
sealed class DrawnDay
{
    const string Pipeline = """{"redundancy":{"min":1,"max":2,"targetConfidence":0.5},"review":{"rate":0.4},"lease":"PT1M"}""";
    const int Samples = 30, Rounds = 10, Deaths = 4, StepsOfADay = 1200;
    static readonly ImmutableArray<string> Classes = ["car", "bus", "owl"];

    static readonly ImmutableArray<ObjectsWanted> Filters =
        [.. Classes.SelectMany(c => new ObjectsWanted[] { new(c), new(c, Least: 2), new(c, Most: 0) }), new(), new(Most: 0), new(Least: 2, Most: 3)];

    readonly RoughDay day;
    readonly Site site;
    readonly Scene scene;
    readonly Witness witness;
    readonly ulong seed;
    int found;

    DrawnDay(ulong seed)
    {
        (this.seed, day) = (seed, new(seed, "drawn", Deaths, StepsOfADay));
        (site, scene, witness) = (day.Site, day.Scene, day.Witness);
    }

    /// <returns>What went wrong, if anything; how many tasks were found by what is drawn on them.</returns>
    public static (Exception? Wrong, int Found) Live(ulong seed)
    {
        var drawn = new DrawnDay(seed);
        return drawn.day.Live(drawn.Pass) is { } wrong ? (wrong, 0) : (null, drawn.found);
    }

    async Task Pass()
    {
        await site.Up();
        await scene.Ask("project", g => Project(g).Create(new(Scene.Tenant, "test", Spec(), Scene.Pipeline(Pipeline), "", Scene.Curator)));
        foreach (var name in new[] { "a1", "a2" }) await scene.Ask("member", g => Project(g).SetMember(new(name), ProjectRoles.Annotator, Scene.Curator));
        await scene.Ask("member", g => Project(g).SetMember(new("r1"), ProjectRoles.Reviewer, Scene.Curator));
        await new CuratorAtWork(scene, Scene.Curator.Value, []).Import(Enumerable.Range(0, Samples), otherBytes: false);
        while ((await scene.Rows("c1")).Length < Samples) await scene.Pause(TimeSpan.FromSeconds(1));

        await day.Work(("a1", () => Draw("a1")), ("a2", () => Draw("a2")), ("r1", Judge), ("c1", Look));
        await Check();
        foreach (var end in new[] { site.Stop, site.Kill })
        {
            end();
            await day.Up();
            await Check();
        }
    }

    async Task Draw(string name)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var draws = Draws.For(seed, name, round);
            foreach (var task in await day.Next(name, AssignmentKind.Label, 2))
            {
                var (key, labels) = (scene.NewKey(), Any(draws));
                await scene.Ask($"{name} submit", g => Grain(g, task.Task).Submit(new(key, new(name), 1, task.Lease.Id, labels, 1000)));
            }
        }
    }

    async Task Judge()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var draws = Draws.For(seed, "r1", round);
            await scene.Pause(TimeSpan.FromSeconds(20));
            foreach (var task in await day.Next("r1", AssignmentKind.Review, 2))
            {
                var (key, verdict, labels) = (scene.NewKey(), draws.OneOf([Verdict.Accept, Verdict.Correct, Verdict.Reject]), Any(draws));
                await scene.Ask("r1 review", g => Grain(g, task.Task).Review(new(key, new("r1"), 1, verdict, "seen", verdict is Verdict.Correct ? labels : null)));
            }
        }
    }

    /// <summary>Opens tasks again, and asks for what is drawn while it changes.</summary>
    async Task Look()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var draws = Draws.For(seed, "c1", round);
            await scene.Pause(TimeSpan.FromSeconds(15));
            await scene.Ask("c1 looks", async g => (await Scene.Block(g, 0).Rows(new(Objects: draws.OneOf(Filters)), 0, TaskBlock.Size)).Items.Length);
            if (await scene.Rows("c1", TaskState.Reviewed) is not { IsEmpty: false } rows) continue;
            var (key, task) = (scene.NewKey(), draws.OneOf(rows).Id);
            await scene.Ask("c1 reopen", g => Grain(g, task).Reopen(new(key, Scene.Curator, 1, "again")));
        }
    }

    async Task Check()
    {
        var standing = new List<LabelDocument?>();
        for (var index = 0; index < Samples; index++)
        {
            var truth = (await scene.Ask("look", g => Grain(g, new(Scene.Project, index)).Truth())).Value!;
            var label = truth.Decision?.Label ?? truth.Assessment?.Label ?? default;
            standing.Add(label.IsNone ? null : LabelDocument.Parse(site.Files.Find(label)!.Value).Labels);
        }
        foreach (var wanted in Filters)
        {
            var expected = standing.Index().Where(s => s.Item is { } d && wanted.Holds(d.Objects.Count(o => wanted.Class is null || o.Class == wanted.Class))).Select(s => s.Index).ToList();
            var (listed, count) = (new List<int>(), 0);
            foreach (var block in await Scene.Blocks(site.Running!.Grains))
            {
                listed.AddRange((await block.Rows(new(Objects: wanted), 0, TaskBlock.Size)).Items.Select(i => i.Row.Id.Index));
                count += await block.Count(new(Objects: wanted));
            }
            witness.Hold(Invariant.WhatIsDrawnIsFound, listed.SequenceEqual(expected) && count == expected.Count,
                () => $"{wanted} finds {string.Join(' ', listed)} and counts {count}; drawn on are {string.Join(' ', expected)}");
            found += expected.Count;
        }
    }

    static LabelDocument Any(Draws draws) => new(
        [.. Enumerable.Range(0, draws.Below(5)).Select(i => new LabeledObject($"o{i}", draws.OneOf(Classes), null, PropertyValues.Empty))], PropertyValues.Empty);

    /// <summary>Ids of classes are their names, so that documents at rest are as they were sent.</summary>
    static DataSpec Spec() => DataSpec.Parse(Encoding.UTF8.GetBytes(
        $$"""{"media":"image","classes":[{{string.Join(',', Classes.Select(c => $$"""{"id":"{{c}}","name":"{{c}}","shape":"none"}"""))}}],"properties":[]}"""), () => "id").Spec!;
}
