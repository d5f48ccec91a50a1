using Labelwise.Domain;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Utilities;

namespace Labelwise.Grains.Feed;

sealed class FeedGrain(TimeProvider time, ILogger<FeedGrain> log) : Grain, IFeedGrain
{
    /// <summary>A watcher that has not renewed for this long is gone.</summary>
    static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(5);

    /// <summary>Numbers a millisecond: a feed that starts again after a stop is past every number it gave before.</summary>
    const long PerMillisecond = 1000;

    readonly ObserverManager<IFeedObserver> watchers = new(ForgetAfter, log) { GetDateTime = () => time.GetUtcNow().UtcDateTime };
    long sequence;
    ProjectId project;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        project = ProjectId.Parse(this.GetPrimaryKeyString());
        sequence = time.GetUtcNow().ToUnixTimeMilliseconds() * PerMillisecond;
        return Task.CompletedTask;
    }

    public Task<long> Watch(IFeedObserver observer)
    {
        watchers.Subscribe(observer, observer);
        return Task.FromResult(sequence);
    }

    public Task Unwatch(IFeedObserver observer)
    {
        watchers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public Task Publish(FeedEvent happened)
    {
        sequence++;
        return watchers.Count is 0 ? Task.CompletedTask
            : watchers.Notify(watcher => watcher.Happened(project, sequence, happened));
    }
}
