using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Practice;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Quality.Texts;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>Holds label documents of one task against each other: objects matched by their places, then what was said of them.</summary>
/// <remarks>A property of an object is compared wherever two people have the object; with more than two people, pairs of them
/// are counted as if they were independent.</remarks>
static class DocumentsSurvey
{
    /// <summary>Answers of a task that are compared, each with each.</summary>
    const int MostCompared = 6;

    public static void Add(BlockSurvey sum, AnsweredTask task, DataSpec spec, IReadOnlyDictionary<ContentHash, LabelDocument> documents)
    {
        var said = task.Row.Opinions.Where(o => o.Counts && documents.ContainsKey(o.Label)).Take(MostCompared)
            .Select(o => (Who: o.Annotator, Labels: documents[o.Label])).OrderBy(o => o.Who.Value, StringComparer.Ordinal).ToList();
        foreach (var property in spec.Properties)
            Values(sum.Properties.At(("", property.Id)), property, [.. said.Select(s => s.Labels.Properties[property.Id]).OfType<PropertyValue>()]);
        for (var i = 0; i < said.Count; i++)
            for (var j = i + 1; j < said.Count; j++)
                if (said[i].Who != said[j].Who)
                {
                    var pair = sum.Pairs.At((said[i].Who, said[j].Who));
                    foreach (var property in spec.Properties) Values(pair, "", property, said[i].Labels.Properties, said[j].Labels.Properties);
                    if (!spec.Classes.IsEmpty) Compare(sum, pair, said[i].Labels, said[j].Labels, spec);
                }
        if (task.Row.Decision is not { } decision || !documents.TryGetValue(task.Row.Label, out var stands)) return;
        if (decision.By is not DeciderKind.Reviewer && (decision.By is not DeciderKind.People || said.Count < 2)) return;  // then it is one's own word, or a model's
        foreach (var opinion in task.Row.Opinions)
            if (documents.TryGetValue(opinion.Label, out var own))
            {
                HoldAgainst(sum.People.At(opinion.Annotator), own, stands, spec, task.Row.Id.Index, decision.By is DeciderKind.Reviewer);
                // Where several answered, a reviewer sees the more of them the less they are alike.
                if (decision.By is DeciderKind.Reviewer && task.Row.Opinions.Length is 1)
                    sum.People.At(opinion.Annotator).Likeness.Add(AnswersSurvey.StretchOf(opinion.At), Likeness(own, stands, spec));
            }
    }

    static void Compare(BlockSurvey sum, PairSums pair, LabelDocument one, LabelDocument other, DataSpec spec)
    {
        var matches = Match(one, other);
        foreach (var match in matches)
        {
            var (a, b) = (one.Objects[match.One], other.Objects[match.Other]);
            pair.AddMatch(match.Likeness);
            sum.Objects.Add([a.Class, b.Class]);
            foreach (var under in new[] { "", a.Class }) sum.Shapes.At(under).AddMatch(match.Likeness, a.Class == b.Class);
            if (a.Class == b.Class && spec.Classes.FirstOrDefault(c => c.Id == a.Class) is { } rule)
                foreach (var property in rule.Properties)
                {
                    Values(sum.Properties.At((a.Class, property.Id)), property, [.. new[] { a.Properties[property.Id], b.Properties[property.Id] }.OfType<PropertyValue>()]);
                    Values(pair, a.Class, property, a.Properties, b.Properties);
                }
        }
        Unmatched(sum.Shapes, other, matches.Select(m => m.Other), missed: true);
        Unmatched(sum.Shapes, one, matches.Select(m => m.One), missed: false);
    }

    static void Unmatched(Dictionary<string, ShapeSums> shapes, LabelDocument labels, IEnumerable<int> matched, bool missed)
    {
        var known = matched.ToHashSet();
        foreach (var (at, thing) in labels.Objects.Index())
            if (!known.Contains(at))
                foreach (var under in new[] { "", thing.Class }) shapes.At(under).AddUnmatched(missed ? 1 : 0, missed ? 0 : 1);
    }

    /// <summary>What somebody made beside what stands in its place; only what a reviewer accepted says how well they draw.</summary>
    static void HoldAgainst(PersonSums person, LabelDocument own, LabelDocument accepted, DataSpec spec, int task, bool reviewed)
    {
        var matches = Match(own, accepted);
        foreach (var match in matches) person.Classes.Add(accepted.Objects[match.Other].Class, own.Objects[match.One].Class, task);
        if (!reviewed) return;
        foreach (var match in matches)
        {
            var (mine, right) = (own.Objects[match.One], accepted.Objects[match.Other]);
            person.Shapes.AddMatch(match.Likeness, mine.Class == right.Class);
            if (mine.Class != right.Class || match.Likeness < ObjectErrors.Loose) person.Errors.Add(right.Class, mine.Class, task, right.Shape);
        }
        foreach (var (_, missed) in accepted.Objects.Index().ExceptBy(matches.Select(m => m.Other), o => o.Index)) person.Errors.Add(missed.Class, null, task, missed.Shape);
        foreach (var (_, extra) in own.Objects.Index().ExceptBy(matches.Select(m => m.One), o => o.Index)) person.Errors.Add(null, extra.Class, task, extra.Shape);
        person.Shapes.AddUnmatched(accepted.Objects.Length - matches.Count, own.Objects.Length - matches.Count);
        foreach (var property in spec.Properties.Where(p => p.Type is PropertyType.Text))
            if (accepted.Properties[property.Id] is TextValue { Text: var should })
                person.Texts.Add(EditDistance.Of((own.Properties[property.Id] as TextValue)?.Text ?? "", should), EditDistance.Length(should));
    }

    /// <summary>As a known answer is marked, but for texts: those by how few edits make them right.</summary>
    /// <returns>In [0, 1].</returns>
    static double Likeness(LabelDocument own, LabelDocument accepted, DataSpec spec)
    {
        var mark = PracticeMark.Of(spec, own, accepted);
        double[] parts = [.. mark.Questions.Select(Right), .. mark.Objects.Select(o => o.Score)];
        return parts.Length is 0 ? 1 : parts.Average();

        double Right(MarkedQuestion question) =>
            own.Properties[question.Property] is TextValue { Text: var text } && accepted.Properties[question.Property] is TextValue { Text: var should }
                ? 1 - Math.Min(1, EditDistance.Of(text, should) / (double)Math.Max(1, EditDistance.Length(should))) : question.Right ? 1 : 0;
    }

    static IReadOnlyList<Matching.Pair> Match(LabelDocument one, LabelDocument other) =>
        Matching.Of([.. one.Objects.Select(o => o.Shape)], [.. other.Objects.Select(o => o.Shape)]);

    static void Values(PropertySums sums, PropertyRule property, IReadOnlyList<PropertyValue> values)
    {
        if (values.Count < 2 || property.Type is PropertyType.Reference) return;
        if (property.Type is PropertyType.Number) sums.Interval.Add([.. values.OfType<NumberValue>().Select(v => v.Number)]);
        else sums.Nominal.Add([.. values.Select(Category)]);
        if (property.Type is not PropertyType.Text) return;
        var texts = values.OfType<TextValue>().Select(v => v.Text).ToList();
        for (var i = 0; i < texts.Count; i++)
            for (var j = i + 1; j < texts.Count; j++) sums.Texts.Add(EditDistance.Of(texts[i], texts[j]), Math.Max(EditDistance.Length(texts[i]), EditDistance.Length(texts[j])));
    }

    /// <summary>Of two people, where there are few things to choose from.</summary>
    static void Values(PairSums pair, string @class, PropertyRule property, PropertyValues one, PropertyValues other)
    {
        if ((property.Type is PropertyType.Option or PropertyType.Options or PropertyType.Boolean) && one[property.Id] is { } a && other[property.Id] is { } b)
            pair.Properties.At((@class, property.Id)).Add(Category(a), Category(b));
    }

    static string Category(PropertyValue value) => value switch
    {
        TextValue text => text.Text, FlagValue flag => flag.Flag ? "true" : "false",
        OptionsValue options => string.Join('+', options.Options.Order(StringComparer.Ordinal)), _ => value.ToString(),
    };
}
