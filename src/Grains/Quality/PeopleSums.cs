using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;

namespace Labelwise.Grains.Quality;

/// <summary>Keeps what is known of people equal to the sum over blocks.</summary>
static class PeopleSums
{
    /// <param name="people">By annotator, over all blocks.</param>
    public static void Replace(Dictionary<UserId, AnnotatorEvidence> people, BlockEvidence? known, BlockEvidence now)
    {
        foreach (var old in known?.Annotators ?? []) people[old.Annotator] = Sum(people[old.Annotator], old, -1);
        foreach (var add in now.Annotators)
            people[add.Annotator] = people.TryGetValue(add.Annotator, out var sum) ? Sum(sum, add, 1) : add;
    }

    /// <summary>The same histogram over more classes than it was made with.</summary>
    public static PredictionHistogram Widen(PredictionHistogram histogram, int classes) => histogram.Classes == classes
        ? histogram : new(classes, [.. histogram.Counts, .. new int[(classes - histogram.Classes) * ConfidenceBins.Count]]);

    static AnnotatorEvidence Sum(AnnotatorEvidence a, AnnotatorEvidence b, int sign) => a with
    {
        Submitted = a.Submitted + sign * b.Submitted, Skill = sign > 0 ? a.Skill + b.Skill : a.Skill - b.Skill,
        Reviewed = a.Reviewed + sign * b.Reviewed, Accepted = a.Accepted + sign * b.Accepted, Rejected = a.Rejected + sign * b.Rejected,
        Skipped = a.Skipped + sign * b.Skipped, ActiveMs = a.ActiveMs + sign * b.ActiveMs,
        Classes = [.. Enumerable.Range(0, Math.Max(a.Classes.Length, b.Classes.Length)).Select(i => At(a.Classes, i) + sign * At(b.Classes, i))],
    };

    static int At(ImmutableArray<int> counts, int i) => i < counts.Length ? counts[i] : 0;
}
