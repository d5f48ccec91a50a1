using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Reads a data spec document: first its form, then ids, then conditions, which need all names.</summary>
static class SpecReader
{
    public static SpecReading Read(ReadOnlyMemory<byte> utf8, Func<string> newId, DataSpec? previous)
    {
        var reader = new DocumentReader();
        using var document = reader.Parse(utf8);
        return document is null ? new(null, reader.Violations) : Read(document.RootElement, reader, newId, previous);
    }

    public static SpecReading Read(JsonElement document, Func<string> newId, DataSpec? previous) =>
        Read(document, new(), newId, previous);

    static SpecReading Read(JsonElement document, DocumentReader reader, Func<string> newId, DataSpec? previous)
    {
        var draft = ReadDraft(document, reader);
        SpecIdentity.Check(draft, previous, reader);
        if (reader.IsClean) SpecIdentity.Fill(draft, previous, newId);
        new ConditionReader(draft, reader).Read();
        return reader.IsClean ? new(draft.ToSpec(), []) : new(null, reader.Violations);
    }

    static SpecDraft ReadDraft(JsonElement document, DocumentReader reader)
    {
        var (draft, hasMedia) = (new SpecDraft(), false);
        foreach (var (name, value) in reader.Members(document))
            switch (name)
            {
                case "media": (hasMedia, draft.Media) = (true, reader.Choice(value, SpecWords.Media) ?? default); break;
                case "derivedFrom" when value.ValueKind is not JsonValueKind.Null:
                    draft.DerivedFrom = reader.Name(value, SpecLimits.NameLength); break;
                case "roi" when value.ValueKind is not JsonValueKind.Null: draft.Roi = ReadRoi(value, reader); break;
                case "classes":
                    foreach (var (index, item) in reader.Items(value, SpecLimits.Classes))
                        draft.Classes.Add(ClassReader.Read(item, index, reader));
                    break;
                case "properties": draft.Properties = PropertyReader.ReadAll(value, reader); break;
                case "derivedFrom" or "roi": break;
                default: reader.RefuseUnknown("media, derivedFrom, roi, classes, properties"); break;
            }
        if (document.ValueKind is JsonValueKind.Object && !hasMedia) reader.RefuseMissing("media");
        CheckClasses(draft, reader);
        if (draft is { Roi: not null, Media: not MediaKind.Image })
            reader.RefuseAt("roi", "wrong-media", "Only images have a region of interest.");
        return draft;
    }

    static void CheckClasses(SpecDraft draft, DocumentReader reader)
    {
        using var _ = reader.At("classes");
        SpecNames.RefuseTwice(draft.Classes, c => c.Name, _ => "name", "duplicate-name", "class names", reader);
        SpecNames.RefuseTwice(draft.Classes, c => c.Key?.ToUpperInvariant(), _ => "key", "key-clash", "keys of classes", reader);
        for (var i = 0; i < draft.Classes.Count; i++)
        {
            var shape = draft.Classes[i].Shape;
            var fits = shape is ShapeKind.None || (shape is ShapeKind.Span) == (draft.Media is not MediaKind.Image);
            if (fits) continue;
            using (reader.At(i))
                reader.RefuseAt("shape", "wrong-media", $"Media {SpecWords.Of(draft.Media)} has no shape {SpecWords.Of(shape)}.");
        }
    }

    static RegionOfInterest? ReadRoi(JsonElement value, DocumentReader reader)
    {
        var (shape, hasShape, outside) = ((Shape?)null, false, OutsideRule.Refuse);
        foreach (var (name, item) in reader.Members(value))
            switch (name)
            {
                case "shape": (hasShape, shape) = (true, ReadRegion(item, reader)); break;
                case "outside": outside = reader.Choice(item, SpecWords.Outside) ?? default; break;
                default: reader.RefuseUnknown("shape, outside"); break;
            }
        if (value.ValueKind is JsonValueKind.Object && !hasShape) reader.RefuseMissing("shape");
        if (outside is OutsideRule.Clip && shape is not (null or Box))
            reader.RefuseAt("outside", "clip-needs-box",
                "Geometry can be clipped at a box only; use 'refuse', or make the region a box.");
        return shape is null ? null : new(shape, outside);
    }

    static Shape? ReadRegion(JsonElement value, DocumentReader reader)
    {
        var shape = new ShapeReader(reader).Read(value);
        if (shape is null) return null;
        if (shape is not (Box or RotatedBox or Polygon))
            reader.Refuse("bad-shape", "A region of interest is a box, a rotatedBox or a polygon.");
        else if (Geometry.Flaw(shape) is { } flaw)
            reader.Refuse("degenerate", flaw);
        return shape;
    }
}
