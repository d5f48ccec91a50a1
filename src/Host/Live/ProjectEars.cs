using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Grains.Projects;
using Labelwise.Host.Overload;

namespace Labelwise.Host.Live;

/// <summary>The ears of this node: one a watched project, renewed while somebody watches, and the beat at which all
/// watchers are told.</summary>
sealed class ProjectEars(IGrainFactory grains, Admission admission, TimeProvider time, ILogger<ProjectEars> log) : BackgroundService
{
    readonly ConcurrentDictionary<ProjectId, ProjectEar> ears = new();
    readonly Lock comingAndGoing = new();

    /// <summary>Tells a watcher of everything that happens from now on.</summary>
    public async Task Attach(LiveWatch watch, LiveAudience audience, ProjectSettings settings)
    {
        ProjectEar? ear;
        lock (comingAndGoing)
        {
            ear = ears.GetOrAdd(settings.Id, _ => new(settings, grains));
            ear.Channel(audience).Add(watch);
        }
        await ear.Listen();
    }

    public void Detach(LiveWatch watch, LiveAudience audience, ProjectId project)
    {
        if (ears.TryGetValue(project, out var ear)) ear.Channel(audience).Remove(watch);
    }

    /// <summary>Takes note of a project as it is now.</summary>
    public void Renew(ProjectSettings settings)
    {
        if (ears.TryGetValue(settings.Id, out var ear)) ear.Settings = settings;
    }

    /// <summary>A watcher whose rights have changed hears what those give them, in higher numbers than before.</summary>
    public void Move(LiveWatch watch, LiveAudience from, LiveAudience to, ProjectId project)
    {
        if (!ears.TryGetValue(project, out var ear)) return;
        var (old, other) = (ear.Channel(from), ear.Channel(to));
        other.BeginAt(old.Sequence + 1);
        old.Remove(watch);
        other.Add(watch);
    }

    /// <returns>0 where nobody of this node watches the project.</returns>
    public long SequenceOf(ProjectId project) => ears.TryGetValue(project, out var ear) ? ear.Sequence : 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LiveLimits.Tick, time);
        using var _ = stoppingToken.Register(timer.Dispose);  // then a tick is false: a stop, or a start that failed, is no error
        var (renewAt, passed, renewing) = (time.GetUtcNow() + LiveLimits.Renewal, 0, Task.CompletedTask);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            var now = time.GetUtcNow();
            // While people wait for their work, those who look on are told less often.
            if (!admission.IsBusy || ++passed >= LiveLimits.TicksPassed)
            {
                passed = 0;
                foreach (var ear in ears.Values) ear.Beat(now);
            }
            if (now < renewAt || !renewing.IsCompleted) continue;
            renewAt = now + LiveLimits.Renewal;
            renewing = Renew();
        }
        await renewing;
    }

    async Task Renew()
    {
        foreach (var (project, ear) in ears)
            try
            {
                if (!IsForgotten(project, ear)) await ear.Renew();
                else await ear.Stop();
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The live feed of project {Project} could not be renewed; the next renewal tries again.", project.Value);
            }
    }

    bool IsForgotten(ProjectId project, ProjectEar ear)
    {
        lock (comingAndGoing) return ear.IsIdle && ears.TryRemove(new(project, ear));
    }
}
