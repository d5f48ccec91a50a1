using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Jobs;

namespace Labelwise.Grains.Ports;

/// <summary>Reads uploads: unpacks, checks every image, and keeps what it took. Works on threads of its own.</summary>
public interface IImportSource
{
    /// <summary>Looks an upload over without reading its records.</summary>
    /// <returns>What is in it; or why nothing of it can be read.</returns>
    Task<Outcome<UploadFacts>> Inspect(Upload upload, CancellationToken cancellation = default);

    /// <summary>Reads records from an item on, at most <paramref name="count"/> and fewer where they are large. When it
    /// returns, their bytes and labels are on disk. Reading again gives the same.</summary>
    Task<ImportSlice> Read(Upload upload, DataSpec spec, int from, int count, CancellationToken cancellation = default);

    /// <summary>Deletes an upload that belongs to its import alone; any other stays. Repeated, it does nothing.</summary>
    Task Forget(Upload upload, CancellationToken cancellation = default) => Task.CompletedTask;
}

/// <param name="Blob">Holds its bytes.</param>
/// <param name="OwnBytes">As in <see cref="Imports.StartImport"/>.</param>
/// <param name="FileName">As its sender called it.</param>
public sealed record Upload(ContentHash Blob, UploadFormat Format, string FileName, MediaKind Media, long? OwnBytes = null);

/// <param name="Items">Places in the upload, each a record, an unreadable one, or an empty line.</param>
/// <param name="Errors">What is wrong beside the items.</param>
[GenerateSerializer, Immutable, Alias("upload-facts")]
public sealed record UploadFacts([property: Id(0)] int Items, [property: Id(1)] ImmutableArray<RecordError> Errors);

/// <param name="Items">How many items of the upload these are, the refused and empty ones included.</param>
/// <param name="Refused">How many of them are no sample.</param>
public sealed record ImportSlice(int Items, ImmutableArray<ImportedRecord> Records, ImmutableArray<RecordError> Errors, int Refused);

/// <param name="File">For what may be said of it later.</param>
/// <param name="Prelabel">The labels that came with it, at rest; null where none came, or none that conform.</param>
/// <param name="OptionId">What they choose, where they are a classification.</param>
public sealed record ImportedRecord(Sample Sample, string File, int? Line, ContentHash? Prelabel, string? OptionId);
