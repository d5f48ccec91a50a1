using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Host.Http;
using Labelwise.Host.Statistics;

namespace Labelwise.Host.Tasks;

/// <summary>What a filter says of labels, turned from names into ids: those of today's data spec or else of the latest that had them, since
/// labels may still hold what the spec has dropped.</summary>
static class LabelWords
{
    /// <summary>A class, whether it is one of whole samples or of objects.</summary>
    /// <returns>Neither class nor objects where there is and was none of this name.</returns>
    public static async Task<LabelWanted> Labelled(ProjectCall call, string name)
    {
        var index = ClassNames.IndexOf(call.Project, name);
        var objects = await Latest(call, spec => ClassId(spec, name));
        ImmutableArray<string> answers = index is { } at && call.Project.Spec.ClassificationTarget is { } target
            ? [AnswerCount.Key(null, target.PropertyId, call.Project.ClassIds[at])] : [];
        return new(index, objects is null ? [] : [objects], answers);
    }

    /// <param name="of">A class of objects.</param>
    /// <param name="said">An answer: of those objects, else of whatever is asked this question.</param>
    /// <returns>Objects: null where nothing is wanted of them, or there is no such class. Said: null where nothing is, or there is no
    /// such answer; also where it is one of the objects that are counted.</returns>
    public static async Task<(ObjectsWanted? Objects, LabelWanted? Said)> Of(ProjectCall call, string? of, string? said, int? least, int? most)
    {
        var id = of is null ? null : await Latest(call, spec => ClassId(spec, of));
        if (of is not null && id is null) return default;
        var objects = id is null && least is null && most is null ? null : new ObjectsWanted(id, least, most);
        if (said is null) return (objects, null);
        var drawn = await Latest(call, spec => Keys(spec, said, spec.Classes.Where(c => id is null || c.Id == id)));
        if (objects is not null && drawn is not null) return (objects with { Answers = drawn.Value }, null);
        var whole = await Latest(call, spec => KeyOf(null, spec.Properties, said));
        ImmutableArray<string> keys = [.. drawn ?? [], .. new[] { whole }.OfType<string>()];
        return (objects, keys.IsEmpty ? null : new(null, [], keys));
    }

    static string? ClassId(DataSpec spec, string name) => (spec.Class(name) ?? spec.Classes.FirstOrDefault(c => c.Id == name))?.Id;

    static ImmutableArray<string>? Keys(DataSpec spec, string said, IEnumerable<ClassRule> classes)
    {
        ImmutableArray<string> keys = [.. classes.Select(c => KeyOf(c.Id, c.Properties, said)).OfType<string>()];
        return keys.IsEmpty ? null : keys;
    }

    /// <summary>Names may hold the sign between them, so each question's name is tried.</summary>
    static string? KeyOf(string? of, ImmutableArray<PropertyRule> rules, string said)
    {
        foreach (var rule in rules)
            foreach (var name in new[] { rule.Name, rule.Id })
                if (AnswerCount.IsChosen(rule) && said.StartsWith(name + ':', StringComparison.Ordinal) && ValueOf(rule, said[(name.Length + 1)..]) is { } value)
                    return AnswerCount.Key(of, rule.Id, value);
        return null;
    }

    static string? ValueOf(PropertyRule rule, string answer) => rule.Type is PropertyType.Boolean
        ? answer is AnswerCount.Yes or AnswerCount.No ? answer : null
        : (rule.Options.FirstOrDefault(o => o.Name == answer) ?? rule.Options.FirstOrDefault(o => o.Id == answer))?.Id;

    static async Task<T?> Latest<T>(ProjectCall call, Func<DataSpec, T?> find)
    {
        for (var version = call.Project.SpecVersion; version > 0; version--)
        {
            var spec = version == call.Project.SpecVersion ? call.Project.Spec : await call.ProjectGrain.Spec(version);
            if (spec is not null && find(spec) is { } found) return found;
        }
        return default;
    }
}
