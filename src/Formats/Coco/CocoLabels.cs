using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Coco;

/// <summary>The annotations of one image as a label document. A class's shape in the spec says which part of an
/// annotation is read; an annotation that cannot be is named, and the others stay.</summary>
sealed class CocoLabels(CocoFile file, CocoImage image) : IBroughtLabels
{
    public BroughtLabels Read(DataSpec spec, SampleFacts sample)
    {
        if (image.Width > 0 && (image.Width, image.Height) != (sample.Width, sample.Height))
            return new(null, [Fault(RecordFaults.SizeDiffers,
                $"'{image.FileName}' is {sample.Width}×{sample.Height} pixels upright, and its annotations were made on {image.Width}×{image.Height}.")]);
        var faults = ImmutableArray.CreateBuilder<RecordFault>();
        var objects = ImmutableArray.CreateBuilder<LabeledObject>();
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (start, length) in file.Annotations[image.Id!.Value])
        {
            using var annotation = JsonDocument.Parse(file.Json.Slice(start, length));
            if (ReadObject(annotation.RootElement, spec, sample, objects.Count + 1, unknown, out var fault) is { } read) objects.Add(read);
            else if (fault is not null) faults.Add(fault);
        }
        return Resolve(objects.ToImmutable(), spec, sample, faults);
    }

    /// <summary>Names the objects that do not conform and keeps the others.</summary>
    BroughtLabels Resolve(ImmutableArray<LabeledObject> objects, DataSpec spec, SampleFacts sample, ImmutableArray<RecordFault>.Builder faults)
    {
        var (atRest, violations) = spec.Resolve(new(objects, PropertyValues.Empty), sample);
        if (atRest is null)
        {
            var wrong = violations.Select(v => v.Pointer.Split('/')).Where(p => p is ["", "objects", _, ..])
                .Select(p => int.Parse(p[2], CultureInfo.InvariantCulture)).ToHashSet();
            faults.AddRange(violations.DistinctBy(v => string.Join('/', v.Pointer.Split('/').Take(3)))
                .Select(v => Fault(v.Code, $"'{image.FileName}' {v.Pointer}: {v.Message}")));
            objects = [.. objects.Where((_, at) => !wrong.Contains(at))];
            atRest = wrong.Count > 0 ? spec.Resolve(new(objects, PropertyValues.Empty), sample).AtRest : null;
        }
        return new(atRest, faults.ToImmutable());
    }

    LabeledObject? ReadObject(
        JsonElement annotation, DataSpec spec, SampleFacts sample, int number, HashSet<string> unknown, out RecordFault? fault)
    {
        fault = null;
        var category = CocoValue.Whole(annotation, "category_id") is { } id ? file.Categories.GetValueOrDefault(id) : null;
        var name = category?.Name ?? "";
        if (category is null || spec.Class(category.Name) is not { } rule)
        {
            if (unknown.Add(name))
                fault = Fault(RecordFaults.UnknownCategory, category is null
                    ? $"'{image.FileName}' has annotations of a category that the file does not list."
                    : $"'{image.FileName}' has annotations of category '{name}', and the data spec has no such class.");
            return null;
        }
        var shape = CocoShapes.Read(annotation, rule, category, out var flaw);
        if (shape is null && rule.Shape is not ShapeKind.None)
        {
            fault = Fault(flaw?.Code ?? RecordFaults.NoShape, $"'{image.FileName}' has a '{name}' {flaw?.Reason}");
            return null;
        }
        var properties = annotation.TryGetProperty("attributes", out var attributes) && attributes.ValueKind is JsonValueKind.Object
            ? ReadProperties(attributes, rule) : PropertyValues.Empty;
        var score = annotation.TryGetProperty("score", out var value) && value.ValueKind is JsonValueKind.Number
            && value.TryGetDouble(out var given) && given is >= 0 and <= 1 ? given : (double?)null;
        return new(number.ToString(CultureInfo.InvariantCulture), name, shape is null ? null : CocoShapes.AtEdge(shape, sample), properties, score);
    }

    /// <summary>Attributes that the class has a property for; tools add others of their own.</summary>
    static PropertyValues ReadProperties(JsonElement attributes, ClassRule rule) => PropertyValues.Of(
        from property in rule.Properties
        let value = attributes.TryGetProperty(property.Name, out var given) ? Value(given) : null
        where value is not null
        select KeyValuePair.Create(property.Name, value));

    static PropertyValue? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new TextValue(value.GetString()!),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new NumberValue(number),
        JsonValueKind.True or JsonValueKind.False => new FlagValue(value.GetBoolean()),
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String) =>
            new OptionsValue([.. value.EnumerateArray().Select(v => v.GetString()!)]),
        _ => null,
    };

    RecordFault Fault(string code, string reason) => new(file.Name, null, code, reason);
}
