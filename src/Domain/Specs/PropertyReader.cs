using System.Text.Json;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Specs;

/// <summary>Reads the properties of a sample or of a class.</summary>
static class PropertyReader
{
    public static List<PropertyDraft> ReadAll(JsonElement value, DocumentReader reader)
    {
        var drafts = new List<PropertyDraft>();
        foreach (var (_, item) in reader.Items(value, SpecLimits.Properties)) drafts.Add(Read(item, reader));
        SpecNames.RefuseTwice(drafts, p => p.Name, _ => "name", "duplicate-name", "names of properties in one place", reader);
        return drafts;
    }

    static PropertyDraft Read(JsonElement item, DocumentReader reader)
    {
        var draft = new PropertyDraft();
        var (hasName, type, hasType, hasOptions, hasNormalise) = (false, (PropertyType?)null, false, false, false);
        foreach (var (name, value) in reader.Members(item))
            switch (name)
            {
                case "id": draft.Id = SpecNames.Id(value, reader); break;
                case "name": (hasName, draft.Name) = (true, SpecNames.Name(value, reader)); break;
                case "type": (hasType, type) = (true, reader.Choice(value, SpecWords.Type)); break;
                case "options": (hasOptions, draft.Options) = (true, ReadOptions(value, reader)); break;
                case "min": draft.Min = ReadBound(value, reader); break;
                case "max": draft.Max = ReadBound(value, reader); break;
                case "normalise":
                    (hasNormalise, draft.Normalise) = (true, reader.Choice(value, SpecWords.Normalise) ?? default); break;
                case "required": draft.Required = reader.Truth(value) ?? false; break;
                case "when" when value.ValueKind is not JsonValueKind.Null: draft.WhenDocument = value; break;
                case "when": break;
                default: reader.RefuseUnknown("id, name, type, options, min, max, normalise, required, when"); break;
            }
        if (item.ValueKind is not JsonValueKind.Object) return draft;
        if (!hasName) reader.RefuseMissing("name");
        if (!hasType) reader.RefuseMissing("type");
        if (type is null) return draft;
        draft.Type = type.Value;
        CheckOptions(draft, hasOptions, reader);
        CheckBounds(draft, reader);
        if (hasNormalise && draft.Type is not PropertyType.Text)
            reader.RefuseAt("normalise", "wrong-type", "Only a text is normalised.");
        return draft;
    }

    static void CheckOptions(PropertyDraft draft, bool given, DocumentReader reader)
    {
        var chosen = draft.Type is PropertyType.Option or PropertyType.Options;
        if (chosen && !given) reader.RefuseMissing("options");
        if (!chosen && given)
            reader.RefuseAt("options", "wrong-type", $"A property of type {SpecWords.Of(draft.Type)} has no options.");
    }

    static void CheckBounds(PropertyDraft draft, DocumentReader reader)
    {
        if (draft.Min > draft.Max)
            reader.RefuseAt("max", "out-of-range", $"max ({draft.Max}) must be at least min ({draft.Min}).");
        CheckBound("min", draft.Min, draft, reader);
        CheckBound("max", draft.Max, draft, reader);
        if (draft is { Type: PropertyType.Options, Options.Count: > 0 } && draft.Min > draft.Options.Count)
            reader.RefuseAt("min", "out-of-range", $"There are only {draft.Options.Count} options to choose from.");
    }

    static void CheckBound(string name, double? bound, PropertyDraft draft, DocumentReader reader)
    {
        if (bound is null or double.NaN) return;
        if (draft.Type is not (PropertyType.Number or PropertyType.Text or PropertyType.Options))
            reader.RefuseAt(name, "wrong-type", $"A property of type {SpecWords.Of(draft.Type)} has no {name}.");
        else if (draft.Type is not PropertyType.Number && (bound < 0 || bound != Math.Floor(bound.Value)))
            reader.RefuseAt(name, "out-of-range", $"{name} counts characters or options, so it must be a whole number from 0.");
    }

    static double? ReadBound(JsonElement value, DocumentReader reader) =>
        value.ValueKind is JsonValueKind.Null ? null : reader.Number(value);

    static List<OptionDraft> ReadOptions(JsonElement value, DocumentReader reader)
    {
        var options = new List<OptionDraft>();
        foreach (var (_, item) in reader.Items(value, SpecLimits.Options))
            options.Add(item.ValueKind is JsonValueKind.String
                ? new() { Name = SpecNames.Name(item, reader), IsBare = true } : ReadOption(item, reader));
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() is 0)
            reader.Refuse("too-few", "There must be one option at least.");
        SpecNames.RefuseTwice(options, o => o.Name, o => o.IsBare ? null : "name", "duplicate-name", "names of options", reader);
        SpecNames.RefuseTwice(options, o => o.Key?.ToUpperInvariant(), _ => "key", "key-clash", "keys of options", reader);
        return options;
    }

    static OptionDraft ReadOption(JsonElement item, DocumentReader reader)
    {
        var (draft, hasName) = (new OptionDraft(), false);
        foreach (var (name, value) in reader.Members(item))
            switch (name)
            {
                case "id": draft.Id = SpecNames.Id(value, reader); break;
                case "name": (hasName, draft.Name) = (true, SpecNames.Name(value, reader)); break;
                case "key": draft.Key = SpecNames.Key(value, reader); break;
                case "color": draft.Color = SpecNames.Color(value, reader); break;
                default: reader.RefuseUnknown("id, name, key, color"); break;
            }
        if (item.ValueKind is JsonValueKind.Object && !hasName) reader.RefuseMissing("name");
        return draft;
    }
}
