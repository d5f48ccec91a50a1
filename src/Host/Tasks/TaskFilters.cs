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
        ["state", "class", "annotator", "answered", "minConfidence", "maxConfidence", "q", "metadata", "tag", "disputed", "waiting", "workOrder", "object", "answer", "minObjects", "maxObjects", "numbers"];

    static readonly FrozenDictionary<string, bool> Truths = new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false }.ToFrozenDictionary();

    /// <summary>An index that no row has: an unknown class passes nothing.</summary>
    const int NoClass = -2;

    const string NoSuchObjects = "The data spec has and had no class of objects of this name.";
    const string NoNumbers = "Numbers of tasks are written with commas between them, as '4,17'.";
    const string NoSuchAnswer = "Write a question and one of its answers as 'colour:red' ('damaged:true' where it is yes or no); with 'object', a question about objects of that class.";

    /// <summary>The parameters of an address.</summary>
    public static async Task<RowFilter> Of(Query query, ProjectCall call)
    {
        var project = call.Project;
        var (of, said) = (query.Text("object"), query.Text("answer"));
        var (objects, answer) = await LabelWords.Of(call, of, said, query.Whole("minObjects", 0, LabelLimits.Objects), query.Whole("maxObjects", 0, LabelLimits.Objects));
        if (of is not null && objects is null) query.Refuse("object", "unknown-class", NoSuchObjects);
        else if (said is not null && objects is not { Answers.IsEmpty: false } && answer is null) query.Refuse("answer", "unknown-answer", NoSuchAnswer);
        var named = query.Text("class") is { } name ? await LabelWords.Labelled(call, name) : null;
        if (named is { Class: null, Objects.IsEmpty: true }) query.Refuse("class", "unknown-class", "The data spec has no class of this name.");
        var numbers = query.Text("numbers");
        if (numbers is not null && Numbers(numbers) is null) query.Refuse("numbers", "bad-parameter", NoNumbers);
        return new RowFilter(
            query.Choice("state", Words.States), null, query.Id<UserId>("annotator"), query.Share("minConfidence"), query.Share("maxConfidence"),
            query.Text("q"), query.Text("metadata"), query.Text("tag"), query.Choice("disputed", Truths), query.Choice("waiting", Truths), ClassOf(query, "answered", project),
            query.Id<WorkOrderId>("workOrder"), objects, null, answer, numbers is null ? null : Numbers(numbers)).For(named, project);
    }

    /// <summary>A label's class is a number of its row where nothing can be drawn, and then tasks are kept in order by it.</summary>
    static RowFilter For(this RowFilter filter, LabelWanted? named, ProjectSettings project) => named switch
    {
        null => filter,
        { Class: null, Objects.IsEmpty: true } => filter with { Class = NoClass },
        { Class: { } of, Objects.IsEmpty: true } when project.Spec.Classes.IsEmpty => filter with { Class = of },
        _ => filter with { Labelled = named },
    };

    /// <summary>The member <c>filter</c> of a body.</summary>
    /// <returns>Null where it is left out; and what is wrong with it.</returns>
    public static async Task<(RowFilter? Filter, ImmutableArray<Violation> Violations)> Of(Body body, ProjectCall call)
    {
        var project = call.Project;
        var document = body.Document("filter", required: false);
        if (document.ValueKind is JsonValueKind.Undefined) return (null, []);
        var reader = new DocumentReader();
        var filter = new RowFilter();
        (string? Object, string? Answer, int? Least, int? Most, string? Class) about = default;
        foreach (var (name, value) in reader.Members(document))
            filter = name switch
            {
                "state" => filter with { State = reader.Choice(value, Words.States) },
                "class" => With(about with { Class = Text(value) }),
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
                "object" => With(about with { Object = Text(value) }),
                "answer" => With(about with { Answer = Text(value) }),
                "minObjects" => With(about with { Least = reader.Whole(value, 0, LabelLimits.Objects) }),
                "maxObjects" => With(about with { Most = reader.Whole(value, 0, LabelLimits.Objects) }),
                "numbers" => filter with { Named = ReadNumbers(value) },
                _ => Unknown(reader, filter),
            };
        var (objects, answer) = await LabelWords.Of(call, about.Object, about.Answer, about.Least, about.Most);
        if (about.Object is not null && objects is null) reader.RefuseAt("object", "unknown-class", NoSuchObjects);
        else if (about.Answer is not null && objects is not { Answers.IsEmpty: false } && answer is null) reader.RefuseAt("answer", "unknown-answer", NoSuchAnswer);
        var named = about.Class is { } one ? await LabelWords.Labelled(call, one) : null;
        return ((filter with { Objects = objects, Said = answer }).For(named, project), reader.Violations);

        TasksNamed? ReadNumbers(JsonElement value)
        {
            if (Text(value) is not { } text) return null;
            if (Numbers(text) is { } named) return named;
            reader.Refuse("bad-parameter", NoNumbers);
            return null;
        }

        string? Text(JsonElement value) => reader.Text(value, Query.LongestText);

        // What is asked of labels is known once all of it has been read.
        RowFilter With((string?, string?, int?, int?, string?) more)
        {
            about = more;
            return filter;
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

    /// <returns>Null where this is no list of numbers.</returns>
    static TasksNamed? Numbers(string text)
    {
        var numbers = text.Split(',').Select(n => int.TryParse(n, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1).ToImmutableArray();
        return numbers.Contains(-1) ? null : new([.. numbers.Distinct()]);
    }

    static int? ClassOf(Query query, string name, ProjectSettings project)
    {
        if (query.Text(name) is not { } given) return null;
        var index = ClassNames.IndexOf(project, given);
        if (index is null) query.Refuse(name, "unknown-class", "The data spec has no class of this name.");
        return index;
    }
}
