using System.Text;
using Labelwise.Domain;

namespace Labelwise.Formats.Exports;

/// <summary>Where an export puts a sample's file. An external id may be anything, even a path that leads elsewhere; a
/// file's name may not. Two ids never get one name.</summary>
public static class FileNames
{
    /// <summary>Marks a name that was made up; an id that holds it gets a made-up name too.</summary>
    const char Mark = '~';

    const int MostLength = 180, HashLength = 16;

    /// <returns>A relative path with / between its folders, the same on every machine and for ever.</returns>
    public static string Of(string externalId, string contentType)
    {
        var extension = Extension(contentType);
        var isSafe = externalId.Length <= MostLength && externalId.Split('/').All(IsSafe);
        if (isSafe && (Path.HasExtension(externalId) || extension is "")) return externalId;
        var hash = ContentHash.Of(Encoding.UTF8.GetBytes(externalId)).ToString()[..HashLength];
        var last = externalId[(externalId.LastIndexOfAny(['/', '\\']) + 1)..];
        var stem = string.Concat(last.Split('.')[0].Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(40));
        return $"{(stem is "" ? "sample" : stem)}{Mark}{hash}{extension}";
    }

    static bool IsSafe(string segment) =>
        segment.Length > 0 && segment[0] is not '.' && segment[^1] is not ('.' or ' ')
        && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or '(' or ')' or '+' or ',' || c > '\u00A0' && char.IsLetterOrDigit(c))
        && !Zip.EntryNames.IsReserved(segment);

    static string Extension(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "image/tiff" => ".tif",
        _ when contentType.StartsWith("text/", StringComparison.Ordinal) => ".txt",
        _ => "",
    };
}
