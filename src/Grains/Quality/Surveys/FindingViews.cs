using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Consistency;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What looks wrong about labels, kind by kind, the surest first.</summary>
static class FindingViews
{
    /// <summary>Findings kept of each kind.</summary>
    const int MostOfKind = 2000;

    /// <summary>An object is out of its class's sizes by so many standard deviations.</summary>
    const double OddSize = 4;

    public static ImmutableArray<Finding> Of(BlockSurvey whole, IReadOnlyDictionary<int, ImmutableArray<ulong>> looks, NearSamples? near, SurveyNames names)
    {
        var neighbours = near is null ? null : new NeighbourFindings(near, whole, names);
        return
        [
            .. EditionViews.Findings(whole, names), .. Duplicates([.. Alike(whole, looks, names)], neighbours?.Twins() ?? []).Take(MostOfKind), .. LabelErrors(whole, names).Take(MostOfKind),
            .. neighbours?.OddOnes().Take(MostOfKind) ?? [], .. OddPlaces(whole, names), .. OddSizes(whole, names).Take(MostOfKind),
        ];
    }

    /// <summary>Those found by their pictures, then those found by embeddings alone.</summary>
    static IEnumerable<Finding> Duplicates(ImmutableArray<Finding> alike, ImmutableArray<Finding> twins)
    {
        var (seen, told) = (alike.Select(Pair).ToHashSet(), twins.Select(Pair).ToHashSet());
        return [.. alike.Select(f => told.Contains(Pair(f)) ? f with { FoundBy = "both" } : f), .. twins.Where(f => !seen.Contains(Pair(f)))];
        static (TaskId, TaskId) Pair(Finding f) => (f.Tasks[0], f.Tasks[1]);
    }

    /// <summary>Pictures that look alike and are labeled differently, the nearest first.</summary>
    static IEnumerable<Finding> Alike(BlockSurvey whole, IReadOnlyDictionary<int, ImmutableArray<ulong>> looks, SurveyNames names)
    {
        var seen = (from label in whole.Labels
                    let look = looks.TryGetValue(TaskBlock.Of(label.Task), out var rows) && TaskBlock.Row(label.Task) < rows.Length ? rows[TaskBlock.Row(label.Task)] : 0
                    where look is not 0
                    orderby label.Task
                    select (label.Task, label.Label, Look: look)).ToList();
        return from pair in NearDuplicates.Pairs([.. seen.Select(s => s.Look)])
               let one = seen[pair.One]
               let other = seen[pair.Other]
               where one.Label != other.Label
               orderby pair.Apart, one.Task, other.Task
               select new Finding(
                   "near-duplicates", [new(names.Project, one.Task), new(names.Project, other.Task)],
                   Text($"Two pictures that look alike are labeled '{names.Label(one.Label)}' and '{names.Label(other.Label)}'."), Numbers(("bitsApart", pair.Apart)), "pictures");
    }

    static IEnumerable<Finding> LabelErrors(BlockSurvey whole, SurveyNames names) =>
        from doubted in whole.Doubted.OrderByDescending(d => d.Doubt).ThenBy(d => d.Task)
        let dense = SparseProbabilities.Dense(names.Classes, doubted.Probabilities)
        let rather = whole.Learning.Rather(doubted.Label, dense)
        where rather is not null
        select new Finding(
            "label-error", [new(names.Project, doubted.Task)],
            Text($"Labeled '{names.Option(doubted.Label)}', but the model says '{names.Option(rather.Value)}' with {dense[rather.Value] * 100:0.#} %, as it does of that class's own ({whole.Learning.Threshold(rather.Value) * 100:0.#} % on average)."),
            Numbers(("doubt", doubted.Doubt), ("given", dense[doubted.Label]), ("rather", dense[rather.Value]), ("threshold", whole.Learning.Threshold(rather.Value))));

    static IEnumerable<Finding> OddPlaces(BlockSurvey whole, SurveyNames names) =>
        from kind in whole.Odd.GroupBy(o => o.Place.Kind, StringComparer.Ordinal).OrderBy(k => k.Key, StringComparer.Ordinal)
        from odd in (kind.Key is "tiny" ? kind.OrderBy(o => o.Place.Value) : kind.OrderByDescending(o => o.Place.Value)).ThenBy(o => o.Task).Take(MostOfKind)
        let name = names.Class(odd.Place.Class)
        select new Finding(kind.Key, [new(names.Project, odd.Task)], kind.Key switch
        {
            "tiny" => Text($"A '{name}' is {odd.Place.Value:0.##} pixels across."),
            "outside" => Text($"A '{name}' reaches {odd.Place.Value:0.#} pixels beyond the picture."),
            _ => Text($"Two of '{name}' are in one place (IoU {odd.Place.Value:0.00})."),
        }, Numbers((kind.Key is "drawn-twice" ? "iou" : "px", odd.Place.Value)));

    static IEnumerable<Finding> OddSizes(BlockSurvey whole, SurveyNames names) =>
        from sized in whole.Sized
        let sizes = whole.Sizes[sized.Class]
        let deviation = sizes.Deviation(sized.AreaPx)
        where Math.Abs(deviation) >= OddSize
        orderby Math.Abs(deviation) descending, sized.Task
        select new Finding(
            "odd-size", [new(names.Project, sized.Task)],
            Text($"A '{names.Class(sized.Class)}' of {sized.AreaPx:0} square pixels, where they are {sizes.MedianPx:0} as a rule: {Math.Abs(deviation):0.0} standard deviations {(deviation < 0 ? "smaller" : "larger")}."),
            Numbers(("areaPx", sized.AreaPx), ("medianPx", sizes.MedianPx), ("deviation", deviation), ("objects", sizes.Count)));

    internal static ImmutableSortedDictionary<string, double> Numbers(params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in numbers) all[name] = Math.Round(value, 4);
        return all.ToImmutable();
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
