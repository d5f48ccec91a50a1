using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Feed;
using Labelwise.Tests.Simulation.Checks;

namespace Labelwise.Tests.Simulation.People;

/// <summary>A web node's ear on the project, and a page behind it that shows how each task stands: it follows events, and
/// reads anew where their running number says that some were missed.</summary>
sealed class Watcher(Scene scene, ulong seed) : IFeedObserver
{
    static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    readonly Draws draws = Draws.For(seed, "watcher", 0);
    readonly Dictionary<TaskId, TaskState> shown = [];

    /// <summary>Events that came while rows were being read: newer than what was read, or the same.</summary>
    readonly Dictionary<TaskId, TaskState> meanwhile = [];
    SimulatedProcess? node;
    IFeedObserver? reference;
    long heard, promised;
    bool stale;

    /// <summary>Chance in [0, 1] that an event is lost on its way.</summary>
    public double Loss { get; set; }

    public async Task Run()
    {
        while (true)
        {
            if (scene.Site.Running is { } running) await Renew(running);
            if (stale) await Read();
            await scene.Pause(Renewal);
        }
    }

    public Task Happened(ProjectId project, long sequence, FeedEvent happened)
    {
        if (draws.Happens(Loss)) return Task.CompletedTask;
        stale |= sequence != heard + 1;
        heard = sequence;
        // Of new tasks only their count is told.
        if (happened is ProgressChanged { Totals.Tasks: var count }) stale |= count != shown.Count;
        if (happened is TasksChanged { Tasks: var tasks })
            foreach (var task in tasks) shown[task.Id] = meanwhile[task.Id] = task.State;
        return Task.CompletedTask;
    }

    /// <summary>What the page shows, held against the tasks; asked when all has been quiet for longer than two renewals.</summary>
    public void Check(IEnumerable<TaskTruth> truths)
    {
        foreach (var task in truths)
            scene.Witness.Hold(Invariant.WatchersMissNothing, shown.TryGetValue(task.Origin!.Id, out var state) && state == task.State,
                () => $"{task.Origin!.Id} is {task.State}, shown is {(shown.TryGetValue(task.Origin.Id, out var said) ? said : null)}");
    }

    async Task Renew(SimulatedProcess running)
    {
        if (node != running)
        {
            (node, reference, heard, promised) = (running, running.Grains.CreateObjectReference<IFeedObserver>(this), 0, 0);
            stale = true;
        }
        var (expected, before) = (promised, heard);
        var (answered, latest) = await scene.Ask("watcher renews", g => g.GetGrain<IFeedGrain>(Scene.Project.Value).Watch(reference!));
        if (!answered) return;
        promised = latest;
        if (before == 0 && heard == 0) heard = latest;
        // What was promised a renewal ago has not come: it never will, and nothing after it told of that.
        if (before >= expected) return;
        stale = true;
        heard = Math.Max(heard, expected);
    }

    async Task Read()
    {
        stale = false;
        meanwhile.Clear();
        var (answered, listed) = await scene.Ask("watcher reads", g => Scene.Listed(g));
        stale |= !answered;
        if (!answered) return;
        foreach (var task in listed) shown[task.Row.Id] = meanwhile.GetValueOrDefault(task.Row.Id, task.Row.State);
    }
}
