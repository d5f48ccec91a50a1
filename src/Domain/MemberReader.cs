using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;

namespace Labelwise.Domain;

/// <summary>Reads the members of one JSON object and gathers every violation, so that a person sees all at once.
/// A member that is absent takes the given value; one of a wrong kind is named and takes it too.</summary>
public sealed class MemberReader
{
    readonly JsonElement element;
    readonly string pointer;
    readonly ImmutableArray<Violation>.Builder violations;

    public MemberReader(JsonElement element, string pointer) : this(element, pointer, ImmutableArray.CreateBuilder<Violation>()) { }

    MemberReader(JsonElement element, string pointer, ImmutableArray<Violation>.Builder violations)
    {
        (this.element, this.pointer, this.violations) = (element, pointer, violations);
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            violations.Add(new(pointer, "wrong-type", "This must be a JSON object."));
    }

    public ImmutableArray<Violation> Violations => violations.ToImmutable();

    public void Wrong(string member, string code, string message) => violations.Add(new(At(member), code, message));

    /// <summary>Refuses members of any other name, and the same name twice.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind is not JsonValueKind.Object) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                Wrong(member.Name, "duplicate-member", $"'{member.Name}' is given twice.");
            if (names.IndexOf(member.Name) < 0)
                Wrong(member.Name, "unknown-member", $"'{member.Name}' is not known here; known are {string.Join(", ", names)}.");
        }
    }

    public MemberReader Object(string name) =>
        new(Find(name, out var value) ? value : default, At(name), violations);

    public int Whole(string name, int otherwise, int least, int most)
    {
        if (!Find(name, out var value)) return otherwise;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Wrong(name, "out-of-range", $"'{name}' must be a whole number from {least} to {most}.");
        return otherwise;
    }

    /// <param name="open">True: 0 and 1 themselves are refused.</param>
    public double Share(string name, double otherwise, bool open)
    {
        if (!Find(name, out var value)) return otherwise;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var share)
            && (open ? share is > 0 and < 1 : share is >= 0 and <= 1)) return share;
        Wrong(name, "out-of-range", open ? $"'{name}' must lie between 0 and 1, neither included." : $"'{name}' must lie from 0 to 1.");
        return otherwise;
    }

    public bool Truth(string name, bool otherwise)
    {
        if (!Find(name, out var value)) return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Wrong(name, "wrong-type", $"'{name}' must be true or false.");
        return otherwise;
    }

    /// <param name="name">A member with an ISO 8601 duration such as PT15M.</param>
    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (!Find(name, out var value)) return otherwise;
        try
        {
            if (value.ValueKind is JsonValueKind.String && XmlConvert.ToTimeSpan(value.GetString()!) is var span
                && span >= least && span <= most) return span;
        }
        catch (Exception e) when (e is FormatException or OverflowException) { /* named below */ }
        Wrong(name, "out-of-range",
            $"'{name}' must be an ISO 8601 duration from {XmlConvert.ToString(least)} to {XmlConvert.ToString(most)}, such as PT15M.");
        return otherwise;
    }

    public T Choice<T>(string name, T otherwise) where T : struct, Enum
    {
        if (!Find(name, out var value)) return otherwise;
        var names = Enum.GetNames<T>();
        if (value.ValueKind is JsonValueKind.String
            && Array.FindIndex(names, n => n.ToLowerInvariant() == value.GetString()) is >= 0 and var at)
            return Enum.GetValues<T>()[at];
        Wrong(name, "unknown-value", $"'{name}' must be one of {string.Join(", ", names.Select(n => n.ToLowerInvariant()))}.");
        return otherwise;
    }

    bool Find(string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out value)
            && value.ValueKind is not JsonValueKind.Null;
    }

    string At(string member) => $"{pointer}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
