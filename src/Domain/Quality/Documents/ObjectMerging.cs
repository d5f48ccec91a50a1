using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Quality.Texts;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Quality.Documents;

/// <summary>An object while documents are merged.</summary>
/// <param name="Members">In the order of opinions, which of their objects it is; -1 where somebody has none.</param>
sealed record MergingObject(
    string Class, Shape? Shape, ImmutableArray<int> Members, ObjectConfidence Confidence, MergedProperties Properties, bool Contradicted)
{
    public bool IsThere => Confidence.Existence > 0.5;

    public bool Equals(MergingObject? other) => other is not null && Members.Equals(other.Members);

    public override int GetHashCode() => Members.GetHashCode();

    /// <summary>With what was said of it.</summary>
    /// <param name="named">Ids in the merged document.</param>
    /// <param name="ofSample">Answers about the whole sample, on which conditions may hang.</param>
    public MergingObject WithProperties(
        DataSpec spec, IReadOnlyList<DocumentOpinion> opinions, Dictionary<MergingObject, string> named, PropertyValues ofSample)
    {
        if (spec.Classes.FirstOrDefault(c => c.Id == Class) is not { Properties.IsEmpty: false } rule) return this;
        var answered = Members.Index().Where(m => m.Item >= 0 && opinions[m.Index].Labels.Objects[m.Item].Class == Class).Select(m =>
            new Answered(References(opinions[m.Index].Labels.Objects[m.Item].Properties, rule, m.Index, opinions, named), opinions[m.Index].Accuracy)).ToList();
        var merged = PropertyMerging.Of(rule.Properties, answered, new(StringComparer.Ordinal) { Class }, id => ofSample[id], null);
        return this with { Properties = merged, Contradicted = Contradicted || merged.Contradicted, Confidence = Confidence with { Properties = merged.Confidences } };
    }

    /// <summary>Each document has ids of its own: what one refers to is the object that it became.</summary>
    static PropertyValues References(
        PropertyValues given, ClassRule rule, int who, IReadOnlyList<DocumentOpinion> opinions, Dictionary<MergingObject, string> named)
    {
        foreach (var property in rule.Properties.Where(p => p.Type is PropertyType.Reference))
            if (given[property.Id] is TextValue { Text: var id })
            {
                var target = named.FirstOrDefault(n => n.Key.Members[who] is >= 0 and var at && opinions[who].Labels.Objects[at].Id == id).Value;
                given = target is null ? PropertyValues.Of(given.Where(g => g.Key != property.Id)) : given.With(property.Id, target);
            }
        return given;
    }
}

/// <summary>Which objects there are, by everybody's documents: shapes by their places, spans by tokens, and what has no place by class and order.</summary>
static class ObjectMerging
{
    /// <summary>No place is surer than this.</summary>
    const double Surest = 0.9999;

    /// <returns>In the order in which they were drawn by the first who has each.</returns>
    public static List<MergingObject> Of(DataSpec spec, IReadOnlyList<DocumentOpinion> opinions)
    {
        List<MergingObject> merged = [.. Shapes(spec, opinions), .. Spans(spec, opinions), .. Placeless(spec, opinions)];
        return [.. merged.OrderBy(First).ThenBy(o => o.Members[First(o)])];

        static int First(MergingObject one) => one.Members.Index().First(m => m.Item >= 0).Index;
    }

    /// <summary>Ids in the merged document: that of the first who drew it where it is free.</summary>
    public static Dictionary<MergingObject, string> Names(List<MergingObject> objects, IReadOnlyList<DocumentOpinion> opinions)
    {
        var (names, taken) = (new Dictionary<MergingObject, string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var one in objects.Where(o => o.IsThere))
        {
            var (who, at) = one.Members.Index().First(m => m.Item >= 0);
            var id = opinions[who].Labels.Objects[at].Id;
            for (var n = 1; !taken.Add(id); n++) id = $"m{n}";
            names.Add(one, id);
        }
        return names;
    }

    static IEnumerable<MergingObject> Shapes(DataSpec spec, IReadOnlyList<DocumentOpinion> opinions)
    {
        var places = Places(opinions, o => o.Shape is not (null or TextSpan));
        if (places.All(p => p.Count is 0)) return [];
        var drawn = opinions.Select((o, i) => new DrawnOpinion([.. places[i].Select(at => Drawn(o, at))], o.Drawing)).ToList();
        return ShapeConsensus.Of(drawn, spec.Classes.Length).Select(m =>
        {
            var members = m.Members.Select((at, i) => at < 0 ? -1 : places[i][at]).ToImmutableArray();
            return Made(m.Class, m.Shape, members, (m.Existence, m.ClassConfidence, Placed(m.Placement)), opinions);
        });
    }

    /// <summary>Chance that a merged shape is <see cref="DocumentConsensus.WellPlaced"/>.</summary>
    /// <param name="placement">Expected likeness to the true shape.</param>
    /// <remarks>Takes what is missing to a perfect overlap as exponentially distributed, which has the fewest assumptions of a mean.</remarks>
    static double Placed(double placement) =>
        placement >= 1 ? Surest : Math.Min(Surest, 1 - Math.Exp(-(1 - DocumentConsensus.WellPlaced) / (1 - placement)));

    /// <summary>Every boundary that anybody drew parts the text: what lies between two is voted on as a token is. Where somebody's spans lie
    /// within each other, each class is voted on by itself.</summary>
    static IEnumerable<MergingObject> Spans(DataSpec spec, IReadOnlyList<DocumentOpinion> opinions)
    {
        var places = Places(opinions, o => o.Shape is TextSpan);
        if (places.All(p => p.Count is 0)) yield break;
        var spans = opinions.Select((o, i) => (Spans: places[i].Select(at => Span(o.Labels.Objects[at])).ToImmutableArray(), Accuracy: o.Drawing.Finds * o.Drawing.Names)).ToList();
        var nested = spans.Any(s => s.Spans.OrderBy(x => x.Start).Zip(s.Spans.OrderBy(x => x.Start).Skip(1)).Any(p => p.Second.Start < p.First.End));
        var classes = spans.SelectMany(s => s.Spans).Select(s => s.Class).Concat(spec.Classes.Where(c => c.Shape is ShapeKind.Span).Select(c => c.Id)).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var among in nested ? classes.Select(c => new[] { c }) : [classes])
        {
            var said = spans.ConvertAll(s => (Spans: s.Spans.Where(x => among.Contains(x.Class, StringComparer.Ordinal)).ToImmutableArray(), s.Accuracy));
            var tokens = Tokens(said.SelectMany(s => s.Spans));
            foreach (var found in SpanConsensus.Of(tokens, said, among)) yield return OfSpan(found.Span, found.Confidence, opinions, places);
            foreach (var doubted in SpanConsensus.LeftOut(tokens, said, among)) yield return OfSpan(doubted.Span, doubted.Confidence, opinions, places);
        }
    }

    static MergingObject OfSpan(ClassSpan span, double there, IReadOnlyList<DocumentOpinion> opinions, List<List<int>> places)
    {
        var shape = new TextSpan(span.Start, span.End);
        var members = opinions.Select((o, i) => places[i].Select(at => (At: at, Alike: Likeness.Of(o.Labels.Objects[at].Shape, shape), Same: o.Labels.Objects[at].Class == span.Class))
            .Where(m => m.Alike > 0).OrderByDescending(m => (m.Same, m.Alike)).Select(m => (int?)m.At).FirstOrDefault() ?? -1).ToImmutableArray();
        return Made(span.Class, shape, members, (there, Surest, Surest), opinions);
    }

    /// <summary>Objects without a place: the first of a class is everybody's first of that class, and so on.</summary>
    static IEnumerable<MergingObject> Placeless(DataSpec spec, IReadOnlyList<DocumentOpinion> opinions)
    {
        var places = Places(opinions, o => o.Shape is null);
        var by = places.Select((p, i) => p.GroupBy(at => opinions[i].Labels.Objects[at].Class, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal)).ToList();
        foreach (var @class in by.SelectMany(b => b.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            for (var n = 0; n < by.Max(b => b.GetValueOrDefault(@class)?.Length ?? 0); n++)
            {
                var members = by.Select(b => b.GetValueOrDefault(@class) is { } all && n < all.Length ? all[n] : -1).ToImmutableArray();
                var there = ShapeConsensus.Existence([.. opinions.Select((o, i) => (o.Drawing, members[i] >= 0))]);
                yield return Made(@class, null, members, (there, Surest, Surest), opinions);
            }
    }

    static MergingObject Made(
        string @class, Shape? shape, ImmutableArray<int> members, (double There, double Named, double Placed) sure, IReadOnlyList<DocumentOpinion> opinions)
    {
        var differs = members.Index().Any(m => m.Item < 0 || opinions[m.Index].Labels.Objects[m.Item] is var mine
            && (mine.Class != @class || (shape is TextSpan ? !Equals(mine.Shape, shape) : Likeness.Of(mine.Shape, shape) < DocumentConsensus.WellPlaced)));
        return new(
            @class, shape, members, new(null, @class, sure.There, sure.Named, sure.Placed, [], [.. members.Select((at, i) => at < 0 ? null : opinions[i].Labels.Objects[at].Id)]),
            MergedProperties.None, differs);
    }

    static List<List<int>> Places(IReadOnlyList<DocumentOpinion> opinions, Func<LabeledObject, bool> which) =>
        [.. opinions.Select(o => o.Labels.Objects.Index().Where(x => which(x.Item)).Select(x => x.Index).ToList())];

    static DrawnObject Drawn(DocumentOpinion opinion, int at) => new(opinion.Labels.Objects[at].Class, opinion.Labels.Objects[at].Shape);

    static ClassSpan Span(LabeledObject one) => one.Shape is TextSpan span ? new(span.Start, span.End, one.Class) : throw new ArgumentOutOfRangeException(nameof(one));

    static ImmutableArray<(int Start, int End)> Tokens(IEnumerable<ClassSpan> spans)
    {
        int[] ends = [.. spans.SelectMany(s => new[] { s.Start, s.End }).Distinct().Order()];
        return [.. ends.Zip(ends.Skip(1))];
    }
}
