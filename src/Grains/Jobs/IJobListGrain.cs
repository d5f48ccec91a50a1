using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Labelwise.Grains.Jobs;

/// <summary>The jobs of a project by id. Key: the project id.</summary>
[Alias("job-list")]
public interface IJobListGrain : IGrainWithStringKey
{
    /// <summary>Returns once it is on disk; a repeat changes nothing.</summary>
    Task Add(string job);

    /// <summary>The newest first, at most <see cref="JobList.Most"/>.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> Newest();
}

[GenerateSerializer, Immutable, Alias("job-list-state")]
public sealed record JobList
{
    /// <summary>Older ones are known by their id alone.</summary>
    public const int Most = 1000;

    [Id(0)] public ImmutableArray<string> Jobs { get; init; } = [];
}
