using System.Collections.Immutable;
using System.Text.Json;

namespace Labelwise.Domain.Json;

/// <summary>Reads a JSON document that may be hostile, never throws at it, and names everything wrong with it by
/// JSON pointer. While an enumeration stands at a member or item, refusals point there.</summary>
/// <param name="depth">Objects and arrays within each other, at most.</param>
public sealed class DocumentReader(int depth = JsonLimits.Depth)
{
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonLimits.Depth };

    readonly Findings findings = new();

    public bool IsClean => findings.IsClean;
    public ImmutableArray<Violation> Violations => findings.Violations;
    public bool IsTooDeep => findings.Depth >= depth;

    public Findings.Scope At(string member) => findings.At(member);
    public Findings.Scope At(int index) => findings.At(index);
    public void Refuse(string code, string message) => findings.Refuse(code, message);
    public void RefuseAt(string member, string code, string message) => findings.RefuseAt(member, code, message);
    public void RefuseUnknown(string known) => Refuse("unknown-member", $"This member is not known here; known are {known}.");
    public void RefuseMissing(string member) => RefuseAt(member, "missing-member", $"'{member}' must be given.");
    public void RefuseDepth() => Refuse("too-deep", $"This document may be nested {depth} deep at most.");

    /// <returns>Null when the bytes are not one JSON text; the reader then holds why.</returns>
    public JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException wrong)
        {
            Refuse("malformed-json",
                $"This is not JSON, or nested deeper than {JsonLimits.Depth}:"
                + $" line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.");
            return null;
        }
    }

    /// <summary>The members of an object, each name once; anything else than an object is refused and has none.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element)
    {
        if (!Is(element, JsonValueKind.Object, "a JSON object")) yield break;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name) continue;
            using (findings.At(name))
            {
                if (seen.Add(name)) yield return (name, member.Value);
                else Refuse("duplicate-member", $"'{name}' is given twice.");
            }
        }
    }

    /// <summary>The items of an array; anything else than an array is refused and has none, and so is a longer one.</summary>
    public IEnumerable<(int Index, JsonElement Value)> Items(JsonElement element, int max)
    {
        if (!Is(element, JsonValueKind.Array, "a JSON array")) yield break;
        var count = element.GetArrayLength();
        if (count > max)
        {
            Refuse("too-many", $"There are {count} items here; {max} are allowed at most.");
            yield break;
        }
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            using (findings.At(index)) yield return (index, item);
            index++;
        }
    }

    /// <returns>Null when refused: no string, not Unicode, or longer than that.</returns>
    /// <param name="max">In UTF-16 code units.</param>
    public string? Text(JsonElement element, int max = int.MaxValue)
    {
        if (!Is(element, JsonValueKind.String, "a string")) return null;
        try
        {
            var text = element.GetString()!;
            if (text.Length <= max) return text;
            Refuse("too-long", $"This text has {text.Length} characters; {max} are allowed at most.");
        }
        catch (InvalidOperationException)
        {
            Refuse("not-unicode", "This text is not well-formed Unicode (half of a surrogate pair, or bytes that are not UTF-8).");
        }
        return null;
    }

    /// <summary>A text that names something: not empty, no white space at its ends, no control characters.</summary>
    public string? Name(JsonElement element, int max)
    {
        if (Text(element, max) is not { } name) return null;
        if (name.Length > 0 && name.AsSpan().Trim().Length == name.Length && !name.Any(char.IsControl)) return name;
        Refuse("bad-name", "A name is not empty, has no white space at its ends and no control characters.");
        return null;
    }

    /// <returns>Null when refused: no number, or beyond what a double holds.</returns>
    public double? Number(JsonElement element)
    {
        if (!Is(element, JsonValueKind.Number, "a number")) return null;
        if (element.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        Refuse("not-finite", "This number is beyond what a 64-bit float holds.");
        return null;
    }

    public int? Whole(JsonElement element, int min, int max) => (int?)Whole(element, (long)min, max);

    /// <param name="max">At most what every reader of JSON keeps exactly: 2^53 - 1.</param>
    public long? Whole(JsonElement element, long min, long max)
    {
        if (Number(element) is not { } number) return null;
        if (number == Math.Floor(number) && number >= min && number <= max) return (long)number;
        Refuse("out-of-range", $"This must be a whole number from {min} to {max}.");
        return null;
    }

    public bool? Truth(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False) return element.GetBoolean();
        Refuse("wrong-type", "This must be true or false.");
        return null;
    }

    /// <summary>One of a few words; the refusal lists them.</summary>
    public T? Choice<T>(JsonElement element, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (Text(element) is not { } word) return null;
        if (words.TryGetValue(word, out var choice)) return choice;
        Refuse("unknown-value", $"This must be one of {string.Join(", ", words.Keys)}.");
        return null;
    }

    bool Is(JsonElement element, JsonValueKind kind, string words)
    {
        if (element.ValueKind == kind) return true;
        Refuse("wrong-type", $"This must be {words}.");
        return false;
    }

    string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            Refuse("not-unicode", "The name of a member here is not well-formed Unicode.");
            return null;
        }
    }
}
