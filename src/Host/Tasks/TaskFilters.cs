using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Statistics;

namespace Labelwise.Host.Tasks;

/// <summary>Which tasks are meant, said in a body or in an address, by the same names.</summary>
static class TaskFilters
{
    public static ImmutableArray<string> Names { get; } =
        ["state", "class", "annotator", "answered", "minConfidence", "maxConfidence", "q", "metadata", "tag", "disputed", "waiting", "workOrder"];

    static readonly FrozenDictionary<string, bool> Truths = new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false }.ToFrozenDictionary();

    /// <summary>An index that no row has: an unknown class passes nothing.</summary>
    const int NoClass = -2;

    /// <summary>The parameters of an address.</summary>
    public static RowFilter Of(Query query, ProjectSettings project) => new(
        query.Choice("state", Words.States), ClassOf(query, "class", project), query.Id<UserId>("annotator"), query.Share("minConfidence"), query.Share("maxConfidence"),
        query.Text("q"), query.Text("metadata"), query.Text("tag"), query.Choice("disputed", Truths), query.Choice("waiting", Truths), ClassOf(query, "answered", project),
        query.Id<WorkOrderId>("workOrder"));

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
                "class" => filter with { Class = Text(value) is { } c ? ClassNames.IndexOf(project, c) ?? NoClass : null },
                "annotator" => filter with { Annotator = UserId.TryParse(reader.Text(value, IId<UserId>.MaxLength), null, out var user) ? user : null },
                "answered" => filter with { Answered = Text(value) is { } c ? ClassNames.IndexOf(project, c) ?? NoClass : null },
                "minConfidence" => filter with { MinConfidence = reader.Number(value) },
                "maxConfidence" => filter with { MaxConfidence = reader.Number(value) },
                "q" => filter with { Text = Text(value) },
                "metadata" => filter with { Metadata = Text(value) },
                "tag" => filter with { Tag = Text(value) },
                "disputed" => filter with { Disputed = reader.Truth(value) },
                "waiting" => filter with { Waiting = reader.Truth(value) },
                "workOrder" => filter with { Order = WorkOrderId.TryParse(reader.Text(value, IId<WorkOrderId>.MaxLength), null, out var order) ? order : new(project.Id, "none") },
                _ => Unknown(reader, filter),
            };
        violations = reader.Violations;
        return filter;

        string? Text(JsonElement value) => reader.Text(value, Query.LongestText);
    }

    static RowFilter Unknown(DocumentReader reader, RowFilter filter)
    {
        reader.RefuseUnknown(string.Join(", ", Names.Order(StringComparer.Ordinal)));
        return filter;
    }

    static int? ClassOf(Query query, string name, ProjectSettings project)
    {
        if (query.Text(name) is not { } given) return null;
        var index = ClassNames.IndexOf(project, given);
        if (index is null) query.Refuse(name, "unknown-class", "The data spec has no class of this name.");
        return index;
    }
}
