using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Statistics;

namespace Labelwise.Host.Tasks;

/// <summary>Which tasks are meant, said in a body or in an address, by the same names.</summary>
static class TaskFilters
{
    public static ImmutableArray<string> Names { get; } =
        ["state", "class", "annotator", "answered", "minConfidence", "maxConfidence", "q", "metadata", "tag", "disputed", "waiting", "workOrder", "object", "minObjects", "maxObjects"];

    static readonly FrozenDictionary<string, bool> Truths = new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false }.ToFrozenDictionary();

    /// <summary>An index that no row has: an unknown class passes nothing.</summary>
    const int NoClass = -2;

    const string NoSuchObjects = "The data spec has and had no class of objects of this name.";

    /// <summary>The parameters of an address.</summary>
    public static async Task<RowFilter> Of(Query query, ProjectCall call)
    {
        var project = call.Project;
        var (of, least, most) = (query.Text("object"), query.Whole("minObjects", 0, LabelLimits.Objects), query.Whole("maxObjects", 0, LabelLimits.Objects));
        var id = of is null ? null : await ClassId(call, of);
        if (of is not null && id is null) query.Refuse("object", "unknown-class", NoSuchObjects);
        return new(
            query.Choice("state", Words.States), ClassOf(query, "class", project), query.Id<UserId>("annotator"), query.Share("minConfidence"), query.Share("maxConfidence"),
            query.Text("q"), query.Text("metadata"), query.Text("tag"), query.Choice("disputed", Truths), query.Choice("waiting", Truths), ClassOf(query, "answered", project),
            query.Id<WorkOrderId>("workOrder"), of is null && least is null && most is null ? null : new ObjectsWanted(id, least, most));
    }

    /// <summary>The member <c>filter</c> of a body.</summary>
    /// <returns>Null where it is left out; and what is wrong with it.</returns>
    public static async Task<(RowFilter? Filter, ImmutableArray<Violation> Violations)> Of(Body body, ProjectCall call)
    {
        var project = call.Project;
        var document = body.Document("filter", required: false);
        if (document.ValueKind is JsonValueKind.Undefined) return (null, []);
        var reader = new DocumentReader();
        var filter = new RowFilter();
        foreach (var (name, value) in reader.Members(document))
            filter = name switch
            {
                "state" => filter with { State = reader.Choice(value, Words.States) },
                "class" => filter with { Class = Text(value) is { } c ? ClassNames.IndexOf(project, c) ?? NoClass : null },
                "annotator" => filter with { Annotator = Person(value) },
                "answered" => filter with { Answered = Text(value) is { } c ? ClassNames.IndexOf(project, c) ?? NoClass : null },
                "minConfidence" => filter with { MinConfidence = reader.Number(value) },
                "maxConfidence" => filter with { MaxConfidence = reader.Number(value) },
                "q" => filter with { Text = Text(value) },
                "metadata" => filter with { Metadata = Text(value) },
                "tag" => filter with { Tag = Text(value) },
                "disputed" => filter with { Disputed = reader.Truth(value) },
                "waiting" => filter with { Waiting = reader.Truth(value) },
                "workOrder" => filter with { Order = WorkOrderId.TryParse(reader.Text(value, IId<WorkOrderId>.MaxLength), null, out var order) ? order : new(project.Id, "none") },
                "object" => filter with { Objects = Drawn() with { Class = await ObjectClass(value) } },
                "minObjects" => filter with { Objects = Drawn() with { Least = reader.Whole(value, 0, LabelLimits.Objects) } },
                "maxObjects" => filter with { Objects = Drawn() with { Most = reader.Whole(value, 0, LabelLimits.Objects) } },
                _ => Unknown(reader, filter),
            };
        return (filter, reader.Violations);

        string? Text(JsonElement value) => reader.Text(value, Query.LongestText);

        ObjectsWanted Drawn() => filter.Objects ?? new();

        async Task<string?> ObjectClass(JsonElement value)
        {
            if (Text(value) is not { } name) return null;
            var id = await ClassId(call, name);
            if (id is null) reader.Refuse("unknown-class", NoSuchObjects);
            return id;
        }

        // Whom nobody can be must not come to mean everybody.
        UserId? Person(JsonElement value)
        {
            if (reader.Text(value, IId<UserId>.MaxLength) is not { } given) return null;
            if (UserId.TryParse(given, null, out var user)) return user;
            reader.Refuse("not-an-id", "This is no id.");
            return null;
        }
    }

    static RowFilter Unknown(DocumentReader reader, RowFilter filter)
    {
        reader.RefuseUnknown(string.Join(", ", Names.Order(StringComparer.Ordinal)));
        return filter;
    }

    /// <summary>The class of objects that has a name or an id, in today's data spec or else in the latest that had it: labels may still hold what the spec
    /// has dropped.</summary>
    static async Task<string?> ClassId(ProjectCall call, string name)
    {
        for (var version = call.Project.SpecVersion; version > 0; version--)
        {
            var spec = version == call.Project.SpecVersion ? call.Project.Spec : await call.ProjectGrain.Spec(version);
            if ((spec?.Class(name) ?? spec?.Classes.FirstOrDefault(c => c.Id == name)) is { } rule) return rule.Id;
        }
        return null;
    }

    static int? ClassOf(Query query, string name, ProjectSettings project)
    {
        if (query.Text(name) is not { } given) return null;
        var index = ClassNames.IndexOf(project, given);
        if (index is null) query.Refuse(name, "unknown-class", "The data spec has no class of this name.");
        return index;
    }
}
