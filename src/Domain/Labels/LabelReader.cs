using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Labels;

/// <summary>Reads a label document: the form alone, without a data spec.</summary>
static class LabelReader
{
    public static LabelReading Read(ReadOnlyMemory<byte> utf8)
    {
        var reader = new DocumentReader();
        using var document = reader.Parse(utf8);
        return document is null ? new(null, reader.Violations) : Read(document.RootElement, reader);
    }

    public static LabelReading Read(JsonElement document) => Read(document, new());

    static LabelReading Read(JsonElement document, DocumentReader reader)
    {
        var (objects, properties) = (ImmutableArray<LabeledObject>.Empty, PropertyValues.Empty);
        foreach (var (name, value) in reader.Members(document))
            switch (name)
            {
                case "objects": objects = ReadObjects(value, reader); break;
                case "properties": properties = ReadProperties(value, reader); break;
                default: reader.RefuseUnknown("objects, properties"); break;
            }
        return reader.IsClean ? new(new(objects, properties), []) : new(null, reader.Violations);
    }

    static ImmutableArray<LabeledObject> ReadObjects(JsonElement value, DocumentReader reader)
    {
        if (value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() is 0) return [];
        var objects = ImmutableArray.CreateBuilder<LabeledObject>();
        var shapes = new ShapeReader(reader);
        foreach (var (_, item) in reader.Items(value, LabelLimits.Objects))
            if (ReadObject(item, reader, shapes) is { } read) objects.Add(read);
        return objects.ToImmutable();
    }

    static LabeledObject? ReadObject(JsonElement item, DocumentReader reader, ShapeReader shapes)
    {
        var (id, @class, shape, properties) = ((string?)null, (string?)null, (Shape?)null, PropertyValues.Empty);
        var (hasId, hasClass, confidence) = (false, false, (double?)null);
        foreach (var (name, value) in reader.Members(item))
            switch (name)
            {
                case "id": (hasId, id) = (true, reader.Name(value, LabelLimits.NameLength)); break;
                case "class": (hasClass, @class) = (true, reader.Name(value, LabelLimits.NameLength)); break;
                case "shape": shape = value.ValueKind is JsonValueKind.Null ? null : shapes.Read(value); break;
                case "properties": properties = ReadProperties(value, reader); break;
                case "confidence": confidence = ReadConfidence(value, reader); break;
                default: reader.RefuseUnknown("id, class, shape, properties, confidence"); break;
            }
        if (item.ValueKind is JsonValueKind.Object && !hasId) reader.RefuseMissing("id");
        if (item.ValueKind is JsonValueKind.Object && !hasClass) reader.RefuseMissing("class");
        return id is null || @class is null ? null : new(id, @class, shape, properties, confidence);
    }

    static double? ReadConfidence(JsonElement value, DocumentReader reader)
    {
        if (value.ValueKind is JsonValueKind.Null || reader.Number(value) is not { } confidence) return null;
        if (confidence is < 0 or > 1) reader.Refuse("out-of-range", "A confidence lies from 0 to 1.");
        return confidence;
    }

    static PropertyValues ReadProperties(JsonElement value, DocumentReader reader)
    {
        if (value is { ValueKind: JsonValueKind.Object } && value.GetPropertyCount() > LabelLimits.Properties)
        {
            reader.Refuse("too-many",
                $"There are {value.GetPropertyCount()} properties here; {LabelLimits.Properties} are allowed at most.");
            return PropertyValues.Empty;
        }
        var values = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var (name, item) in reader.Members(value))
            if (ReadValue(item, reader) is { } read) values.Add(new(name, read));
        return PropertyValues.Of(values);
    }

    /// <returns>Null when refused.</returns>
    internal static PropertyValue? ReadValue(JsonElement value, DocumentReader reader)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: return reader.Text(value, LabelLimits.TextLength) is { } text ? new TextValue(text) : null;
            case JsonValueKind.Number: return reader.Number(value) is { } number ? new NumberValue(number) : null;
            case JsonValueKind.True or JsonValueKind.False: return new FlagValue(value.GetBoolean());
            case JsonValueKind.Array:
                var options = ImmutableArray.CreateBuilder<string>();
                foreach (var (_, item) in reader.Items(value, LabelLimits.Options))
                    if (reader.Text(item, LabelLimits.NameLength) is { } option) options.Add(option);
                return new OptionsValue(options.ToImmutable());
            default:
                reader.Refuse("wrong-type",
                    "A property's value is a string, a number, true, false or a list of options;"
                    + " leave the property out where there is none.");
                return null;
        }
    }
}
