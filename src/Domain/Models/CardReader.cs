using System.Collections.Immutable;
using System.Text.Json;

namespace Labelwise.Domain.Models;

/// <summary>Reads one object of a card and gathers every violation. What is missing or wrong is named and read as the
/// given value, so that the rest is read too.</summary>
sealed class CardReader(JsonElement element, string pointer, ImmutableArray<Violation>.Builder violations)
{
    public static CardReader Root(JsonElement document, ImmutableArray<Violation>.Builder violations)
    {
        if (document.ValueKind is not JsonValueKind.Object)
            violations.Add(new("", "wrong-type", "A model card is a JSON object."));
        return new(document, "", violations);
    }

    public void Wrong(string member, string code, string message) =>
        violations.Add(new($"{pointer}/{member}", code, message));

    public bool Has(string name) => Find(name, out _);

    public string Text(string name)
    {
        if (Find(name, out var value) && value.ValueKind is JsonValueKind.String
            && value.GetString() is { Length: > 0 and <= ModelCardDocument.LongestText } text) return text;
        Wrong(name, "wrong-type", $"'{name}' must be a text of 1 to {ModelCardDocument.LongestText} characters.");
        return "";
    }

    public string? TextIfAny(string name) => Has(name) ? Text(name) : null;

    public int Whole(string name, int least, int most, int? otherwise = null)
    {
        if (!Find(name, out var value) && otherwise is { } given) return given;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number)
            && number >= least && number <= most) return number;
        Wrong(name, "out-of-range", $"'{name}' must be a whole number from {least} to {most}.");
        return least;
    }

    public double Number(string name, Func<double, bool> right, string rule, double? otherwise = null)
    {
        if (!Find(name, out var value) && otherwise is { } given) return given;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
            && double.IsFinite(number) && right(number)) return number;
        Wrong(name, "out-of-range", $"'{name}' must be {rule}.");
        return 1;
    }

    public ImmutableArray<double> Numbers(string name, int count, Func<double, bool> right, string rule)
    {
        if (Find(name, out var value) && value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == count
            && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Number
                && item.TryGetDouble(out var number) && double.IsFinite(number) && right(number)))
            return [.. value.EnumerateArray().Select(item => item.GetDouble())];
        Wrong(name, "wrong-type", $"'{name}' must be a list of {count}, one a channel, each {rule}.");
        return [.. Enumerable.Repeat(1d, count)];
    }

    public ImmutableArray<string> Texts(string name, int most)
    {
        if (!Find(name, out var value) || value.ValueKind is not JsonValueKind.Array
            || value.GetArrayLength() is var length && (length < 1 || length > most))
        {
            Wrong(name, "wrong-type", $"'{name}' must be a list of 1 to {most} texts.");
            return [];
        }
        var texts = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String
                || item.GetString() is not { Length: > 0 and <= ModelCardDocument.LongestText } text)
                Wrong($"{name}/{texts.Count}", "wrong-type", "This must be a text that is not empty.");
            else if (!seen.Add(text)) Wrong($"{name}/{texts.Count}", "duplicate", $"'{text}' is listed twice.");
            texts.Add(item.ValueKind is JsonValueKind.String ? item.GetString()! : "");
        }
        return texts.ToImmutable();
    }

    public bool Truth(string name, bool otherwise)
    {
        if (!Find(name, out var value)) return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Wrong(name, "wrong-type", $"'{name}' must be true or false.");
        return otherwise;
    }

    /// <summary>One of the names of an enumeration, whatever their case.</summary>
    public T Choice<T>(string name, T? otherwise = null) where T : struct, Enum
    {
        if (!Find(name, out var value) && otherwise is { } given) return given;
        var names = Enum.GetNames<T>();
        if (value.ValueKind is JsonValueKind.String && Array.FindIndex(names, known =>
                known.Equals(value.GetString(), StringComparison.OrdinalIgnoreCase)) is >= 0 and var at)
            return Enum.GetValues<T>()[at];
        var known = string.Join(", ", names.Select(ModelCardDocument.Written));
        Wrong(name, "unknown-value", $"'{name}' must be one of {known}.");
        return default;
    }

    public CardReader Object(string name)
    {
        if (Find(name, out var value) && value.ValueKind is JsonValueKind.Object)
            return new(value, $"{pointer}/{name}", violations);
        Wrong(name, "wrong-type", $"'{name}' must be an object.");
        // Its members would only repeat this.
        return new(default, $"{pointer}/{name}", ImmutableArray.CreateBuilder<Violation>());
    }

    public IEnumerable<CardReader> Objects(string name, int most)
    {
        if (!Find(name, out var value) || value.ValueKind is not JsonValueKind.Array
            || value.GetArrayLength() is var length && (length < 1 || length > most))
        {
            Wrong(name, "wrong-type", $"'{name}' must be a list of 1 to {most} objects.");
            yield break;
        }
        var at = 0;
        foreach (var item in value.EnumerateArray())
        {
            var here = $"{pointer}/{name}/{at++}";
            if (item.ValueKind is JsonValueKind.Object) yield return new(item, here, violations);
            else violations.Add(new(here, "wrong-type", "This must be an object."));
        }
    }

    bool Find(string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out value)
            && value.ValueKind is not JsonValueKind.Null;
    }
}
