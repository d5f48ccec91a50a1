using System.Collections.Immutable;
using Labelwise.Formats.Uploads;
using Labelwise.Formats.Zip;

namespace Labelwise.Formats.Images;

/// <summary>A zip of images, each file a sample; its external id is the entry's name where no manifest says otherwise.</summary>
/// <remarks>Whether a file is an image at all is not asked here.</remarks>
sealed class ImagesUpload : IUpload
{
    readonly Stream zip;
    readonly ImmutableArray<ZipEntry> entries;
    readonly Manifest manifest;
    readonly string manifestName;

    ImagesUpload(Stream zip, ImmutableArray<ZipEntry> entries, Manifest manifest, string manifestName) =>
        (this.zip, this.entries, this.manifest, this.manifestName) = (zip, entries, manifest, manifestName);

    public int Count => entries.Length;

    public ImmutableArray<RecordFault> Faults => manifest.Faults;

    public static UploadOpening Open(Stream zip)
    {
        if (ZipDirectory.Read(zip, out var refusal) is not { } directory) return refusal!;
        var found = directory.Entries.Where(e => e.FileName == Manifest.FileName).OrderBy(e => e.Name.Length)
            .ThenBy(e => e.Name, StringComparer.Ordinal).FirstOrDefault();
        var images = found is null ? directory.Entries : directory.Entries.Remove(found);
        if (images.IsEmpty) return new UploadRefused(UploadRefusals.Empty, "There is no file in this zip.");
        var said = found is null ? Manifest.None : ReadManifest(zip, found, images);
        return new(new ImagesUpload(zip, images, said, found?.Name ?? ""), null);
    }

    public UploadItem Read(int index)
    {
        var entry = entries[index];
        if (entry.Fault is { } known) return known;
        if (manifest.Refused.Contains(entry.Name))
            return new RecordFault(entry.Name, null, "manifest-line-refused", $"Its line in {manifestName} could not be taken, so neither is the file.");
        if (ZipContent.Read(zip, entry, out var content) is { } fault) return fault;
        var line = manifest.Lines.GetValueOrDefault(entry.Name);
        return new UploadRecord(line?.ExternalId ?? entry.Name, entry.Name, null, content, 0, line?.Facts ?? RecordFacts.None,
            line?.Labels is { } labels ? new JsonLabels(labels, manifestName, line.Line) : null);
    }

    public void Dispose() => zip.Dispose();

    static Manifest ReadManifest(Stream zip, ZipEntry found, ImmutableArray<ZipEntry> images)
    {
        if (found.SizeBytes > UploadLimits.ManifestBytes)
            return Manifest.None with
            {
                Faults = [new(found.Name, null, RecordFaults.TooLarge, $"This manifest has {found.SizeBytes} bytes; {UploadLimits.ManifestBytes} are allowed at most.")],
            };
        if (ZipContent.Read(zip, found, out var utf8) is { } fault) return Manifest.None with { Faults = [fault] };
        var names = images.Where(e => e.Fault is null).Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        return Manifest.Read(utf8, found.Name, found.Folder, names.Contains);
    }
}
