using Labelwise.Domain;
using Labelwise.Grains.Feed;

namespace Labelwise.Tests.Host;

public sealed class FeedTests
{
    [Fact]
    public async Task Watchers_hear_every_event_in_order_and_numbers_go_on_after_a_restart()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        var ear = new Ear();
        var observer = server.Grains.CreateObjectReference<IFeedObserver>(ear);
        var feed = server.Grains.GetGrain<IFeedGrain>("p1");
        var start = await feed.Watch(observer);
        for (var i = 0; i < 10; i++) await feed.Publish(new AnnotatorsChanged([new($"u{i}")]));
        while (ear.Heard.Count < 10) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => start + i), ear.Heard.Select(h => h.Sequence));
        Assert.Equal("u9", ((AnnotatorsChanged)ear.Heard[9].Happened).Users[0].Value);
        await feed.Unwatch(observer);
        await feed.Publish(new AnnotatorsChanged([]));
        await server.Restart();
        Assert.True(await server.Grains.GetGrain<IFeedGrain>("p1").Watch(server.Grains.CreateObjectReference<IFeedObserver>(ear)) > start + 11);
        Assert.Equal(10, ear.Heard.Count);
    }

    sealed class Ear : IFeedObserver
    {
        public List<(long Sequence, FeedEvent Happened)> Heard { get; } = [];

        public Task Happened(ProjectId project, long sequence, FeedEvent happened)
        {
            Heard.Add((sequence, happened));
            return Task.CompletedTask;
        }
    }
}
