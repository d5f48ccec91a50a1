using System.Collections.Concurrent;
using Labelwise.Domain;

namespace Labelwise.Host.Live;

/// <summary>The ears of this node: one a watched project, renewed while somebody watches.</summary>
sealed class ProjectEars(IGrainFactory grains, TimeProvider time, ILogger<ProjectEars> log) : BackgroundService
{
    readonly ConcurrentDictionary<ProjectId, ProjectEar> ears = new();

    /// <returns>The running number from which on the watcher hears everything.</returns>
    public async Task<long> Attach(LiveWatch watch)
    {
        var ear = ears.GetOrAdd(watch.Project, p => new(p, grains));
        ear.Add(watch);
        await ear.Listen();
        return ear.Sequence;
    }

    public void Detach(LiveWatch watch)
    {
        if (ears.TryGetValue(watch.Project, out var ear)) ear.Remove(watch);
    }

    /// <returns>0 where nobody of this node watches the project.</returns>
    public long SequenceOf(ProjectId project) => ears.TryGetValue(project, out var ear) ? ear.Sequence : 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LiveLimits.Renewal, time);
        using var _ = stoppingToken.Register(timer.Dispose);  // then a tick is false: a stop, or a start that failed, is no error
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
            foreach (var (project, ear) in ears)
                try
                {
                    if (!ear.IsIdle) await ear.Listen();
                    else if (ears.TryRemove(new(project, ear))) await ear.Stop();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogWarning(e, "The live feed of project {Project} could not be renewed; the next renewal tries again.", project.Value);
                }
    }
}
