using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Coco;

/// <summary>One annotation file. Annotations stay the bytes they are until their image is read.</summary>
/// <param name="Annotations">By image id: where in <paramref name="Json"/> each lies.</param>
/// <param name="Categories">By id; ids may start anywhere and have gaps.</param>
/// <param name="Licences">By id.</param>
/// <param name="HasCaptions">Whether an annotation is a caption.</param>
/// <remarks>cocodataset.org/#format-data.</remarks>
sealed record CocoFile(
    string Name, ReadOnlyMemory<byte> Json, ImmutableArray<CocoImage> Images,
    IReadOnlyDictionary<long, CocoCategory> Categories, IReadOnlyDictionary<long, string> Licences,
    IReadOnlyDictionary<long, List<(int Start, int Length)>> Annotations, bool HasCaptions)
{
    static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    /// <returns>Null when this is no annotation file: it has no list of images.</returns>
    /// <exception cref="JsonException">It is not JSON, or a member is not of its kind.</exception>
    public static CocoFile? Read(string name, ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var images = ImmutableArray.CreateBuilder<CocoImage>();
        var (hasImages, hasCaptions) = (false, false);
        var categories = new Dictionary<long, CocoCategory>();
        var licences = new Dictionary<long, string>();
        var annotations = new Dictionary<long, List<(int Start, int Length)>>();
        var reader = new Utf8JsonReader(utf8.Span, Strict);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            var isList = reader.TokenType is JsonTokenType.StartArray;
            switch (member)
            {
                case "images" when isList:
                    hasImages = true;
                    while (NextItem(ref reader)) images.Add(CocoImage.Read(Item(ref reader)));
                    break;
                case "categories" when isList:
                    while (NextItem(ref reader)) if (CocoCategory.Read(Item(ref reader)) is { } category) categories[category.Id] = category;
                    break;
                case "licenses" when isList:
                    while (NextItem(ref reader)) if (CocoLicence.Read(Item(ref reader)) is var (id, licence)) licences[id] = licence;
                    break;
                case "annotations" when isList:
                    while (NextItem(ref reader)) hasCaptions |= Note(ref reader, annotations);
                    break;
                default: reader.Skip(); break;
            }
        }
        return hasImages ? new(name, utf8, images.ToImmutable(), categories, licences, annotations, hasCaptions) : null;
    }

    static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType is not JsonTokenType.EndArray;

    static JsonElement Item(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <summary>Notes where an annotation lies and whose it is.</summary>
    /// <returns>Whether it is a caption.</returns>
    static bool Note(ref Utf8JsonReader reader, Dictionary<long, List<(int, int)>> annotations)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }
        var (depth, image, isCaption) = (reader.CurrentDepth, (long?)null, false);
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth != depth + 1) continue;
            var isImage = reader.ValueTextEquals("image_id"u8);
            isCaption |= reader.ValueTextEquals("caption"u8);
            reader.Read();
            if (isImage && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var id)) image = id;
            reader.Skip();
        }
        if (image is not { } of) return isCaption;
        if (!annotations.TryGetValue(of, out var list)) annotations.Add(of, list = []);
        list.Add((start, (int)reader.BytesConsumed - start));
        return isCaption;
    }
}

/// <param name="Width">Pixels, as the file says; 0 where it does not.</param>
/// <param name="FileName">Null where there is none.</param>
sealed record CocoImage(long? Id, string? FileName, int Width, int Height, long? Licence)
{
    public static CocoImage Read(JsonElement image) => new(
        CocoValue.Whole(image, "id"), CocoValue.Text(image, "file_name"),
        (int)(CocoValue.Whole(image, "width") ?? 0), (int)(CocoValue.Whole(image, "height") ?? 0), CocoValue.Whole(image, "license"));
}

/// <param name="Keypoints">Names of its points, in their order; empty where it has none.</param>
sealed record CocoCategory(long Id, string Name, ImmutableArray<string> Keypoints)
{
    public static CocoCategory? Read(JsonElement category) =>
        CocoValue.Whole(category, "id") is { } id && CocoValue.Text(category, "name") is { } name
            ? new(id, name, CocoValue.List(category, "keypoints") is { } points
                ? [.. points.EnumerateArray().Select(p => p.ValueKind is JsonValueKind.String ? p.GetString()! : "")] : [])
            : null;
}

/// <summary>COCO names a licence in words and by address; ours go by their Creative Commons or SPDX id.</summary>
static class CocoLicence
{
    const string CreativeCommons = "creativecommons.org/licenses/";

    public static (long Id, string Licence)? Read(JsonElement licence)
    {
        if (CocoValue.Whole(licence, "id") is not { } id) return null;
        var (name, url) = (CocoValue.Text(licence, "name") ?? "", CocoValue.Text(licence, "url") ?? "");
        var at = url.IndexOf(CreativeCommons, StringComparison.OrdinalIgnoreCase);
        if (at >= 0 && url[(at + CreativeCommons.Length)..].Split('/') is [{ Length: > 0 } kind, { Length: > 0 } version, ..])
            return (id, $"CC-{kind.ToUpperInvariant()}-{version}");
        return name.Length is > 0 and <= UploadLimits.IdLength ? (id, name) : null;
    }
}

/// <summary>Members of COCO objects; other tools leave out whatever they like.</summary>
static class CocoValue
{
    public static long? Whole(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
        && number == Math.Floor(number) && Math.Abs(number) < long.MaxValue ? (long)number : null;

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static JsonElement? List(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.Array ? value : null;

    /// <returns>Null where an item is no finite number.</returns>
    public static double[]? Numbers(JsonElement list)
    {
        var numbers = new double[list.GetArrayLength()];
        var at = 0;
        foreach (var item in list.EnumerateArray())
            if (item.ValueKind is not JsonValueKind.Number || !item.TryGetDouble(out numbers[at]) || !double.IsFinite(numbers[at++])) return null;
        return numbers;
    }
}
