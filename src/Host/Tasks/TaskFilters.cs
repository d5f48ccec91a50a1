using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Statistics;

namespace Labelwise.Host.Tasks;

/// <summary>Which tasks are meant, said in a body.</summary>
static class TaskFilters
{
    /// <summary>The member <c>filter</c> of a body.</summary>
    /// <returns>Null where it is left out.</returns>
    public static RowFilter? Of(Body body, ProjectSettings project, out ImmutableArray<Violation> violations)
    {
        violations = [];
        var document = body.Document("filter", required: false);
        if (document.ValueKind is JsonValueKind.Undefined) return null;
        var reader = new DocumentReader();
        var filter = new RowFilter();
        foreach (var (name, value) in reader.Members(document))
            filter = name switch
            {
                "state" => filter with { State = reader.Choice(value, Words.States) },
                "class" => filter with { Class = reader.Text(value, Query.LongestText) is { } c ? ClassNames.IndexOf(project, c) ?? -2 : null },
                "annotator" => filter with { Annotator = UserId.TryParse(reader.Text(value, 120), null, out var user) ? user : null },
                "minConfidence" => filter with { MinConfidence = reader.Number(value) },
                "maxConfidence" => filter with { MaxConfidence = reader.Number(value) },
                "q" => filter with { Text = reader.Text(value, Query.LongestText) },
                _ => Unknown(reader, filter),
            };
        violations = reader.Violations;
        return filter;
    }

    static RowFilter Unknown(DocumentReader reader, RowFilter filter)
    {
        reader.RefuseUnknown("annotator, class, maxConfidence, minConfidence, q, state");
        return filter;
    }
}
