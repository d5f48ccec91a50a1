using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;

namespace Labelwise.Grains.Projects;

/// <summary>A project with every version of its documents that ever was in force.</summary>
[GenerateSerializer, Immutable, Alias("project-state")]
public sealed record ProjectState
{
    [Id(0)] public ProjectSettings? Settings { get; init; }
    /// <summary>Version n lies at n - 1.</summary>
    [Id(1)] public ImmutableArray<Edition<DataSpec>> Specs { get; init; } = [];
    [Id(2)] public ImmutableArray<Edition<string>> Guidelines { get; init; } = [];
    [Id(3)] public ImmutableArray<Edition<Pipeline>> Pipelines { get; init; } = [];
}

/// <summary>One version of a document, and who put it in force when.</summary>
[GenerateSerializer, Immutable, Alias("edition`1")]
public sealed record Edition<T>([property: Id(0)] T Document, [property: Id(1)] UserId By, [property: Id(2)] DateTimeOffset At);
