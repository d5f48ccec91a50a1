using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Imports;

/// <summary>Which external ids a project has, and the one way in which samples become tasks: one import's slice at a
/// time, each external id once. Key: the project id. Soft: rebuilt from the blocks.</summary>
[Alias("catalog")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>Adds those samples whose external id is new, in order; durable before the reply.</summary>
    /// <param name="import">Recorded as what brought them.</param>
    Task<Catalogued> Add(string import, ImmutableArray<Sample> samples);

    /// <returns>The task index of each external id, in the order asked; -1 where there is none.</returns>
    Task<ImmutableArray<int>> Find(ImmutableArray<string> externalIds);

    /// <summary>How many tasks the project has.</summary>
    Task<int> Count();
}

/// <param name="Places">One for each sample, in order.</param>
/// <param name="Tasks">How many the project has now.</param>
[GenerateSerializer, Immutable, Alias("catalogued")]
public sealed record Catalogued([property: Id(0)] ImmutableArray<CatalogPlace> Places, [property: Id(1)] int Tasks);

public enum CatalogVerdict : byte
{
    /// <summary>It is a task now.</summary>
    Added,

    /// <summary>The same bytes are there under this external id.</summary>
    Unchanged,

    /// <summary>Other bytes are there under this external id; they stay.</summary>
    Taken,
}

/// <param name="Task">Index of the task that has the external id.</param>
/// <param name="Import">What brought that task.</param>
[GenerateSerializer, Immutable, Alias("catalog-place")]
public readonly record struct CatalogPlace(
    [property: Id(0)] CatalogVerdict Verdict, [property: Id(1)] int Task, [property: Id(2)] string Import);
