namespace Labelwise.Formats.Uploads;

/// <summary>Why one record was not taken, or not with all it said; the others were.</summary>
/// <param name="File">The entry, or the manifest or annotation file that has the line.</param>
/// <param name="Line">Counts from 1; null where a file is meant as a whole.</param>
/// <param name="Code">One of <see cref="RecordFaults"/>, or the code of a violation.</param>
public sealed record RecordFault(string File, int? Line, string Code, string Reason);

/// <summary>The codes of <see cref="RecordFault"/>.</summary>
public static class RecordFaults
{
    public const string BadName = "bad-entry-name";
    public const string LongName = "entry-name-too-long";
    public const string Link = "entry-is-link";
    public const string DuplicateName = "duplicate-entry-name";
    public const string Encrypted = "entry-encrypted";
    public const string Method = "entry-compression-unknown";
    public const string TooLarge = "entry-too-large";
    public const string Ratio = "entry-ratio";
    public const string LyingSize = "entry-size-lies";
    public const string Damaged = "entry-damaged";
    public const string MalformedJson = "malformed-json";
    public const string NotUtf8 = "not-utf8";
    public const string LineTooLong = "line-too-long";
    public const string TextTooLong = "text-too-long";
    public const string EmptyText = "text-empty";
    public const string NotInZip = "file-not-in-zip";
    public const string Ambiguous = "file-ambiguous";
    public const string SizeDiffers = "image-size-differs";
    public const string UnknownCategory = "unknown-category";
    public const string NoShape = "annotation-without-shape";
    public const string CrowdMask = "crowd-mask-not-read";
}
