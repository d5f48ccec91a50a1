using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Gold;

/// <summary>Which tasks of a project may have a known answer; whether they have one, the tasks know. Key: the project id.</summary>
[Alias("gold")]
public interface IGoldGrain : IGrainWithStringKey
{
    /// <summary>Durable before the reply, and so before the task records its answer: none is ever overlooked.</summary>
    /// <returns>How many there are, or <c>too-many</c>.</returns>
    Task<Outcome<GoldCount>> Add(ImmutableArray<int> tasks);

    /// <summary>Those that have none any more; a repeat changes nothing.</summary>
    Task Remove(ImmutableArray<int> tasks);

    /// <summary>Indexes of tasks, ascending.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> Tasks();
}

[GenerateSerializer, Immutable, Alias("gold-count")]
public sealed record GoldCount([property: Id(0)] int Count);
