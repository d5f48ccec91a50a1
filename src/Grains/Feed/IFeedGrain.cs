using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Feed;

/// <summary>Live events of a project to whoever watches. Key: the project id. Keeps nothing: a gap in the running
/// number tells a watcher to read anew.</summary>
[Alias("feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>Watches until <see cref="Unwatch"/> or until not renewed for a while.</summary>
    /// <returns>The running number of the last event.</returns>
    Task<long> Watch(IFeedObserver observer);
    Task Unwatch(IFeedObserver observer);

    Task Publish(FeedEvent happened);
}

/// <summary>One web node's ear on a project.</summary>
[Alias("feed-observer")]
public interface IFeedObserver : IGrainObserver
{
    [OneWay]
    Task Happened(ProjectId project, long sequence, FeedEvent happened);
}

/// <summary>Something that watchers of a project hear of.</summary>
[GenerateSerializer, Immutable, Alias("feed-event")]
public abstract record FeedEvent;

[GenerateSerializer, Immutable, Alias("progress-changed")]
public sealed record ProgressChanged([property: Id(0)] ProjectTotals Totals) : FeedEvent;

[GenerateSerializer, Immutable, Alias("tasks-changed")]
public sealed record TasksChanged([property: Id(0)] ImmutableArray<ChangedTask> Tasks) : FeedEvent;

[GenerateSerializer, Immutable, Alias("changed-task")]
public readonly record struct ChangedTask([property: Id(0)] TaskId Id, [property: Id(1)] TaskState State);

[GenerateSerializer, Immutable, Alias("job-progressed")]
public sealed record JobProgressed([property: Id(0)] Jobs.JobView Job) : FeedEvent;

[GenerateSerializer, Immutable, Alias("annotators-changed")]
public sealed record AnnotatorsChanged([property: Id(0)] ImmutableArray<UserId> Users) : FeedEvent;

[GenerateSerializer, Immutable, Alias("questions-changed")]
public sealed record QuestionsChanged([property: Id(0)] ImmutableArray<QuestionId> Questions) : FeedEvent;
