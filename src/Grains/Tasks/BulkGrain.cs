using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Projects;
using Labelwise.Grains.WorkOrders;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Grains.Tasks;

/// <summary>Goes block by block. What a task refuses is told by name; the others are done.</summary>
sealed class BulkGrain([PersistentState("bulk")] IPersistentState<BulkRecord> bulk, TimeProvider time, ILogger<BulkGrain> log)
    : JobGrain<BulkRecord>(bulk, time, log), IBulkGrain
{
    /// <summary>Blocks that are gone through between two records of how far it is.</summary>
    const int BlocksAtOnce = 4;

    /// <summary>Tasks that are told at once.</summary>
    const int TasksAtOnce = 64;

    protected override JobKind Kind => JobKind.Bulk;

    public Task<JobView> Start(StartBulk command) => Begin(new() { Command = command });

    protected override async Task Step(CancellationToken cancellation)
    {
        if (await GrainFactory.GetGrain<IProjectGrain>(Project.Value).Settings() is not { } settings)
        {
            await Record(Job.Failed("not-found", "The project of this job is not there."));
            return;
        }
        var command = Job.Command!;
        var blocks = Enumerable.Range(Job.NextBlock, Math.Max(0, settings.Blocks - Job.NextBlock));
        if (!command.Tasks.IsDefault) blocks = blocks.Intersect(command.Tasks.Select(t => TaskBlock.Of(t.Index))).Order();
        var due = blocks.Take(BlocksAtOnce).ToArray();
        if (due.Length == 0)
        {
            await Record((Job with { Done = Job.Total }).Succeeded(
                ("changed", Job.Changed.ToString(CultureInfo.InvariantCulture)), ("refused", Job.ErrorCount.ToString(CultureInfo.InvariantCulture))));
            return;
        }
        var (changed, refused) = (Job.Changed, new List<RecordError>());
        foreach (var block in due) changed += await Act(block, command, refused, cancellation);
        await Record((Job with
        {
            State = JobState.Running, NextBlock = due[^1] + 1, Done = due[^1] + 1, Total = settings.Blocks, Changed = changed,
        }).With(refused));
    }

    /// <returns>How many tasks it changed.</returns>
    async Task<int> Act(int block, StartBulk command, List<RecordError> refused, CancellationToken cancellation)
    {
        var grain = GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block));
        var tasks = command.Tasks.IsDefault
            ? (await grain.Rows(command.Filter, 0, TaskBlock.Size)).Items
            : await grain.Listed(command.Filter, [.. command.Tasks.Where(t => TaskBlock.Of(t.Index) == block).Select(t => TaskBlock.Row(t.Index))]);
        if (tasks.IsEmpty) return 0;
        ImmutableArray<int> rows = [.. tasks.Select(t => TaskBlock.Row(t.Row.Id.Index))];
        switch (command.Act)
        {
            case BulkMark mark:
                await grain.Mark(rows, mark.Marking);
                return rows.Length;
            case BulkAssign assign:
                var taken = await Share(grain, assign, [.. tasks.Select(t => t.Row.Id)]);
                refused.AddRange(tasks.Where(t => !taken.Contains(TaskBlock.Row(t.Row.Id.Index))).Select(t => assign.Order is null
                    ? Refused(t, "wrong-state", "This task is REVIEWED; reopen it first.")
                    : Refused(t, "not-available", "This task is REVIEWED, in a work order already, or beyond what was ordered.")));
                return taken.Count;
            default:
                return await Tell(tasks, command, refused, cancellation);
        }
    }

    /// <summary>Shares a block's tasks out among the people, in turn; the turn follows from the block, so that a step made again shares alike.</summary>
    /// <returns>The rows that were taken.</returns>
    async Task<HashSet<int>> Share(ITaskBlockGrain block, BulkAssign assign, ImmutableArray<TaskId> tasks)
    {
        if (assign.Order is { } order)
            return [.. (await GrainFactory.GetGrain<IWorkOrderGrain>(order.Value).Take(tasks, assign.People)).Select(t => TaskBlock.Row(t.Index))];
        var taken = new HashSet<int>();
        foreach (var share in tasks.GroupBy(t => assign.People[t.Index % assign.People.Length], t => TaskBlock.Row(t.Index)))
            taken.UnionWith(await block.Assign([.. share], share.Key, assign.Kind));
        return taken;
    }

    async Task<int> Tell(ImmutableArray<ListedTask> tasks, StartBulk command, List<RecordError> refused, CancellationToken cancellation)
    {
        var changed = 0;
        // Of what nobody began on the block knows the truth: a million tasks are not woken to be refused.
        var begun = tasks.ToLookup(t => t.Row is not { Version: 0, State: TaskState.Queued });
        refused.AddRange(begun[false].Select(t => Refused(t, "wrong-state", "Nobody has worked on this task yet.")));
        foreach (var some in begun[true].Chunk(TasksAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            if (command.Act is BulkMarkGold && (await Gold.Add([.. some.Select(t => t.Row.Id.Index)])).Refuses(out var full, out _))
            {
                refused.AddRange(some.Select(t => Refused(t, full.Code, full.Message)));
                continue;
            }
            foreach (var (task, outcome) in some.Zip(await Task.WhenAll(some.Select(t => Tell(t.Row.Id, command)))))
                if (outcome.Refuses(out var why, out _)) refused.Add(Refused(task, why.Code, why.Message));
                else changed++;
        }
        return changed;
    }

    /// <summary>Under a key of this job, so that a step made again after a crash does nothing twice.</summary>
    Task<Outcome<TaskAnswer>> Tell(TaskId id, StartBulk command)
    {
        var task = GrainFactory.GetGrain<ITaskGrain>(id.Value);
        var key = new CommandKey(Id);
        return command.Act switch
        {
            BulkReopen reopen => task.Reopen(new(key, command.By, 0, reopen.Reason)),
            BulkMarkGold mark => task.MarkGold(new(key, command.By, 0, default, -1, mark.Note, []), null),
            BulkUnmarkGold unmark => Untold(id, task.UnmarkGold(new(key, command.By, 0, unmark.Reason))),
            BulkAskReview ask => task.AskReview(new(key, command.By, 0, ask.Reason)),
            _ => throw new InvalidOperationException($"'{command.Act}' is no act on a single task."),
        };
    }

    async Task<Outcome<TaskAnswer>> Untold(TaskId id, Task<Outcome<TaskAnswer>> unmarking)
    {
        var outcome = await unmarking;
        if (outcome.Refusal is null) await Gold.Remove([id.Index]);
        return outcome;
    }

    IGoldGrain Gold => GrainFactory.GetGrain<IGoldGrain>(Project.Value);

    static RecordError Refused(ListedTask task, string code, string reason) => new(task.Sample.ExternalId, null, code, reason);
}
