using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Splits;
using Labelwise.Domain.Versions;
using Labelwise.Grains.Versions;

namespace Labelwise.Grains.Ports;

/// <summary>Writes what a version is made of, as blobs. Works on threads of its own. The same input gives the same
/// blobs, so whatever a crash interrupted can be done again.</summary>
public interface IVersionFiles
{
    /// <summary>Keeps the samples of one block, their classes filled in from their labels.</summary>
    /// <param name="spec">Whose names the classes get.</param>
    Task<VersionPart> WritePart(ImmutableArray<SealedSample> samples, DataSpec spec, CancellationToken cancellation = default);

    /// <summary>Assigns splits, sorts all samples and cuts them into chunks under one root.</summary>
    /// <param name="split">Null for none.</param>
    /// <remarks>Takes some 150 bytes of memory a sample.</remarks>
    Task<VersionContent> Seal(ImmutableArray<VersionPart> parts, SplitPlan? split, CancellationToken cancellation = default);
}

/// <summary>The samples that one block gave to a version, in order of tasks: lines of JSON.</summary>
[GenerateSerializer, Immutable, Alias("version-part")]
public sealed record VersionPart([property: Id(0)] ContentHash Blob, [property: Id(1)] int Samples);

/// <summary>A version's content, written.</summary>
/// <param name="Manifest">Blob of the manifest: chunks and details in order.</param>
/// <param name="Confidence">Mean confidence of its labels; 0 where there are none.</param>
/// <param name="ConfidenceOfPeople">Sum over those that people and reviewers decided.</param>
[GenerateSerializer, Immutable, Alias("version-content")]
public sealed record VersionContent(
    [property: Id(0)] ContentHash Manifest, [property: Id(1)] ContentHash Root, [property: Id(2)] int Samples,
    [property: Id(3)] VersionStatistics Statistics, [property: Id(4)] double Confidence, [property: Id(5)] double ConfidenceOfPeople);
