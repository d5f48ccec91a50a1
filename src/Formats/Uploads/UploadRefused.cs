using Labelwise.Domain;

namespace Labelwise.Formats.Uploads;

/// <summary>Why an upload is not read at all. Nothing of it was taken.</summary>
/// <param name="Code">One of <see cref="UploadRefusals"/>.</param>
[GenerateSerializer, Immutable, Alias("upload-refused")]
public sealed record UploadRefused(string Code, string Message) : Refusal(Code, Message);

/// <summary>The codes of <see cref="UploadRefused"/>.</summary>
public static class UploadRefusals
{
    /// <summary>No zip, or one cut short.</summary>
    public const string ZipDamaged = "zip-damaged";

    /// <summary>Entries share bytes, as only a bomb's do.</summary>
    public const string ZipOverlap = "zip-overlap";

    /// <summary>It would unpack to far more than it is.</summary>
    public const string ZipBomb = "zip-bomb";

    /// <summary>More entries, lines or bytes than an upload may have; the message names the limit.</summary>
    public const string TooLarge = "upload-too-large";

    /// <summary>A zip without one file in it.</summary>
    public const string Empty = "upload-empty";

    /// <summary>A COCO zip without an annotation file, or with one that cannot be read.</summary>
    public const string CocoDamaged = "coco-damaged";

    /// <summary>A COCO file of captions: there is nothing in it to label.</summary>
    public const string CocoCaptions = "coco-captions";

    /// <summary>Images for a project of texts, or the other way round.</summary>
    public const string WrongMedia = "wrong-media";

    /// <summary>No format that is read.</summary>
    public const string UnknownFormat = "unknown-format";
}
