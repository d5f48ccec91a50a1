using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Formats.Uploads;
using Labelwise.Formats.Zip;

namespace Labelwise.Formats.Coco;

/// <summary>A zip of images and COCO annotation files; its external id is the image's <c>file_name</c>. Images that no
/// annotation file speaks of come after the others, without labels.</summary>
sealed class CocoUpload : IUpload
{
    readonly Stream zip;
    readonly ImmutableArray<Place> places;

    CocoUpload(Stream zip, ImmutableArray<Place> places, ImmutableArray<RecordFault> faults) =>
        (this.zip, this.places, Faults) = (zip, places, faults);

    public int Count => places.Length;

    public ImmutableArray<RecordFault> Faults { get; }

    public static UploadOpening Open(Stream zip)
    {
        if (ZipDirectory.Read(zip, out var refusal) is not { } directory) return refusal!;
        var faults = ImmutableArray.CreateBuilder<RecordFault>();
        var documents = directory.Entries.Where(e => e.Fault is null && e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (documents.Sum(e => e.SizeBytes) is > UploadLimits.CocoBytes and var bytes)
            return new UploadRefused(UploadRefusals.TooLarge, $"The annotation files have {bytes} bytes together; {UploadLimits.CocoBytes} are allowed at most. Split them.");
        var files = documents.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => ReadFile(zip, e, faults)).OfType<CocoFile>().ToArray();
        if (files.Length is 0)
            return new UploadRefused(UploadRefusals.CocoDamaged, faults is [var first, ..] ? $"{first.File}: {first.Reason}"
                : "There is no COCO annotation file in this zip: a .json with 'images', 'annotations' and 'categories'.");
        if (files.All(f => f.HasCaptions && f.Categories.Count is 0))
            return new UploadRefused(UploadRefusals.CocoCaptions, "This COCO file holds captions: there are no categories and no shapes in it. Import the pictures as images.");
        return new(new CocoUpload(zip, Lay(directory, files), faults.ToImmutable()), null);
    }

    public UploadItem Read(int index)
    {
        var (file, image, entry, fault) = places[index];
        if (fault is not null) return fault;
        if (ZipContent.Read(zip, entry!, out var content) is { } unread) return unread;
        if (file is null) return new UploadRecord(entry!.Name, entry.Name, null, content, 0, RecordFacts.None, null);
        var licence = image!.Licence is { } id ? file.Licences.GetValueOrDefault(id) : null;
        return new UploadRecord(image.FileName!, entry!.Name, null, content, 0, RecordFacts.None with { Licence = licence },
            image.Id is { } of && file.Annotations.ContainsKey(of) ? new CocoLabels(file, image) : null);
    }

    public void Dispose() => zip.Dispose();

    static CocoFile? ReadFile(Stream zip, ZipEntry entry, ImmutableArray<RecordFault>.Builder faults)
    {
        if (ZipContent.Read(zip, entry, out var utf8) is { } fault) faults.Add(fault);
        else
            try
            {
                return CocoFile.Read(entry.Name, utf8);
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
            {
                faults.Add(new(entry.Name, wrong is JsonException { LineNumber: { } line } ? (int)line + 1 : null,
                    RecordFaults.MalformedJson, "This file is not JSON."));
            }
        return null;
    }

    static ImmutableArray<Place> Lay(ZipDirectory directory, CocoFile[] files)
    {
        var laid = ImmutableArray.CreateBuilder<Place>();
        var entries = new EntryFinder(directory.Entries);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
            foreach (var image in file.Images)
            {
                var entry = entries.Find(file.Name, image.FileName, out var fault);
                if (entry is not null && !taken.Add(entry.Name))
                    fault = new(file.Name, null, RecordFaults.DuplicateName, $"'{image.FileName}' is listed twice; the first one was taken.");
                laid.Add(new(file, image, entry, fault ?? entry?.Fault));
            }
        foreach (var entry in directory.Entries)
            if (!taken.Contains(entry.Name) && (entry.Fault is not null || !entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
                laid.Add(new(null, null, entry, entry.Fault));
        return laid.ToImmutable();
    }

    /// <param name="File">Null for an image that no annotation file speaks of.</param>
    sealed record Place(CocoFile? File, CocoImage? Image, ZipEntry? Entry, RecordFault? Fault);
}

/// <summary>Finds the entry that an annotation file means: tools disagree on what a <c>file_name</c> is relative to.</summary>
sealed class EntryFinder(ImmutableArray<ZipEntry> entries)
{
    readonly Dictionary<string, ZipEntry> byName = entries.Where(e => e.Fault is null).ToDictionary(e => e.Name, StringComparer.Ordinal);
    readonly ILookup<string, ZipEntry> byFileName = entries.Where(e => e.Fault is null).ToLookup(e => e.FileName, StringComparer.Ordinal);

    /// <summary>As it stands; beside the annotation file; under <c>images/</c>; else the only entry that ends so, or the
    /// only one whose folder the annotation file is named after, as in <c>instances_train.json</c>.</summary>
    public ZipEntry? Find(string annotationFile, string? fileName, out RecordFault? fault)
    {
        fault = null;
        if (string.IsNullOrEmpty(fileName))
        {
            fault = new(annotationFile, null, "missing-member", "An image has no 'file_name'.");
            return null;
        }
        var folder = annotationFile[..(annotationFile.LastIndexOf('/') + 1)];
        foreach (var candidate in (ReadOnlySpan<string>)[fileName, folder + fileName, "images/" + fileName])
            if (byName.TryGetValue(candidate, out var found)) return found;
        var ending = byFileName[fileName[(fileName.LastIndexOf('/') + 1)..]]
            .Where(e => e.Name.EndsWith("/" + fileName, StringComparison.Ordinal)).ToArray();
        if (ending.Length > 1)
        {
            var stem = Path.GetFileNameWithoutExtension(annotationFile);
            var alike = ending.Where(e => e.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var last]
                && stem.EndsWith(last, StringComparison.Ordinal)).ToArray();
            if (alike.Length is 1) ending = alike;
        }
        fault = ending.Length switch
        {
            0 => new(annotationFile, null, RecordFaults.NotInZip, $"The zip has no entry '{fileName}'; nothing is fetched from elsewhere."),
            1 => null,
            var several => new(annotationFile, null, RecordFaults.Ambiguous, $"{several} entries end in '{fileName}', and nothing says which is meant."),
        };
        return fault is null ? ending[0] : null;
    }
}
