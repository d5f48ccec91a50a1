using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Reads one class of a data spec document.</summary>
static class ClassReader
{
    /// <summary>Given in turn to classes without a colour; told apart also by most colour-blind people.</summary>
    /// <remarks>Okabe and Ito 2008, Color Universal Design.</remarks>
    static readonly ImmutableArray<string> Palette =
        ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

    public static ClassDraft Read(JsonElement item, int index, DocumentReader reader)
    {
        var draft = new ClassDraft { Color = Palette[index % Palette.Length] };
        var (hasName, hasShape, skeleton) = (false, false, new List<(int Index, SkeletonEdge Edge)>());
        foreach (var (name, value) in reader.Members(item))
            switch (name)
            {
                case "id": draft.Id = SpecNames.Id(value, reader); break;
                case "name": (hasName, draft.Name) = (true, SpecNames.Name(value, reader)); break;
                case "shape": (hasShape, draft.Shape) = (true, reader.Choice(value, SpecWords.Shape) ?? default); break;
                case "color": draft.Color = SpecNames.Color(value, reader) ?? draft.Color; break;
                case "key": draft.Key = SpecNames.Key(value, reader); break;
                case "pointNames": draft.PointNames = ReadPointNames(value, reader); break;
                case "skeleton": skeleton = ReadSkeleton(value, reader); break;
                case "properties": draft.Properties = PropertyReader.ReadAll(value, reader); break;
                default: reader.RefuseUnknown("id, name, shape, color, key, pointNames, skeleton, properties"); break;
            }
        if (item.ValueKind is not JsonValueKind.Object) return draft;
        if (!hasName) reader.RefuseMissing("name");
        if (!hasShape) reader.RefuseMissing("shape");
        CheckPoints(draft, skeleton, reader);
        draft.Skeleton = [.. skeleton.Select(edge => edge.Edge)];
        return draft;
    }

    static void CheckPoints(ClassDraft draft, List<(int Index, SkeletonEdge Edge)> skeleton, DocumentReader reader)
    {
        if (draft.Shape is not ShapeKind.Points && !draft.PointNames.IsEmpty)
            reader.RefuseAt("pointNames", "wrong-shape", "Only a class of shape points names points.");
        using var _ = reader.At("skeleton");
        foreach (var (index, (from, to)) in skeleton)
        {
            using var at = reader.At(index);
            if (!draft.PointNames.Contains(from)) reader.Refuse("unknown-point", $"There is no point name '{from}'.");
            if (!draft.PointNames.Contains(to)) reader.Refuse("unknown-point", $"There is no point name '{to}'.");
            if (from == to) reader.Refuse("degenerate", "An edge of a skeleton connects two points.");
        }
    }

    static ImmutableArray<string> ReadPointNames(JsonElement value, DocumentReader reader)
    {
        var names = new List<string>();
        foreach (var (_, item) in reader.Items(value, SpecLimits.PointNames))
            if (SpecNames.Name(item, reader) is { } name)
            {
                if (names.Contains(name)) reader.Refuse("duplicate-name", $"There is a point '{name}' already.");
                else names.Add(name);
            }
        return [.. names];
    }

    static List<(int Index, SkeletonEdge Edge)> ReadSkeleton(JsonElement value, DocumentReader reader)
    {
        var edges = new List<(int, SkeletonEdge)>();
        foreach (var (index, item) in reader.Items(value, SpecLimits.SkeletonEdges))
        {
            var ends = new List<string>(2);
            foreach (var (_, end) in reader.Items(item, 2))
                if (SpecNames.Name(end, reader) is { } name) ends.Add(name);
            if (ends is [var from, var to]) edges.Add((index, new(from, to)));
            else if (item is { ValueKind: JsonValueKind.Array } && item.GetArrayLength() < 2)
                reader.Refuse("bad-edge", "An edge of a skeleton is a pair of point names.");
        }
        return edges;
    }
}
