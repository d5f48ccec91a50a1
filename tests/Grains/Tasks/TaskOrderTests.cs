using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Tasks;

public class TaskOrderTests
{
    const int PageSize = 37;
    static readonly int Tasks = 2 * TaskBlock.Size + 300;

    static readonly RowFilter[] Filters =
    [
        new(), new(TaskState.Reviewed), new(Class: 1), new(TaskState.Reviewed, 2), new(Annotator: Annotator(3)), new(TaskState.Submitted, 1, Annotator(2)),
        new(MinConfidence: 0.5), new(TaskState.Reviewed, MinConfidence: 0.25, MaxConfidence: 0.75), new(Annotator: Annotator(9)), new(MaxConfidence: 0),
    ];

    [Fact]
    public async Task Pages_by_confidence_show_every_task_that_passes_once_and_in_order_also_after_changes_and_a_restart()
    {
        await using var cluster = await Start(samples: Tasks, annotators: 4);
        await Report(cluster, version: 1, Enumerable.Range(0, Tasks).Where(i => i % 5 > 0));
        await Agrees(cluster);
        await Report(cluster, version: 2, Enumerable.Range(0, Tasks).Where(i => i % 7 == 0));
        await Agrees(cluster);
        await cluster.Restart();
        await Agrees(cluster);
    }

    /// <summary>The order hears of a change a moment after the block, and what all answers come to together changes rows behind them.</summary>
    static async Task Agrees(Cluster cluster)
    {
        foreach (var filter in Filters)
            foreach (var descending in new[] { false, true })
                await Eventually($"{filter}, descending {descending}", async () => (await Passing(cluster, filter, descending)).SequenceEqual(await Listed(cluster, filter, descending)));
    }

    static async Task<List<int>> Passing(Cluster cluster, RowFilter filter, bool descending)
    {
        var rows = new List<TaskRow>();
        for (var block = 0; block < 3; block++)
            rows.AddRange((await cluster.Block(block).Rows(new(), 0, TaskBlock.Size)).Items.Select(i => i.Row));
        var passing = rows.Where(r => Passes(filter, r)).OrderBy(r => r.Confidence).ThenBy(r => r.Id.Index).Select(r => r.Id.Index).ToList();
        if (descending) passing.Reverse();
        return passing;
    }

    static bool Passes(RowFilter filter, TaskRow row) =>
        (filter.State is null || row.State == filter.State) && (filter.Class is null || row.Class == filter.Class)
        && (filter.Annotator is null || row.Opinions.Any(o => o.Annotator == filter.Annotator))
        && (filter.MinConfidence is null || row.Confidence >= filter.MinConfidence) && (filter.MaxConfidence is null || row.Confidence <= filter.MaxConfidence);

    static async Task<List<int>> Listed(Cluster cluster, RowFilter filter, bool descending)
    {
        var (listed, after) = (new List<int>(), (OrderedTask?)null);
        while (true)
        {
            var page = await cluster.Grains.GetGrain<ITaskOrderGrain>(cluster.Project.Value).Page(filter, descending, after, PageSize, 0);
            listed.AddRange(page.Select(t => t.Index));
            if (page.Length < PageSize) return listed;
            after = page[^1];
        }
    }

    static async Task Report(Cluster cluster, int version, IEnumerable<int> tasks)
    {
        foreach (var block in tasks.GroupBy(TaskBlock.Of))
            foreach (var some in block.Chunk(100))
                await Task.WhenAll(some.Select(i => cluster.Block(block.Key).Report(Row(cluster.Project, i, version), null)));
    }

    /// <summary>Few confidences, so that many are equal.</summary>
    static TaskRow Row(ProjectId project, int task, int version)
    {
        var at = DateTimeOffset.UnixEpoch.AddSeconds(task);
        return new()
        {
            Id = new(project, task), Version = version, State = (task + version) % 3 == 0 ? TaskState.Submitted : TaskState.Reviewed,
            Class = (task * 7 + version) % 3, Confidence = task * 31 % 16 / 16f, UpdatedAt = at,
            Opinions = [new(Annotator(task % 4), default, task % 3, 100, at, true, null, false)],
        };
    }
}
