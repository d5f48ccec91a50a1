using System.Text.Json;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Specs;

/// <summary>Names, ids, keys and colours, and that they are unique where they must be.</summary>
static class SpecNames
{
    public static string? Name(JsonElement value, DocumentReader reader) => reader.Name(value, SpecLimits.NameLength);

    /// <returns>Null where the document leaves the id to us, or it was refused.</returns>
    public static string? Id(JsonElement value, DocumentReader reader)
    {
        if (value.ValueKind is JsonValueKind.Null || reader.Text(value, SpecLimits.IdLength) is not { } id) return null;
        if (id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return id;
        reader.Refuse("bad-id", "An id has one or more ASCII letters, digits, - or _; leave it out to be given one.");
        return null;
    }

    public static string? Key(JsonElement value, DocumentReader reader) =>
        value.ValueKind is JsonValueKind.Null ? null : reader.Name(value, SpecLimits.KeyLength);

    public static string? Color(JsonElement value, DocumentReader reader)
    {
        if (value.ValueKind is JsonValueKind.Null || reader.Text(value, SpecLimits.NameLength) is not { } color) return null;
        var named = color.Length is > 2 and < 32 && color.All(char.IsAsciiLetterLower);
        var hex = color is ['#', .. var digits] && digits.Length is 3 or 6 && digits.All(char.IsAsciiHexDigit);
        if (named || hex) return color;
        reader.Refuse("bad-color", "A colour is written #rgb, #rrggbb or as a name such as red.");
        return null;
    }

    /// <summary>Refuses each later item whose text an earlier one has; the reader stands at the items' array.</summary>
    /// <param name="text">Null: nothing to compare.</param>
    /// <param name="member">Where in the item the text is; null: the item itself.</param>
    public static void RefuseTwice<T>(
        IReadOnlyList<T> items, Func<T, string?> text, Func<T, string?> member, string code, string what, DocumentReader reader)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (text(items[i]) is not { } value || first.TryAdd(value, i)) continue;
            var message = $"'{value}' is used already, by item {first[value]}; {what} must differ.";
            using var at = reader.At(i);
            if (member(items[i]) is { } name) reader.RefuseAt(name, code, message);
            else reader.Refuse(code, message);
        }
    }
}
