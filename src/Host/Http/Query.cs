using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Json;

namespace Labelwise.Host.Http;

/// <summary>The parameters of a request's address, read as <see cref="Body"/> reads members.</summary>
public sealed class Query(HttpContext http)
{
    /// <summary>Most items of a page.</summary>
    public const int MostItems = 500;

    /// <summary>Items of a page where the client does not say.</summary>
    public const int UsualItems = 50;

    /// <summary>Longest parameter, in characters.</summary>
    public const int LongestText = 200;

    readonly IQueryCollection query = http.Request.Query;
    readonly Findings findings = new();
    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public int Limit() => Whole("limit", 1, MostItems) ?? UsualItems;

    public string? Text(string name)
    {
        asked.Add(name);
        if (!query.TryGetValue(name, out var given) || given is [""]) return null;
        if (given is [{ Length: <= LongestText } text]) return text;
        findings.RefuseAt(name, "bad-parameter", $"'{name}' is given once and has {LongestText} characters at most.");
        return null;
    }

    public int? Whole(string name, int min, int max)
    {
        if (Text(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        findings.RefuseAt(name, "out-of-range", $"'{name}' is a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>A number from 0 to 1.</summary>
    public double? Share(string name)
    {
        if (Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1) return share;
        findings.RefuseAt(name, "out-of-range", $"'{name}' lies from 0 to 1.");
        return null;
    }

    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (Text(name) is not { } text) return null;
        if (words.TryGetValue(text, out var choice)) return choice;
        findings.RefuseAt(name, "unknown-value", $"'{name}' is one of {string.Join(", ", words.Keys)}.");
        return null;
    }

    public T? Id<T>(string name) where T : struct, IId<T>
    {
        if (Text(name) is not { } text) return null;
        if (T.TryParse(text, null, out var id)) return id;
        Refuse(name, "not-an-id", "This is no id.");
        return null;
    }

    public void Refuse(string name, string code, string message) => findings.RefuseAt(name, code, message);

    public bool Refuses([NotNullWhen(true)] out Refusal? why)
    {
        foreach (var name in query.Keys)
            if (!asked.Contains(name))
                findings.RefuseAt(name, "unknown-parameter", $"This parameter is not known here; known are {string.Join(", ", asked.Order(StringComparer.Ordinal))}.");
        why = findings.IsClean ? null : Problems.Nonconforming(findings.Violations);
        return why is not null;
    }
}
