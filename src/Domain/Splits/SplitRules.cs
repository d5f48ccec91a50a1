using System.Collections.Immutable;

namespace Labelwise.Domain.Splits;

/// <summary>One sample to be put into a split.</summary>
/// <param name="Class">What to stratify by; for several objects, the caller's choice of one.</param>
public readonly record struct SplitItem(ContentHash Sample, string? Group, string? Class);

public static class SplitRules
{
    /// <returns>The split of each item; the same items give the same splits in any order.</returns>
    public static ImmutableArray<string> Assign(SplitPlan plan, IReadOnlyList<SplitItem> items) => plan switch
    {
        HashSplit hash => [.. items.Select(i => hash.Of(i.Sample, i.Group))],
        FoldSplit { Stratify: false } folds => [.. items.Select(i => folds.Name((int)(SplitKey.Of(folds.Seed, i.Sample, i.Group).A % (ulong)folds.K)))],
        FoldSplit folds => Stratify(folds, items),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, "unknown plan"),
    };

    /// <summary>
    /// Groups go, largest first and else in the order of their hash, each to the fold that then has the least squares
    /// over classes of its share: the greedy rule of StratifiedGroupKFold (scikit-learn).
    /// </summary>
    static ImmutableArray<string> Stratify(FoldSplit plan, IReadOnlyList<SplitItem> items)
    {
        var classes = items.Select(i => i.Class ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index, StringComparer.Ordinal);
        var totals = new double[classes.Count];
        foreach (var item in items) totals[classes[item.Class ?? ""]]++;
        var groups = items.Select((item, index) => (item, index))
            .GroupBy(i => SplitKey.Of(plan.Seed, i.item.Sample, i.item.Group))
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key);

        var held = new double[plan.K, classes.Count];
        var sizes = new int[plan.K];
        var splits = new string[items.Count];
        foreach (var group in groups)
        {
            var counts = group.CountBy(i => classes[i.item.Class ?? ""]).ToList();
            var fold = Enumerable.Range(0, plan.K)
                .MinBy(f => (counts.Sum(c => c.Value * (2 * held[f, c.Key] + c.Value) / (totals[c.Key] * totals[c.Key])), sizes[f]));
            foreach (var (@class, count) in counts) held[fold, @class] += count;
            sizes[fold] += group.Count();
            foreach (var (_, index) in group) splits[index] = plan.Name(fold);
        }
        return [.. splits];
    }
}
