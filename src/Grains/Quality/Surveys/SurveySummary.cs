using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What all blocks together say, as it is shown.</summary>
public sealed record SurveySummary(
    SurveyStamp Stamp, ProjectSettings Settings, BlockSurvey Whole, AgreementView Agreement, ImmutableArray<PersonView> People,
    ImmutableArray<Finding> Found, ImmutableArray<EditionView> Editions, NeighboursView? Neighbours,
    ImmutableArray<PairView> Pairs)
{
    /// <param name="looks">Perceptual hashes by block and row, as far as they are known.</param>
    /// <param name="near">Null while nobody knows.</param>
    public static SurveySummary Of(
        SurveyStamp stamp, ProjectSettings settings, ImmutableArray<BlockSurvey> blocks, IReadOnlyDictionary<int, ImmutableArray<ulong>> looks, NearSamples? near)
    {
        var whole = new BlockSurvey();
        foreach (var block in blocks) whole.Add(block);
        var names = new SurveyNames(settings);
        return new(stamp, settings, whole, AgreementViews.Of(stamp, whole, names), PeopleViews.Of(whole, names), FindingViews.Of(whole, looks, near, names), EditionViews.Of(whole, names),
            near is null ? null : new(near.Model.Model, near.Model.Version, near.Tasks.Length, near.Of), PairViews.Of(whole));
    }

    /// <summary>How far people's drawings are to be trusted, by what reviewers made of them.</summary>
    public KnownDrawing Drawing()
    {
        var judged = Whole.People.Where(p => p.Value.Shapes is { } s && s.Matched + s.Missed + s.Extra > 0).OrderBy(p => p.Key.Value, StringComparer.Ordinal).ToList();
        var pooled = JudgedDrawing.Pooled(judged.Select(p => p.Value.Shapes));
        return new(
            pooled, [.. judged.Select(p => new KnownDrawer(p.Key, JudgedDrawing.Of(p.Value.Shapes, pooled)))],
            judged.Sum(p => p.Value.Shapes.Matched + p.Value.Shapes.Missed + p.Value.Shapes.Extra));
    }

    /// <summary>The same, known to hold at a later time.</summary>
    public SurveySummary At(DateTimeOffset asOf) => this with
    {
        Stamp = Stamp with { AsOf = asOf }, Agreement = Agreement with { Survey = Stamp with { AsOf = asOf } },
    };

    /// <returns>Null of somebody who never answered.</returns>
    public PersonDetails? Details(UserId who) => People.FirstOrDefault(p => p.User == who) is { } person
        ? PeopleViews.Details(Stamp, person, Whole.People[who], new(Settings)) : null;

    public PairsPage Paired(int after, int count) => PairViews.Page(Stamp, Pairs, after, count);

    public FindingsPage Page(string? kind, int after, int count)
    {
        var wanted = kind is null ? Found : [.. Found.Where(f => f.Kind == kind)];
        return new(
            Stamp, Found.CountBy(f => f.Kind, StringComparer.Ordinal).ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. wanted.Skip(after).Take(count)], after + count < wanted.Length ? after + count : null, Editions, Neighbours);
    }
}

/// <summary>Today's names of what surveys know by ids.</summary>
sealed class SurveyNames(ProjectSettings settings)
{
    public ProjectId Project => settings.Id;

    public int Classes => settings.ClassIds.Length;

    public string Id(int at) => settings.ClassIds[at];

    public IEnumerable<string> ClassesOfObjects => settings.Spec.Classes.Select(c => c.Id);

    /// <summary>Of a classification's option; its id where the spec knows it no more.</summary>
    public string Option(int at) => Option(settings.ClassIds[at]);

    public string Option(string id) => settings.Spec.Properties.FirstOrDefault(p => p.Id == settings.Spec.ClassificationTarget?.PropertyId)?
        .Options.FirstOrDefault(o => o.Id == id)?.Name ?? id;

    /// <summary>Of a classification's option or of a class of objects.</summary>
    public string Either(string id) => settings.ClassIds.Contains(id) ? Option(id) : Class(id);

    public string Class(string id) => settings.Spec.Classes.FirstOrDefault(c => c.Id == id)?.Name ?? id;

    /// <returns>Null where the spec knows it no more.</returns>
    public PropertyRule? Property(string classId, string id) => (classId.Length is 0
        ? settings.Spec.Properties : settings.Spec.Classes.FirstOrDefault(c => c.Id == classId)?.Properties ?? [])
        .FirstOrDefault(p => p.Id == id);

    /// <summary>Options of the classification as the spec orders them.</summary>
    public ImmutableArray<string> InOrder => settings.Spec.ClassificationTarget?.OptionIds ?? [];

    /// <summary>A decided label in words; see <see cref="LabelsSurvey"/>.</summary>
    public string Label(string signature) => settings.ClassIds.Contains(signature) ? Option(signature)
        : signature.Length is 0 ? "nothing"
        : string.Join(", ", signature.Split(' ').Select(p => p.Split('×', 2)).Select(p => p is [var n, var id] ? $"{n} {Class(id)}" : p[0]));
}
