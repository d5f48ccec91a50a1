using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Benchmarks;

/// <summary>Managed memory, after a full collection: of a task in an active block, as it was imported, once it is predicted, and
/// once somebody has labeled it; and of an activation that has no state.</summary>
static class MemoryUse
{
    const int BlocksAtOnce = 16, Activations = 100_000, People = 32, Probabilities = 3, Classes = 10;

    public static async Task Run(int tasks)
    {
        await using var project = await Project.Start(tasks, People);
        var imported = await PerTask(project, tasks);
        await Each(project, tasks, (block, row) => block.Predict([.. row.Select(i => new RowPrediction(TaskBlock.Row(i), Prediction(i)))]));
        var predicted = await PerTask(project, tasks);
        await Each(project, tasks, (block, row) => Task.WhenAll(row.Select(i => block.Report(Decided(project.Id, i), null))));
        var labeled = await PerTask(project, tasks);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tasks, bytesPerTaskImported = imported, bytesPerTaskPredicted = predicted, bytesPerTaskPredictedAndLabeled = labeled,
            activations = Activations, bytesPerIdleActivation = await PerActivation(project), load1 = Figures.Load,
        }));
    }

    /// <summary>Bytes that active blocks have more than none, a task.</summary>
    static async Task<long> PerTask(Project project, int tasks)
    {
        await project.Restart();
        await project.Block(0).Summary();  // what every project has once
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Each(project, tasks, (block, _) => block.Summary());
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / Math.Max(1, tasks - TaskBlock.Size);
    }

    static async Task<long> PerActivation(Project project)
    {
        await project.Restart();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var some in Enumerable.Range(1 << 20, Activations).Chunk(1024))  // tasks that nobody has begun on
            await Task.WhenAll(some.Select(i => project.Grains.GetGrain<ITaskGrain>(new TaskId(project.Id, i).Value).Row()));
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / Activations;
    }

    static async Task Each(Project project, int tasks, Func<ITaskBlockGrain, IEnumerable<int>, Task> act)
    {
        foreach (var some in Enumerable.Range(0, (tasks + TaskBlock.Size - 1) / TaskBlock.Size).Chunk(BlocksAtOnce))
            await Task.WhenAll(some.Select(b =>
                act(project.Block(b), Enumerable.Range(b * TaskBlock.Size, Math.Min(TaskBlock.Size, tasks - b * TaskBlock.Size)))));
    }

    static Prediction Prediction(int task) => new(new("model", 1), LabelOf(task), task % Classes, 0.9, [.. Enumerable.Range(0, Probabilities)
        .Select(c => new ClassProbability((task + c) % Classes, c is 0 ? 0.9f : 0.05f))]);

    /// <summary>One person's answer, which decided it.</summary>
    static TaskRow Decided(ProjectId project, int task)
    {
        var (who, at) = (Project.Annotator(task % People), DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(task));
        return new()
        {
            Id = new(project, task), Version = 2, State = TaskState.Reviewed, Label = LabelOf(task), Class = task % Classes, Confidence = 0.95f,
            Decision = new(DeciderKind.People, [who], null, at, "consensus"), UpdatedAt = at,
            Opinions = [new(who, LabelOf(task), task % Classes, 4200, at, Counts: true, Stood: null, Returned: false)],
        };
    }

    static ContentHash LabelOf(int task) => ContentHash.Of([(byte)(task % Classes)]);
}
