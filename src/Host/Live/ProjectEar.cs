using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Grains.Feed;

namespace Labelwise.Host.Live;

/// <summary>This node's one ear on a project, shared by all its connections.</summary>
sealed class ProjectEar(ProjectId project, IGrainFactory grains) : IFeedObserver
{
    ImmutableArray<LiveWatch> watches = [];
    IFeedObserver? reference;
    long sequence;

    public long Sequence => Interlocked.Read(ref sequence);

    public bool IsIdle => watches.IsEmpty;

    public void Add(LiveWatch watch) => ImmutableInterlocked.Update(ref watches, static (all, one) => all.Add(one), watch);

    public void Remove(LiveWatch watch) => ImmutableInterlocked.Update(ref watches, static (all, one) => all.Remove(one), watch);

    /// <summary>Begins to listen, or goes on.</summary>
    public async Task Listen()
    {
        reference ??= grains.CreateObjectReference<IFeedObserver>(this);
        var latest = await grains.GetGrain<IFeedGrain>(project.Value).Watch(reference);
        if (latest > Sequence) Interlocked.Exchange(ref sequence, latest);
    }

    public async Task Stop()
    {
        if (reference is null) return;
        await grains.GetGrain<IFeedGrain>(project.Value).Unwatch(reference);
        grains.DeleteObjectReference<IFeedObserver>(reference);
        reference = null;
    }

    public Task Happened(ProjectId project, long sequence, FeedEvent happened)
    {
        var before = Interlocked.Exchange(ref this.sequence, sequence);
        foreach (var watch in watches) watch.Offer(happened, lost: sequence != before + 1);
        return Task.CompletedTask;
    }
}
