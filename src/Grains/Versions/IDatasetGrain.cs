using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Licences;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Versions;
using Orleans.Concurrency;

namespace Labelwise.Grains.Versions;

/// <summary>The sealed versions of a project, numbered from 1. Key: the project id.</summary>
[Alias("dataset")]
public interface IDatasetGrain : IGrainWithStringKey
{
    /// <summary>Numbers a version and keeps it for ever; a repeat from the same job is the same version.</summary>
    Task<SealedVersion> Add(SealedVersion version);

    /// <summary>The newest first.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<SealedVersion>> Versions();

    /// <returns>Null when there is no such version.</returns>
    [AlwaysInterleave]
    Task<SealedVersion?> Version(int number);
}

/// <summary>A version of a dataset: it never changes.</summary>
/// <param name="Number">From 1; 0 until it is given.</param>
/// <param name="Job">What sealed it.</param>
/// <param name="Manifest">Blob that lists its chunks and details.</param>
/// <param name="Confidence">Mean confidence of its labels.</param>
/// <param name="Quality">Null of versions sealed before it was kept.</param>
[GenerateSerializer, Immutable, Alias("sealed-version")]
public sealed record SealedVersion(
    [property: Id(0)] int Number, [property: Id(1)] string Job, [property: Id(2)] string Name, [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] UserId CreatedBy, [property: Id(5)] int Samples, [property: Id(6)] ContentHash Root, [property: Id(7)] ContentHash Manifest,
    [property: Id(8)] int SpecVersion, [property: Id(9)] int GuidelineVersion, [property: Id(10)] VersionStatistics Statistics,
    [property: Id(11)] double Confidence, [property: Id(12)] ImmutableArray<LicenceFinding> Licences, [property: Id(13)] SealedQuality? Quality = null);

/// <summary>What was known of a version's accuracy when it was sealed.</summary>
/// <param name="Certificates">Under which the model decided, if it did.</param>
[GenerateSerializer, Immutable, Alias("sealed-quality")]
public sealed record SealedQuality([property: Id(0)] SetConfidence Expected, [property: Id(1)] ImmutableArray<Certificate> Certificates, [property: Id(2)] double MaxError, [property: Id(3)] double Confidence);

[GenerateSerializer, Immutable, Alias("dataset-record")]
public sealed record DatasetRecord
{
    /// <summary>Version n lies at n - 1.</summary>
    [Id(0)] public ImmutableArray<SealedVersion> Versions { get; init; } = [];
}
