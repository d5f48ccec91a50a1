using Labelwise.Domain;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Jobs;

namespace Labelwise.Grains.Imports;

/// <summary>Brings the samples of one upload into a project. Key: the job's id.</summary>
[Alias("import")]
public interface IImportGrain : IJobGrain
{
    /// <summary>Takes the import on; a repeat changes nothing.</summary>
    Task<JobView> Start(StartImport command);
}

/// <param name="Upload">A blob that is on disk already.</param>
/// <param name="OwnBytes">Where the blob is this import's alone, bytes of the upload in it: behind them stands a mark, and the
/// blob goes when the import ends. Null where the blob is the upload, and stays.</param>
/// <param name="FileName">As its sender called it.</param>
[GenerateSerializer, Immutable, Alias("start-import")]
public sealed record StartImport(
    [property: Id(0)] ContentHash Upload, [property: Id(1)] UploadFormat Format, [property: Id(2)] string FileName, [property: Id(3)] UserId By,
    [property: Id(4)] long? OwnBytes = null);

/// <summary>An import as it is on disk.</summary>
[GenerateSerializer, Immutable, Alias("import-record")]
public sealed record ImportRecord : JobRecord
{
    [Id(0)] public StartImport? Command { get; init; }
    /// <summary>The first item of the upload that is not known to be in.</summary>
    [Id(1)] public int Next { get; init; }
    /// <summary>Whether the upload was looked over, so that its items are counted.</summary>
    [Id(2)] public bool Inspected { get; init; }
    [Id(3)] public int Added { get; init; }
    [Id(4)] public int Unchanged { get; init; }
    [Id(5)] public int Refused { get; init; }
    /// <summary>Tasks the project had when <see cref="Next"/> was reached: what this import brought in from there on is
    /// of the step that a crash interrupted.</summary>
    [Id(6)] public int Tasks { get; init; }
}
