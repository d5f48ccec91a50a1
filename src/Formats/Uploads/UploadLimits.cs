namespace Labelwise.Formats.Uploads;

/// <summary>What one upload may hold at most. Each refusal that comes from here names its limit.</summary>
public static class UploadLimits
{
    /// <summary>Entries of a zip.</summary>
    public const int Entries = 250_000;

    /// <summary>The directory of a zip: as many entries as allowed, with names of usual length.</summary>
    public const long DirectoryBytes = 64L << 20;

    /// <summary>All entries of a zip together, unpacked.</summary>
    public const long UnpackedBytes = 256L << 30;

    /// <summary>One entry, unpacked.</summary>
    public const long EntryBytes = 256L << 20;

    /// <summary>How many times larger than the zip its entries may be together. Pictures hardly shrink, and text does so
    /// twenty-fold at best.</summary>
    public const int Ratio = 100;

    /// <summary>How many times larger than its packed bytes one entry may be.</summary>
    public const int EntryRatio = 250;

    /// <summary>Up to this size nothing is called a bomb, whatever its ratio.</summary>
    public const long HarmlessBytes = 32L << 20;

    /// <summary>An entry's name, in UTF-8.</summary>
    public const int NameBytes = 1024;

    /// <summary>One folder or file of an entry's name, in UTF-8: what file systems can hold.</summary>
    public const int SegmentBytes = 255;

    /// <summary>A manifest.</summary>
    public const long ManifestBytes = 64L << 20;

    /// <summary>The annotation files of a COCO zip together.</summary>
    public const long CocoBytes = 256L << 20;

    /// <summary>One line of a jsonl file or manifest.</summary>
    public const int LineBytes = 4 << 20;

    /// <summary>Lines of a jsonl file.</summary>
    public const int Lines = 2_000_000;

    /// <summary>One text sample, in UTF-8.</summary>
    public const int TextBytes = 1 << 20;

    /// <summary>An external id, group, licence or source, in UTF-16 code units.</summary>
    public const int IdLength = 1024;

    /// <summary>A record's free metadata as canonical JSON, in UTF-8.</summary>
    public const int MetadataBytes = 16 << 10;
}
