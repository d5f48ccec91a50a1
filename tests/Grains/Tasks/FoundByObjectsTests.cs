using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Tasks;

/// <summary>Tasks are found by what is drawn on the label that stands.</summary>
public sealed class FoundByObjectsTests
{
    const string Spec = """{"media":"image","classes":[{"id":"ca","name":"car","shape":"box"},{"id":"bu","name":"bus","shape":"box"}],"properties":[]}""";
    const string OneOpinion = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0}}""";
    const string Reviewed = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":1}}""";

    [Fact]
    public async Task Tasks_are_found_by_the_objects_on_their_labels_also_after_a_restart_and_a_crash()
    {
        await using var cluster = await Start(OneOpinion, samples: 6, spec: Spec);
        await Label(cluster, [["car"], ["car", "car", "bus"], ["bus"], []]);
        await Found(cluster);
        await cluster.Restart();
        await Found(cluster);
        await cluster.Crash();
        await Found(cluster);

        // Two have no label yet: nothing is said of what they hold.
        static async Task Found(Cluster cluster)
        {
            await Finds(cluster, new("ca"), 0, 1);
            await Finds(cluster, new("bu"), 1, 2);
            await Finds(cluster, new("ca", Least: 2), 1);
            await Finds(cluster, new("ca", Most: 0), 2, 3);
            await Finds(cluster, new(Most: 0), 3);
            await Finds(cluster, new(Least: 2), 1);
            await Finds(cluster, new(Least: 1, Most: 1), 0, 2);
            await Finds(cluster, new("never"));
        }
    }

    [Fact]
    public async Task A_correction_and_a_reopened_task_are_found_by_what_stands_then()
    {
        await using var cluster = await Start(Reviewed, samples: 2, spec: Spec);
        var (first, second) = await Label(cluster, [["car"], ["car"]]) is [var a, var b] ? (a, b) : throw new InvalidOperationException();
        await Finds(cluster, new("ca"), 0, 1);
        foreach (var held in (await cluster.Next(Annotator(2), 2, kind: AssignmentKind.Review)).Tasks)
        {
            var verdict = held.Task == first ? (Verdict.Correct, Drawn("bus", "bus")) : (Verdict.Accept, (LabelDocument?)null);
            Assert.Null((await cluster.Task(held.Task).Review(new(new($"r{held.Task}"), Annotator(2), 1, verdict.Item1, "", verdict.Item2))).Refusal);
        }
        await Finds(cluster, new("bu", Least: 2), 0);
        await Finds(cluster, new("ca"), 1);
        Assert.Null((await cluster.Task(second).Reopen(new(new("again"), Annotator(2), 0, "look"))).Refusal);
        var truth = (await cluster.Task(second).Truth())!;
        var stands = truth.Decision?.Label ?? truth.Assessment?.Label ?? default;
        await Finds(cluster, new("ca"), stands.IsNone ? [] : [1]);
        await Finds(cluster, new("bu"), 0);
    }

    /// <summary>What one of three drew is not on the label unless the others drew it too.</summary>
    [Fact]
    public async Task Of_several_peoples_shapes_those_count_that_the_consensus_holds()
    {
        await using var cluster = await Start("""{"redundancy":{"min":3,"max":3,"targetConfidence":0.9},"review":{"rate":0}}""", samples: 1, spec: Spec);
        foreach (var (person, classes) in new[] { "car", "car", "car,bus" }.Select((c, i) => (Annotator(i + 1), c.Split(','))))
        {
            var handout = Assert.Single((await cluster.Next(person)).Tasks);
            Assert.Null((await cluster.Submit(handout, person, Drawn(classes))).Refusal);
        }
        await Finds(cluster, new("ca"), 0);
        await Finds(cluster, new("bu"));
    }

    /// <summary>As of a block that an earlier version saved, or whose task could not tell it: the documents are read once somebody asks, and kept.</summary>
    [Fact]
    public async Task Labels_that_nobody_told_the_block_of_are_read_when_somebody_asks()
    {
        await using var cluster = await Start(OneOpinion, samples: 4, spec: Spec);
        await Label(cluster, [["car"], ["bus", "bus"], []]);
        await Finds(cluster, new("bu"), 1);
        var labelled = (await cluster.Block(0).Rows(new(TaskState.Reviewed), 0, 10)).Items.Select(i => i.Row).ToList();
        foreach (var row in labelled) await cluster.Block(0).Report(row with { Version = 50, Label = ContentHash.Of([7]) }, null);
        await Finds(cluster, new());  // of such a label there is no document
        await cluster.Block(0).Report(labelled[1] with { Version = 51 }, null);
        await Finds(cluster, new("bu"), 1);
        Assert.Equal(1, await cluster.Block(0).Count(new(Objects: new())));
        Assert.Equal(1, (await cluster.Block(0).Decided(new(Objects: new()))).Tasks);
        Assert.Equal([1], (await cluster.Block(0).Listed(new(Objects: new()), [0, 1, 2, 3])).Select(t => t.Row.Id.Index));
        Assert.Equal([1], (await cluster.Block(0).ReadForSealing(new(Objects: new()))).Items.Select(t => t.Row.Id.Index));
    }

    static async Task<ImmutableArray<TaskId>> Label(Cluster cluster, string[][] classes)
    {
        var handouts = (await cluster.Next(Annotator(1), classes.Length)).Tasks.OrderBy(t => t.Task.Index).ToList();
        foreach (var (handout, drawn) in handouts.Zip(classes)) Assert.Null((await cluster.Submit(handout, Annotator(1), Drawn(drawn))).Refusal);
        return [.. handouts.Select(h => h.Task)];
    }

    static LabelDocument Drawn(params string[] classes) =>
        new([.. classes.Select((name, i) => new LabeledObject($"o{i}", name, new Box(2 * i, 0, 2, 2), PropertyValues.Empty))], PropertyValues.Empty);

    /// <summary>A block hears of its tasks a moment later.</summary>
    static Task Finds(Cluster cluster, ObjectsWanted wanted, params int[] tasks) => Eventually($"{wanted} finds {string.Join(' ', tasks)}", async () =>
        (await cluster.Block(0).Rows(new(Objects: wanted), 0, 100)).Items.Select(i => i.Row.Id.Index).SequenceEqual(tasks));
}
