using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Consistency;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What was answered under one edition of spec and guideline, and how that differs from the edition before.</summary>
/// <param name="From">When the first of it was answered.</param>
/// <param name="Shares">Of tasks, those whose first answer has the class.</param>
/// <param name="Agreeing">Of pairs of answers to one task, those that say the same; null where nobody shared a task.</param>
/// <param name="Change">Null of the first.</param>
[GenerateSerializer, Immutable, Alias("edition-view")]
public sealed record EditionView(
    [property: Id(0)] int SpecVersion, [property: Id(1)] int GuidelineVersion, [property: Id(2)] DateTimeOffset From, [property: Id(3)] int Tasks,
    [property: Id(4)] ImmutableArray<EditionShare> Shares, [property: Id(5)] int SharedTasks, [property: Id(6)] double? Agreeing, [property: Id(7)] EditionChangeView? Change);

[GenerateSerializer, Immutable, Alias("edition-share")]
public sealed record EditionShare([property: Id(0)] string Class, [property: Id(1)] double Share);

/// <param name="ByChance">How likely a share changes as much by chance, among tasks for which the model predicts the same.</param>
/// <param name="AgreementByChance">How likely agreement changes as much by chance.</param>
[GenerateSerializer, Immutable, Alias("edition-change-view")]
public sealed record EditionChangeView(
    [property: Id(0)] string Class, [property: Id(1)] double Before, [property: Id(2)] double After, [property: Id(3)] double ByChance, [property: Id(4)] double AgreementByChance);

static class EditionViews
{
    /// <summary>Editions compared, the latest.</summary>
    const int Most = 50;

    /// <summary>A change is a finding where it is less likely by chance, over all editions together.</summary>
    const double Rare = 0.01;

    public static ImmutableArray<EditionView> Of(BlockSurvey whole, SurveyNames names)
    {
        var editions = Ordered(whole);
        return [.. editions.Select((e, i) => new EditionView(
            e.Key.Spec, e.Key.Guideline, e.Value.From, e.Value.Tasks,
            [.. e.Value.Classes.Order(StringComparer.Ordinal).Select(c => new EditionShare(names.Either(c), Math.Round(e.Value.Share(c), 4)))],
            e.Value.Shared, AgreementViews.Rounded(e.Value.Agreeing), i is 0 ? null : View(e.Value.Since(editions[i - 1].Value), names)))];
    }

    /// <summary>Examples of the class whose share changed, before and after.</summary>
    public static IEnumerable<Finding> Findings(BlockSurvey whole, SurveyNames names)
    {
        var editions = Ordered(whole);
        for (var i = 1; i < editions.Count; i++)
        {
            var (before, after) = (editions[i - 1], editions[i]);
            if (after.Value.Since(before.Value) is not { } change || change.ByChance * (editions.Count - 1) > Rare) continue;
            TaskId[] tasks = [.. before.Value.Examples(change.Class).Take(2).Concat(after.Value.Examples(change.Class).Take(2)).Distinct().Select(t => new TaskId(names.Project, t))];
            if (tasks.Length > 0) yield return new(
                "version-drift", [.. tasks],
                FindingViews.Text($"'{names.Either(change.Class)}' is {change.After * 100:0.#} % of first answers under {Name(after.Key)}, and was {change.Before * 100:0.#} % under {Name(before.Key)}. By chance it changes so much with a probability of {Math.Max(1e-6, change.ByChance):0.######}."),
                FindingViews.Numbers(("before", change.Before), ("after", change.After), ("byChance", change.ByChance), ("tasksBefore", before.Value.Tasks), ("tasksAfter", after.Value.Tasks)));
        }
    }

    static List<KeyValuePair<Edition, EditionSums>> Ordered(BlockSurvey whole) => [.. whole.Editions.OrderBy(e => e.Key).TakeLast(Most)];

    static string Name(Edition edition) => $"spec {edition.Spec} and guideline {edition.Guideline}";

    static EditionChangeView? View(EditionChange? c, SurveyNames names) => c is null ? null
        : new(names.Either(c.Class), Math.Round(c.Before, 4), Math.Round(c.After, 4), Math.Round(c.ByChance, 6), Math.Round(c.AgreementByChance, 6));
}
