using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;

namespace Labelwise.Grains.Quality;

/// <summary>What is known of people: the sum over blocks of what each said last of each of them.</summary>
sealed class PeopleSums
{
    readonly Dictionary<UserId, AnnotatorEvidence> sums = [];
    readonly Dictionary<(int Block, UserId Who), (long Sequence, AnnotatorEvidence Said)> said = [];

    /// <summary>Of everybody together.</summary>
    public CrowdSkill Whole { get; private set; } = CrowdSkill.Unknown;

    public IReadOnlyCollection<AnnotatorEvidence> All => sums.Values;

    /// <summary>Everybody's answers by class.</summary>
    ImmutableArray<int> Classes => sums.Values.Aggregate(ImmutableArray<int>.Empty, (all, one) => Sum(all, one.Classes.IsDefault ? [] : one.Classes, 1));

    /// <summary>Answers of all people.</summary>
    public long Submitted => sums.Values.Sum(p => (long)p.Submitted);

    public AnnotatorEvidence? Of(UserId who) => sums.GetValueOrDefault(who);

    /// <summary>In the order of their names.</summary>
    public ImmutableArray<AnnotatorQuality> Judged()
    {
        var everybody = Classes;
        return [.. sums.Values.OrderBy(p => p.Annotator.Value, StringComparer.Ordinal).Select(Judged)];

        AnnotatorQuality Judged(AnnotatorEvidence evidence)
        {
            var (low, high) = evidence.Known.Interval(0.95);
            return new(evidence, evidence.Known.Accuracy, low, high, Flags.Of(evidence, evidence.Classes.Length, everybody));
        }
    }

    /// <summary>Holds until the first block speaks.</summary>
    public void Expect(ImmutableArray<AnnotatorEvidence> kept)
    {
        foreach (var evidence in kept)
        {
            sums[evidence.Annotator] = evidence;
            Whole = Whole.Add(evidence.Known, evidence.KnownConfusions, 1);
        }
    }

    /// <summary>A block speaks of those about whom something changed, absolutely and in no certain order: of each person what
    /// it said last counts.</summary>
    public void Take(BlockEvidence evidence)
    {
        if (said.Count == 0)  // what was kept gives way to what is known
        {
            sums.Clear();
            Whole = CrowdSkill.Unknown;
        }
        foreach (var now in evidence.Annotators)
        {
            var key = (evidence.Block, now.Annotator);
            if (said.TryGetValue(key, out var before) && before.Sequence >= evidence.Sequence) continue;
            said[key] = (evidence.Sequence, now);
            var sum = sums.GetValueOrDefault(now.Annotator);
            if (before.Said is { } old)
            {
                sum = Sum(sum!, old, -1);
                Whole = Whole.Add(old.Known, old.KnownConfusions, -1);
            }
            sums[now.Annotator] = sum is null ? now : Sum(sum, now, 1);
            Whole = Whole.Add(now.Known, now.KnownConfusions, 1);
        }
    }

    static AnnotatorEvidence Sum(AnnotatorEvidence a, AnnotatorEvidence b, int sign) => a with
    {
        Submitted = a.Submitted + sign * b.Submitted, Skill = sign > 0 ? a.Skill + b.Skill : a.Skill - b.Skill,
        Reviewed = a.Reviewed + sign * b.Reviewed, Accepted = a.Accepted + sign * b.Accepted, Rejected = a.Rejected + sign * b.Rejected,
        Skipped = a.Skipped + sign * b.Skipped, ActiveMs = a.ActiveMs + sign * b.ActiveMs, Timed = a.Timed + sign * b.Timed, Fast = a.Fast + sign * b.Fast, Classes = Sum(a.Classes, b.Classes, sign),
        Confusions = ConfusionSums.Sum(a.Confusions, b.Confusions, sign),
        Gold = sign > 0 ? a.Gold + b.Gold : a.Gold - b.Gold, Own = sign > 0 ? a.Own + b.Own : a.Own - b.Own,
        GoldConfusions = ConfusionSums.Sum(a.GoldConfusions, b.GoldConfusions, sign),
    };

    static ImmutableArray<int> Sum(ImmutableArray<int> a, ImmutableArray<int> b, int sign)
    {
        if (a.IsEmpty && b.IsEmpty) return [];
        var sum = new int[Math.Max(a.Length, b.Length)];
        a.CopyTo(sum);
        for (var i = 0; i < b.Length; i++) sum[i] += sign * b[i];
        return [.. sum];
    }
}
