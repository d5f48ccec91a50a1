using System.IO.Compression;
using System.Text;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Uploads;

namespace Labelwise.Tests.Formats;

/// <summary>Makes zips, the odd ones included.</summary>
static class Zips
{
    public static MemoryStream Of(params (string Name, string Content)[] files) =>
        Of([.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Content)))]);

    public static MemoryStream Of(params (string Name, byte[] Content)[] files)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
                using (var entry = archive.CreateEntry(name).Open()) entry.Write(content);
        return zip;
    }

    /// <summary>Packs a folder as it lies on the disk.</summary>
    public static MemoryStream OfFolder(string folder) => Of([.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes(f)))]);

    /// <summary>Changes bytes of every directory header; <paramref name="at"/> counts from the header's signature.</summary>
    public static MemoryStream WithDirectoryByte(MemoryStream zip, int at, byte value)
    {
        var bytes = zip.ToArray();
        for (var i = 0; i + 4 <= bytes.Length; i++)
            if (bytes.AsSpan(i, 4).SequenceEqual("PK\x01\x02"u8)) bytes[i + at] = value;
        return new(bytes);
    }

    public static IUpload Open(Stream content, UploadFormat format = UploadFormat.Images)
    {
        var opening = UploadFormats.Open(content, format, "upload", format is UploadFormat.Text ? MediaKind.Text : MediaKind.Image);
        Assert.Null(opening.Refusal);
        return opening.Upload!;
    }

    public static UploadRefused Refused(Stream content, UploadFormat format = UploadFormat.Images)
    {
        var opening = UploadFormats.Open(content, format, "upload", format is UploadFormat.Text ? MediaKind.Text : MediaKind.Image);
        Assert.Null(opening.Upload);
        return opening.Refusal!;
    }

    public static List<UploadItem> All(IUpload upload) => [.. Enumerable.Range(0, upload.Count).Select(upload.Read)];
}
