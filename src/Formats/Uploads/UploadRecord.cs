using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Formats.Uploads;

/// <summary>One sample of an upload, as its file says.</summary>
/// <param name="File">Where it came from, for people.</param>
/// <param name="Content">The image's file, or the text in UTF-8.</param>
/// <param name="TextLength">Unicode code points of a text; 0 for an image.</param>
/// <param name="Labels">Null where the record brought none.</param>
public sealed record UploadRecord(
    string ExternalId, string File, int? Line, ReadOnlyMemory<byte> Content, int TextLength,
    RecordFacts Facts, IBroughtLabels? Labels);

/// <summary>What a record says of its sample beside the content.</summary>
/// <param name="Metadata">Free JSON object in canonical form, or null.</param>
public sealed record RecordFacts(string? Group, string? Licence, string? Source, string? Metadata)
{
    public static RecordFacts None { get; } = new(null, null, null, null);
}

/// <summary>Labels that came with a record; read once the data spec and the sample's size are known.</summary>
public interface IBroughtLabels
{
    BroughtLabels Read(DataSpec spec, SampleFacts sample);
}

/// <param name="AtRest">In ids; null when nothing of it could be read.</param>
/// <param name="Faults">What could not.</param>
public readonly record struct BroughtLabels(LabelDocument? AtRest, ImmutableArray<RecordFault> Faults);

/// <summary>One place in an upload: a record, or why there is none, or neither for an empty line.</summary>
public readonly record struct UploadItem(UploadRecord? Record, ImmutableArray<RecordFault> Faults)
{
    public static UploadItem Nothing { get; } = new(null, []);
    public static implicit operator UploadItem(UploadRecord record) => new(record, []);
    public static implicit operator UploadItem(RecordFault fault) => new(null, [fault]);
}

/// <summary>An upload, its records numbered from 0 in an order that is the same every time it is opened.</summary>
/// <remarks>One caller at a time; it reads from a stream that it owns.</remarks>
public interface IUpload : IDisposable
{
    /// <summary>How many items there are, the unreadable ones included.</summary>
    int Count { get; }

    /// <summary>What is wrong beside the items: unreadable lines of a manifest, lines that name no entry.</summary>
    ImmutableArray<RecordFault> Faults { get; }

    /// <summary>Reads one item, its content included.</summary>
    UploadItem Read(int index);
}

/// <summary>An upload ready to be read, or why it is not.</summary>
public readonly record struct UploadOpening(IUpload? Upload, UploadRefused? Refusal)
{
    public static implicit operator UploadOpening(UploadRefused why) => new(null, why);
}
