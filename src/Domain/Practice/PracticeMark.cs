using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Practice;

/// <summary>How an answer stands beside the known one.</summary>
/// <param name="Score">In [0, 1]: the mean over all questions (right 1, wrong 0) and all objects of either side (their likeness
/// where class and answers are right, else 0). Two documents that say nothing agree: 1.</param>
/// <param name="Questions">About the whole sample, by property; those that either side answers.</param>
/// <param name="Objects">Those found in the order of the known ones, then the missed, then those that are too many.</param>
public sealed record PracticeMark(double Score, ImmutableArray<MarkedQuestion> Questions, ImmutableArray<MarkedObject> Objects)
{
    /// <param name="known">Both documents as kept at rest, under ids of <paramref name="spec"/>. References name objects of their own
    /// document, so they are not held against each other.</param>
    public static PracticeMark Of(DataSpec spec, LabelDocument answer, LabelDocument known)
    {
        var references = spec.Properties.Concat(spec.Classes.SelectMany(c => c.Properties))
            .Where(p => p.Type is PropertyType.Reference).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var questions = Asked(answer.Properties, known.Properties, references).Order(StringComparer.Ordinal)
            .Select(p => new MarkedQuestion(p, Equals(answer.Properties[p], known.Properties[p]))).ToImmutableArray();
        var objects = Paired(answer.Objects, known.Objects, references);
        var marks = questions.Select(q => q.Right ? 1.0 : 0).Concat(objects.Select(o => o.Score)).ToList();
        return new(marks.Count is 0 ? 1 : marks.Average(), questions, objects);
    }

    /// <summary>Within each class first, so that two things at one place are not taken for each other.</summary>
    static ImmutableArray<MarkedObject> Paired(ImmutableArray<LabeledObject> answer, ImmutableArray<LabeledObject> known, HashSet<string> references)
    {
        var pairs = new Dictionary<int, (int Answer, double Likeness)>();
        var (free, open) = (Enumerable.Range(0, answer.Length).ToHashSet(), Enumerable.Range(0, known.Length).ToHashSet());
        foreach (var name in known.Select(o => o.Class).Distinct(StringComparer.Ordinal)) Pair(o => o.Class == name);
        Pair(_ => true);
        return
        [
            .. pairs.OrderBy(p => p.Key).Select(p => Found(answer[p.Value.Answer], known[p.Key], p.Value.Likeness, references)),
            .. open.Order().Select(i => new MarkedObject(known[i].Id, null, 0, false, false)),
            .. free.Order().Select(i => new MarkedObject(null, answer[i].Id, 0, false, false)),
        ];

        void Pair(Func<LabeledObject, bool> among)
        {
            var (ours, theirs) = (open.Where(i => among(known[i])).Order().ToArray(), free.Where(i => among(answer[i])).Order().ToArray());
            foreach (var pair in Matching.Of([.. ours.Select(i => known[i].Shape)], [.. theirs.Select(i => answer[i].Shape)]))
            {
                pairs.Add(ours[pair.One], (theirs[pair.Other], pair.Likeness));
                open.Remove(ours[pair.One]);
                free.Remove(theirs[pair.Other]);
            }
        }
    }

    static MarkedObject Found(LabeledObject answer, LabeledObject known, double likeness, HashSet<string> references) => new(
        known.Id, answer.Id, likeness, answer.Class == known.Class,
        Asked(answer.Properties, known.Properties, references).All(p => Equals(answer.Properties[p], known.Properties[p])));

    static IEnumerable<string> Asked(PropertyValues one, PropertyValues other, HashSet<string> references) =>
        one.Concat(other).Select(p => p.Key).Where(p => !references.Contains(p)).Distinct(StringComparer.Ordinal);
}

/// <param name="Property">Its id.</param>
public readonly record struct MarkedQuestion(string Property, bool Right);

/// <summary>An object of the known answer, of the given one, or of both.</summary>
/// <param name="Known">Its id in the known answer; null for one too many.</param>
/// <param name="Answered">Its id in the answer; null for one that was missed.</param>
/// <param name="Likeness">Of the two shapes, in [0, 1]: intersection over union of areas.</param>
public readonly record struct MarkedObject(string? Known, string? Answered, double Likeness, bool ClassRight, bool AnswersRight)
{
    public double Score => ClassRight && AnswersRight ? Likeness : 0;
}
