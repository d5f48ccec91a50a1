using System.Collections.Immutable;

namespace Labelwise.Grains.Tasks;

/// <summary>Keeps a project's totals equal to the sum over its blocks without adding all of them again.</summary>
static class TotalSums
{
    public static ProjectTotals Replace(ProjectTotals totals, BlockSummary? known, BlockSummary now)
    {
        var old = known ?? new BlockSummary();
        return totals with
        {
            Tasks = totals.Tasks + now.Tasks - old.Tasks,
            States = Replace(totals.States, old.States, now.States),
            WaitsForReview = totals.WaitsForReview + now.WaitsForReview - old.WaitsForReview,
            OpenForLabels = totals.OpenForLabels + now.OpenForLabels - old.OpenForLabels,
            Held = totals.Held + now.Held - old.Held,
            Annotations = totals.Annotations + now.Annotations - old.Annotations,
            DecidedBy = Replace(totals.DecidedBy, old.DecidedBy, now.DecidedBy),
            Classes = Replace(totals.Classes, old.Classes, now.Classes),
            Audits = new(
                totals.Audits.Drawn + now.Audits.Drawn - old.Audits.Drawn, totals.Audits.Disputed + now.Audits.Disputed - old.Audits.Disputed,
                totals.Audits.Agree + now.Audits.Agree - old.Audits.Agree, totals.Audits.Differ + now.Audits.Differ - old.Audits.Differ),
            Confidence = [.. totals.Confidence.Select((sum, by) => sum - old.Confidence[by] + now.Confidence[by])],
            Predicted = totals.Predicted + now.Predicted - old.Predicted,
        };
    }

    /// <summary>A later summary may know more classes than an earlier one.</summary>
    static ImmutableArray<int> Replace(ImmutableArray<int> totals, ImmutableArray<int> old, ImmutableArray<int> now) =>
        [.. Enumerable.Range(0, Math.Max(totals.Length, now.Length)).Select(i => At(totals, i) - At(old, i) + At(now, i))];

    static int At(ImmutableArray<int> counts, int i) => i < counts.Length ? counts[i] : 0;
}
