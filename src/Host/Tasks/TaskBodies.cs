using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Tasks;

static class TaskBodies
{
    /// <summary>The member <c>labels</c> as a label document, in names.</summary>
    /// <returns>Null where it is left out or cannot be read.</returns>
    public static LabelDocument? Labels(Body body, bool required, out ImmutableArray<Violation> violations)
    {
        violations = [];
        var document = body.Document("labels", required);
        if (document.ValueKind is JsonValueKind.Undefined) return null;
        var reading = LabelDocument.Parse(document);
        violations = reading.Violations;
        return reading.Labels;
    }

    /// <summary>The member <c>marks</c>: a reviewer's remarks on single objects.</summary>
    public static ImmutableArray<ReviewMark> Marks(Body body, out ImmutableArray<Violation> violations)
    {
        violations = [];
        var document = body.Document("marks", required: false);
        if (document.ValueKind is JsonValueKind.Undefined) return [];
        var reader = new DocumentReader();
        var marks = reader.Items(document, ReviewMark.Most).Select(item => Mark(reader, item.Value)).ToImmutableArray();
        violations = reader.Violations;
        return marks;
    }

    static ReviewMark Mark(DocumentReader reader, JsonElement document)
    {
        string? about = null, text = null;
        PointPx? at = null;
        foreach (var (name, value) in reader.Members(document))
            if (name is "object") about = reader.Name(value, LabelLimits.NameLength);
            else if (name is "text") text = reader.Text(value, ReviewMark.Longest)?.Trim();
            else if (name is "at") at = Place(reader, value);
            else reader.RefuseUnknown("object, text, at");
        if (about is null) reader.RefuseMissing("object");
        if (string.IsNullOrEmpty(text)) reader.RefuseMissing("text");
        return new(about ?? "", text ?? "", at);
    }

    static PointPx? Place(DocumentReader reader, JsonElement document)
    {
        var numbers = reader.Items(document, 2).Select(item => reader.Number(item.Value)).ToList();
        if (numbers is [{ } x, { } y]) return new(x, y);
        reader.Refuse("wrong-type", "A place is two numbers: x and y.");
        return null;
    }

    /// <summary>The member <c>edits</c>: what became of the model's suggestion.</summary>
    /// <returns>Null where it is left out or cannot be read.</returns>
    public static PrelabelEdits? Edits(Body body, out ImmutableArray<Violation> violations)
    {
        violations = [];
        var document = body.Document("edits", required: false);
        if (document.ValueKind is JsonValueKind.Undefined) return null;
        var reader = new DocumentReader();
        var (counts, meanIou) = (new Dictionary<string, int>(StringComparer.Ordinal), (double?)null);
        foreach (var (name, value) in reader.Members(document))
            if (name is "meanIou") meanIou = Share(reader, value);
            else if (name is "distance") counts[name] = reader.Whole(value, 0, int.MaxValue) ?? 0;
            else if (Counted.Contains(name)) counts[name] = reader.Whole(value, 0, LabelLimits.Objects) ?? 0;
            else reader.RefuseUnknown(string.Join(", ", [.. Counted, "distance", "meanIou"]));
        violations = reader.Violations;
        int Count(string name) => counts.GetValueOrDefault(name);
        return new(Count("suggested"), Count("kept"), Count("changed"), Count("removed"), Count("added"), Count("distance"), meanIou);
    }

    static readonly ImmutableArray<string> Counted = ["suggested", "kept", "changed", "removed", "added"];

    static double? Share(DocumentReader reader, JsonElement value)
    {
        if (reader.Number(value) is not { } number) return null;
        if (number is >= 0 and <= 1) return number;
        reader.Refuse("out-of-range", "This must be a number from 0 to 1.");
        return null;
    }

    /// <summary>A refusal of label documents points into the body that they came in.</summary>
    public static Refusal InBody(this Refusal why) => why is DoesNotConform { Violations: var violations } wrong
        ? wrong with { Violations = [.. violations.Select(v => v with { Pointer = $"/labels{v.Pointer}" })] } : why;
}
