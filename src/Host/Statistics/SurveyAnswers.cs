using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Quality.Surveys;

namespace Labelwise.Host.Statistics;

/// <param name="AsOf">What was answered until then is in it.</param>
/// <param name="Complete">False while parts of a large project are still being read.</param>
/// <param name="People">Names by id.</param>
public sealed record AgreementAnswer(
    DateTimeOffset? AsOf, bool Complete, int Tasks, int Answers, ClassAgreement? Classification, IReadOnlyList<PropertyAgreement> Properties,
    ObjectAgreement? Objects, IReadOnlyList<PairAgreement> Pairs, IReadOnlyDictionary<string, string> People)
{
    public static AgreementAnswer Of(AgreementView view, TenantDirectory directory) => new(
        view.Survey.AsOf, view.Survey.Complete, view.Tasks, view.Answers, view.Classification, view.Properties, view.Objects, view.Pairs,
        view.Pairs.SelectMany(p => new[] { p.One, p.Other }).Distinct().ToDictionary(p => p.Value, directory.NameOf, StringComparer.Ordinal));
}

/// <summary>One person in detail.</summary>
/// <param name="Annotator">As in the list of annotators.</param>
/// <param name="Matrix">Expected counts: a row is what the task is, a column what was answered, in the order of <paramref name="Classes"/>; empty
/// where there are too many classes.</param>
/// <param name="Fitted">Null before all opinions were weighed together; what else is said of classes goes by shared tasks alone.</param>
public sealed record AnnotatorDetailsAnswer(
    DateTimeOffset? AsOf, bool Complete, AnnotatorAnswer Annotator, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<double>> Matrix,
    IReadOnlyList<ConfusionView> Confusions, IReadOnlyList<DayView> OverTime, IReadOnlyList<ObjectErrorView> Objects,
    IReadOnlyList<ChangeView> Changes, FittedAnswer? Fitted)
{
    /// <param name="whole">Whether known answers may show in it.</param>
    public static AnnotatorDetailsAnswer Of(AnnotatorAnswer annotator, PersonDetails details, FittedAnswer? fitted, bool whole) => new(
        details.Survey.AsOf, details.Survey.Complete, annotator, details.Classes, [.. details.Matrix.Select(r => (IReadOnlyList<double>)r)],
        details.Confusions, details.OverTime, details.Objects, whole ? details.Changes : details.ChangesToThem, fitted);

    /// <summary>Of somebody who has not answered anything yet.</summary>
    public static AnnotatorDetailsAnswer Nothing(AnnotatorAnswer annotator, SurveyStamp stamp, FittedAnswer? fitted) =>
        new(stamp.AsOf, stamp.Complete, annotator, [], [], [], [], [], [], fitted);
}

/// <param name="Counts">Findings of each kind.</param>
/// <param name="Editions">What was answered under each spec and guideline version, the first first.</param>
public sealed record ConsistencyAnswer(
    DateTimeOffset? AsOf, bool Complete, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<Finding> Items,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? Next,
    IReadOnlyList<EditionView> Editions, NeighboursView? Neighbours)
{
    public static ConsistencyAnswer Of(FindingsPage page) =>
        new(page.Survey.AsOf, page.Survey.Complete, page.Counts, page.Items, page.Next?.ToString(), page.Editions, page.Neighbours);
}

/// <summary>Everybody who answered.</summary>
public sealed record AnnotatorsAnswer(
    IReadOnlyList<AnnotatorAnswer> Items, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? Next,
    DateTimeOffset? AsOf, bool Complete);
