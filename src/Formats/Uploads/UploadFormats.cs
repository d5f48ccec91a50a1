using Labelwise.Domain.Specs;
using Labelwise.Formats.Coco;
using Labelwise.Formats.Images;
using Labelwise.Formats.Jsonl;

namespace Labelwise.Formats.Uploads;

/// <summary>The formats that an import reads.</summary>
public enum UploadFormat : byte { Images, Text, Coco }

/// <summary>Opens an upload in its format.</summary>
public static class UploadFormats
{
    /// <param name="name">As the API says it: images, text or jsonl, coco.</param>
    /// <returns>Null when there is no such format.</returns>
    public static UploadFormat? Parse(string name) => name switch
    {
        "images" => UploadFormat.Images,
        "text" or "jsonl" => UploadFormat.Text,
        "coco" => UploadFormat.Coco,
        _ => null,
    };

    /// <param name="content">Seekable; owned by the result, or disposed of with a refusal.</param>
    /// <param name="fileName">What people call the file; nothing else follows from it.</param>
    public static UploadOpening Open(Stream content, UploadFormat format, string fileName, MediaKind media)
    {
        var opening = (format, media) switch
        {
            (UploadFormat.Text, MediaKind.Image) =>
                new UploadRefused(UploadRefusals.WrongMedia, "This project labels images; import a zip of images."),
            (not UploadFormat.Text, not MediaKind.Image) =>
                new UploadRefused(UploadRefusals.WrongMedia, "This project labels texts; import a jsonl file."),
            (UploadFormat.Text, _) => TextUpload.Open(content, fileName),
            (UploadFormat.Coco, _) => CocoUpload.Open(content),
            _ => ImagesUpload.Open(content),
        };
        if (opening.Upload is null) content.Dispose();
        return opening;
    }
}
