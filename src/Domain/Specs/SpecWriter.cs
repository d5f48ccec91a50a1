using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Writes a data spec document: ids and defaults written out, conditions in names.</summary>
static class SpecWriter
{
    public static byte[] Write(DataSpec spec)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(spec, writer);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(DataSpec spec, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("media", SpecWords.Of(spec.Media));
        if (spec.DerivedFrom is not null) writer.WriteString("derivedFrom", spec.DerivedFrom);
        if (spec.Roi is { } roi)
        {
            writer.WriteStartObject("roi");
            var shape = new CanonicalWriter();
            LabelWriter.Write(roi.Shape, shape);
            writer.WritePropertyName("shape");
            writer.WriteRawValue(shape.Written, skipInputValidation: true);
            writer.WriteString("outside", SpecWords.Of(roi.Outside));
            writer.WriteEndObject();
        }
        writer.WriteStartArray("classes");
        foreach (var rule in spec.Classes) Write(rule, spec, writer);
        writer.WriteEndArray();
        Write(spec.Properties, null, spec, writer);
        writer.WriteEndObject();
    }

    static void Write(ClassRule rule, DataSpec spec, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteString("name", rule.Name);
        writer.WriteString("shape", SpecWords.Of(rule.Shape));
        writer.WriteString("color", rule.Color);
        if (rule.Key is not null) writer.WriteString("key", rule.Key);
        if (!rule.PointNames.IsEmpty)
        {
            writer.WriteStartArray("pointNames");
            foreach (var name in rule.PointNames) writer.WriteStringValue(name);
            writer.WriteEndArray();
        }
        if (!rule.Skeleton.IsEmpty)
        {
            writer.WriteStartArray("skeleton");
            foreach (var edge in rule.Skeleton)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(edge.From);
                writer.WriteStringValue(edge.To);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        Write(rule.Properties, rule, spec, writer);
        writer.WriteEndObject();
    }

    static void Write(ImmutableArray<PropertyRule> rules, ClassRule? owner, DataSpec spec, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("properties");
        foreach (var rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            writer.WriteString("name", rule.Name);
            writer.WriteString("type", SpecWords.Of(rule.Type));
            if (!rule.Options.IsEmpty) Write(rule.Options, writer);
            if (rule.Min is { } min) writer.WriteNumber("min", min);
            if (rule.Max is { } max) writer.WriteNumber("max", max);
            if (rule.Type is PropertyType.Text) writer.WriteString("normalise", SpecWords.Of(rule.Normalise));
            writer.WriteBoolean("required", rule.Required);
            if (!rule.When.IsEmpty) Write(rule.When, owner, spec, writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void Write(ImmutableArray<OptionRule> options, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("options");
        foreach (var option in options)
        {
            writer.WriteStartObject();
            writer.WriteString("id", option.Id);
            writer.WriteString("name", option.Name);
            if (option.Key is not null) writer.WriteString("key", option.Key);
            if (option.Color is not null) writer.WriteString("color", option.Color);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void Write(ImmutableArray<Condition> conditions, ClassRule? owner, DataSpec spec, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("when");
        foreach (var condition in conditions.OfType<ClassIs>())
        {
            writer.WriteStartArray("class");
            foreach (var id in condition.ClassIds) writer.WriteStringValue(spec.Index.ClassById(id)!.Rule.Name);
            writer.WriteEndArray();
        }
        if (conditions.Any(condition => condition is PropertyIs))
        {
            writer.WriteStartObject("property");
            foreach (var condition in conditions.OfType<PropertyIs>()) Write(condition, owner, spec, writer);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    static void Write(PropertyIs condition, ClassRule? owner, DataSpec spec, Utf8JsonWriter writer)
    {
        var property = (owner is null ? null : spec.Index.ClassById(owner.Id)!.Properties.ById(condition.PropertyId))
            ?? spec.Index.Sample.ById(condition.PropertyId)!;
        writer.WriteStartArray(property.Rule.Name);
        foreach (var value in condition.AnyOf)
            switch (value)
            {
                case NumberValue number: writer.WriteNumberValue(number.Number); break;
                case FlagValue flag: writer.WriteBooleanValue(flag.Flag); break;
                case TextValue text: writer.WriteStringValue(property.OptionById(text.Text)?.Name ?? text.Text); break;
                default: throw new ArgumentOutOfRangeException(nameof(condition));
            }
        writer.WriteEndArray();
    }
}
