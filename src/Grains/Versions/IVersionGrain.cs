using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Licences;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Versions;

/// <summary>Seals a version: every decided task that passes the filter, with its label. Key: the job's id.</summary>
[Alias("version")]
public interface IVersionGrain : IJobGrain
{
    /// <summary>Takes the sealing on; a repeat changes nothing. What was acknowledged before is in the version.</summary>
    Task<Outcome<JobView>> Start(StartSealing command);
}

/// <param name="Filter">Which decided tasks; its state is not asked.</param>
/// <param name="Split">The split document as JSON; null for none.</param>
/// <param name="Licences">What happens where the samples' licences do not go together.</param>
[GenerateSerializer, Immutable, Alias("start-sealing")]
public sealed record StartSealing(
    [property: Id(0)] string Name, [property: Id(1)] RowFilter Filter, [property: Id(2)] string? Split,
    [property: Id(3)] LicencePolicy Licences, [property: Id(4)] UserId By);

/// <summary>A sealing as it is on disk.</summary>
[GenerateSerializer, Immutable, Alias("version-record")]
public sealed record VersionRecord : JobRecord
{
    [Id(0)] public StartSealing? Command { get; init; }
    [Id(1)] public int SpecVersion { get; init; }
    [Id(2)] public int GuidelineVersion { get; init; }
    /// <summary>The first block that is not in <see cref="Parts"/>.</summary>
    [Id(3)] public int NextBlock { get; init; }
    [Id(4)] public ImmutableArray<VersionPart> Parts { get; init; } = [];
}
