using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Live;

/// <summary>This node's one ear on a project, shared by all its connections.</summary>
sealed class ProjectEar : IFeedObserver
{
    readonly ProjectId project;
    readonly IGrainFactory grains;
    readonly IFeedObserver reference;
    readonly ConcurrentDictionary<LiveAudience, LiveChannel> channels = new();
    long sequence, promised;
    DateTimeOffset toldAt;

    /// <param name="settings">The project as it is now.</param>
    public ProjectEar(ProjectSettings settings, IGrainFactory grains)
    {
        (Settings, project, this.grains) = (settings, settings.Id, grains);
        reference = grains.CreateObjectReference<IFeedObserver>(this);
    }

    /// <summary>Names follow it; whoever looks at a membership anew brings it.</summary>
    public ProjectSettings Settings { get; set; }

    public long Sequence => Interlocked.Read(ref sequence);

    public bool IsIdle => channels.Values.All(channel => channel.IsIdle);

    public LiveChannel Channel(LiveAudience audience) => channels.GetOrAdd(audience, static whose => new(whose));

    /// <summary>Begins to listen.</summary>
    public async Task Listen()
    {
        var latest = await Feed.Watch(reference);
        Interlocked.CompareExchange(ref sequence, latest, 0);
        foreach (var channel in channels.Values) channel.BeginAt(Sequence);
    }

    /// <summary>Says that it still listens, and notices what it never heard and nothing after it told of.</summary>
    public async Task Renew()
    {
        var (before, heard) = (promised, Sequence);
        promised = await Feed.Watch(reference);
        if (heard >= before) return;
        Interlocked.CompareExchange(ref sequence, before, heard);
        var progress = new ProgressChanged(await grains.GetGrain<IQueueGrain>(project.Value).Totals());
        foreach (var channel in channels.Values) channel.Offer(progress, lost: true);
    }

    public async Task Stop()
    {
        await Feed.Unwatch(reference);
        grains.DeleteObjectReference<IFeedObserver>(reference);
    }

    public Task Happened(ProjectId project, long sequence, FeedEvent happened)
    {
        var before = Interlocked.Exchange(ref this.sequence, sequence);
        foreach (var channel in channels.Values) channel.Offer(happened, lost: sequence != before + 1);
        return Task.CompletedTask;
    }

    /// <summary>Tells what waits: at once after a silence, then once a beat.</summary>
    public void Beat(DateTimeOffset now)
    {
        if (now - toldAt < LiveLimits.Beat) return;
        var told = false;
        foreach (var channel in channels.Values) told |= channel.Beat(Settings, now);
        if (told) toldAt = now;
    }

    IFeedGrain Feed => grains.GetGrain<IFeedGrain>(project.Value);
}
