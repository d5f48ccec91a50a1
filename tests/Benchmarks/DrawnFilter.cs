using System.Diagnostics;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Benchmarks;

/// <summary>Counting tasks by what is drawn on them beside counting them by their state: the time, and what the blocks keep for it. Once as after an
/// upgrade, when no block knows yet and every label is read; then as ever after.</summary>
static class DrawnFilter
{
    const int BlocksAtOnce = 64, Rounds = 7, Classes = 10, Objects = 4;

    public static async Task Run(int tasks)
    {
        var spec = JsonSerializer.Serialize(new { media = "image", classes = Enumerable.Range(0, Classes).Select(c => new { id = $"class{c}", name = $"class {c}", shape = "box" }), properties = Array.Empty<object>() });
        await using var project = await Project.Start(tasks, 1, spec: spec);
        var labels = project.Services.GetRequiredService<ILabelStore>();
        for (var from = 0; from < tasks; from += TaskBlock.Size)
        {
            var some = Enumerable.Range(from, Math.Min(TaskBlock.Size, tasks - from)).Select(t => (Task: t, Label: Drawn(t))).ToList();
            await labels.Put([.. some.Select(s => (s.Label.Hash, s.Label.ToCanonicalJson()))]);
            foreach (var (task, label) in some) await project.Block(from / TaskBlock.Size).Report(Row(project.Id, task, label.Hash), null);
        }
        var (reviewed, byClass) = (new RowFilter(TaskState.Reviewed), new RowFilter(Objects: new("class3")));
        await Woken();
        var (first, found) = await Timed(() => Count(project, tasks, byClass));
        await Woken();
        var (started, _) = await Timed(() => Count(project, tasks, byClass));
        var (byState, byDrawn) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            byState.Add((await Timed(() => Count(project, tasks, reviewed))).Ms);
            byDrawn.Add((await Timed(() => Count(project, tasks, byClass))).Ms);
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tasks, found, everyLabelReadMs = Math.Round(first), afterAStartMs = Math.Round(started), countByStateMs = Figures.Median(byState), countByDrawnMs = Figures.Median(byDrawn),
            load1 = Figures.Load,
        }));

        async Task Woken()
        {
            await project.Restart();
            await Count(project, tasks, reviewed);
        }
    }

    static async Task<int> Count(Project project, int tasks, RowFilter filter)
    {
        var count = 0;
        foreach (var some in Enumerable.Range(0, TaskBlock.Of(tasks - 1) + 1).Chunk(BlocksAtOnce))
            count += (await Task.WhenAll(some.Select(b => project.Block(b).Count(filter)))).Sum();
        return count;
    }

    static async Task<(double Ms, T Value)> Timed<T>(Func<Task<T>> act)
    {
        var began = Stopwatch.GetTimestamp();
        var value = await act();
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, value);
    }

    /// <summary>Labels that differ from task to task, as drawn ones do.</summary>
    static LabelDocument Drawn(int task)
    {
        var draws = new Random(task);
        return new([.. Enumerable.Range(0, Objects).Select(i => new LabeledObject(
            $"o{task}-{i}", $"class{draws.Next(Classes)}", new Box(draws.Next(3000), draws.Next(2000), draws.Next(1, 900), draws.Next(1, 900)), PropertyValues.Empty))], PropertyValues.Empty);
    }

    static TaskRow Row(ProjectId project, int task, ContentHash label)
    {
        var (who, at) = (Project.Annotator(0), DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(task));
        return new()
        {
            Id = new(project, task), Version = 1, State = TaskState.Reviewed, Label = label, Confidence = 0.95f,
            Decision = new(DeciderKind.People, [who], null, at, "consensus"), UpdatedAt = at,
            Opinions = [new(who, label, -1, 4200, at, Counts: true, Stood: null, Returned: false)],
        };
    }
}
