using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
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

    /// <summary>A refusal of label documents points into the body that they came in.</summary>
    public static Refusal InBody(this Refusal why) => why is DoesNotConform { Violations: var violations } wrong
        ? wrong with { Violations = [.. violations.Select(v => v with { Pointer = $"/labels{v.Pointer}" })] } : why;
}
