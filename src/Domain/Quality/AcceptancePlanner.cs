using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;

namespace Labelwise.Domain.Quality;

/// <summary>
/// Chooses where audits are drawn, how many are counted before the first look, and at which threshold each test starts,
/// so that as many tasks as possible are expected to be spared. Everything chosen here is chosen from predictions alone,
/// which is why it needs no correction.
/// </summary>
public static class AcceptancePlanner
{
    /// <summary>Most looks a plan has.</summary>
    public const int MostLooks = 8;

    /// <summary>Each look counts this many times the audits of the one before.</summary>
    public const double Growth = 1.5;

    /// <summary>A class is tested alone once it is expected to pass with at least this chance.</summary>
    public const double PowerOfItsOwn = 0.9;

    /// <summary>Ratio between counts considered for the first look.</summary>
    const double Step = 1.2;

    /// <summary>Share of the tasks that could be spared at best, for which the first look is planned.</summary>
    const double NearlyAll = 0.9;

    /// <param name="predicted">The run's predictions of tasks nobody has decided.</param>
    public static AcceptancePlan Plan(AutoAcceptPolicy policy, PredictionHistogram predicted)
    {
        var classes = Enumerable.Range(0, predicted.Classes).ToImmutableArray();
        var floor = Floor(policy.MaxError, predicted, classes);
        var region = floor < ConfidenceBins.Count ? predicted.AtLeast(classes, floor) : 0;
        var plan = new AcceptancePlan(policy, floor, region, []);
        if (!policy.Enabled || region == 0) return plan;

        var counts = FirstLooks(policy, region);
        if (counts.IsEmpty) return plan;
        var first = FirstLook(counts, n => Look(plan, predicted, 1, n).Parts.Sum(p => p.ExpectedAccepted));
        var looks = ImmutableArray.CreateBuilder<PlannedLook>();
        for (var n = first; n < region && looks.Count < MostLooks; n = (int)Math.Ceiling(n * Growth))
            looks.Add(Look(plan, predicted, looks.Count + 1, n));
        return plan with { Looks = looks.ToImmutable() };
    }

    /// <summary>The lowest bin at which a calibrated model's error above it is within maxError.</summary>
    static int Floor(double maxError, PredictionHistogram predicted, ImmutableArray<int> classes)
    {
        var floor = ConfidenceBins.Count;
        for (var bin = ConfidenceBins.Count - 1; bin >= 0; bin--)
            if (predicted.AtLeast(classes, bin) is > 0 and var tasks
                && predicted.ExpectedErrors(classes, bin) <= maxError * tasks) floor = bin;
        return floor;
    }

    /// <summary>Counts of audits worth considering: from the fewest that could certify, or the share always audited, to the whole region.</summary>
    static ImmutableArray<int> FirstLooks(AutoAcceptPolicy policy, int region)
    {
        var least = ClopperPearson.AuditsNeeded(policy.MaxError, Spending.OfLook(1 - policy.Confidence, 1));
        var counts = ImmutableArray.CreateBuilder<int>();
        for (double n = Math.Max(least, Math.Ceiling(policy.AuditRate * region)); n < region; n = Math.Ceiling(n * Step))
            counts.Add((int)n);
        return counts.ToImmutable();
    }

    /// <summary>The fewest audits that spare nearly as many tasks as the best count would: the gain flattens out, and
    /// people and model both wait for the look.</summary>
    static int FirstLook(ImmutableArray<int> counts, Func<int, double> accepted)
    {
        var expected = counts.Select(accepted).ToImmutableArray();
        var enough = NearlyAll * expected.Max();
        return counts[Enumerable.Range(0, counts.Length).First(i => expected[i] >= enough)];
    }

    static PlannedLook Look(AcceptancePlan plan, PredictionHistogram predicted, int number, int audits)
    {
        var alpha = Spending.OfLook(1 - plan.Policy.Confidence, number);
        var share = (double)audits / plan.Region;
        var present = Enumerable.Range(0, predicted.Classes).Where(c => predicted.AtLeast(c, plan.Floor) > 0).ToImmutableArray();
        var least = ClopperPearson.AuditsNeeded(plan.Policy.MaxError, alpha / (present.Length + 1));
        var own = present.Where(c => share * predicted.AtLeast(c, plan.Floor) >= least && Chain([c], alpha / (present.Length + 1)).Power >= PowerOfItsOwn).ToImmutableArray();
        var pooled = present.RemoveRange(own);
        var groups = own.Select(c => ImmutableArray.Create(c)).Concat(pooled.IsEmpty ? [] : [pooled]).ToImmutableArray();
        return new(AuditOrder.Cutoff(share), audits, alpha,
            [.. groups.Select(g => Chain(g, alpha / groups.Length)).Select(c => new PlannedPart(c.Classes, c.Start, c.Accepted))]);

        TestChain Chain(ImmutableArray<int> classes, double level) =>
            TestChain.Best(predicted, classes, plan.Floor, share, plan.Policy.MaxError, level);
    }
}
