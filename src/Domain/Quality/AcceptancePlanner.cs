using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;

namespace Labelwise.Domain.Quality;

/// <summary>
/// Chooses where audits are drawn and which thresholds are tested, so that as many tasks as possible are expected to be
/// spared. Everything chosen here is chosen from predictions alone, which is why it needs no correction.
/// </summary>
public static class AcceptancePlanner
{
    /// <summary>Share of a part's level that goes to its likeliest threshold; the others share the rest.</summary>
    public const double ForLikeliest = 0.9;

    /// <summary>Stricter thresholds, for a model that is less good than it says, lie so many bins apart: at each the stated
    /// chance of error has fallen to about a third.</summary>
    public const int Apart = 6;

    /// <summary>Most of them.</summary>
    const int Stricter = 2;

    /// <summary>A class is tested alone where it is expected to pass with at least this chance.</summary>
    const double OfItsOwn = 0.9;

    /// <summary>Models are planned for as they say they are, and as wrong half as often again.</summary>
    static readonly ImmutableArray<double> Doubts = [1, 1.5];

    /// <summary>Evidence that is planned for to what is needed: the error rate has to be learned on the way.</summary>
    const double Learning = 1.1;

    /// <summary>Ratio between the counts of audits considered.</summary>
    const double Step = 1.1;

    /// <summary>Beyond this share of all tasks further audits add hardly anything: what is left becomes too few to speak of.</summary>
    public const double MostAudited = 2 / 3.0;

    /// <param name="predicted">The run's predictions of tasks nobody has decided.</param>
    public static AcceptancePlan Plan(AutoAcceptPolicy policy, PredictionHistogram predicted)
    {
        var classes = Enumerable.Range(0, predicted.Classes).ToImmutableArray();
        var floor = Floor(policy.MaxError, predicted, classes);
        var region = floor < ConfidenceBins.Count ? predicted.AtLeast(classes, floor) : 0;
        var plan = new AcceptancePlan(policy, floor, region, []);
        if (!policy.Enabled || region == 0) return plan;

        var present = classes.Where(c => predicted.AtLeast(c, floor) > 0).ToImmutableArray();
        var own = present.Where(c => HasAuditsEnough(plan, predicted, c, present.Length)).ToImmutableArray();
        var pooled = classes.RemoveRange(own);
        var groups = own.Select(c => ImmutableArray.Create(c)).Concat(pooled.Any(present.Contains) ? [pooled] : []).ToImmutableArray();
        return plan with { Parts = [.. groups.Select(g => Part(plan, predicted, g, (1 - policy.Confidence) / groups.Length)).OfType<PlannedPart>()] };
    }

    /// <summary>The chance that audits, looked at again and again, come to suffice; how many that takes on average; and
    /// how many tasks may be expected to be spared.</summary>
    /// <param name="rate">The true error rate, were it known.</param>
    /// <param name="expected">The rate that bets begin with.</param>
    /// <remarks>Errors found are Poisson. As they are mended, the claim is about what is left of N: on the way its rate lies
    /// nearer to the one found by n/2N on average.</remarks>
    internal static (double Chance, int Audits, double Spared) Outlook(double rate, double expected, double maxError, double alpha, int population)
    {
        double chance = 0, audits = 0, spared = 0;
        if (rate >= maxError) return default;
        for (double n = AuditEvidence.Fewest(maxError, alpha); n <= MostAudited * population && chance < 0.999; n = Math.Ceiling(n * Step))
        {
            double sum = 0, term = Math.Exp(-rate * n);
            for (var found = 0; Evidence(n, found) >= Learning * -Math.Log(alpha); term *= rate * n / ++found) sum += term;
            if (sum <= chance) continue;
            (audits, spared, chance) = (audits + (sum - chance) * n, spared + (sum - chance) * (population - n), sum);
        }
        return (chance, chance > 0 ? (int)(audits / chance) : 0, spared);

        double Evidence(double n, int found)
        {
            var against = maxError - (maxError - found / n) * n / (2 * population);
            var bet = AuditEvidence.Bet((int)n, found, maxError, expected);
            return found >= maxError * n ? double.NegativeInfinity : (n - found) * Math.Log(1 + bet * against) + found * Math.Log(1 + bet * (against - 1));
        }
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

    /// <summary>Whether the share that is always audited certifies a class by itself: then it costs no more than the pool.</summary>
    static bool HasAuditsEnough(AcceptancePlan plan, PredictionHistogram predicted, int @class, int present)
    {
        var alpha = ForLikeliest * (1 - plan.Policy.Confidence) / (present + 1);
        return present > 1 && Likeliest(plan, predicted, [@class], alpha) is { } bin
            && Outlook(plan, predicted, [@class], bin, alpha, doubt: 1) is { Chance: > OfItsOwn, Audits: var audits }
            && plan.Policy.AuditRate * predicted.AtLeast(@class, bin) >= audits;
    }

    static PlannedPart? Part(AcceptancePlan plan, PredictionHistogram predicted, ImmutableArray<int> classes, double alpha)
    {
        if (Likeliest(plan, predicted, classes, alpha) is not { } likeliest) return null;
        var bins = new List<int> { likeliest };
        for (var i = 1; i <= Stricter && likeliest + i * Apart < ConfidenceBins.Count; i++)
            if (Outlook(plan, predicted, classes, likeliest + i * Apart, alpha, doubt: 1).Chance > 0) bins.Add(likeliest + i * Apart);
        var tests = bins.Select((bin, i) =>
        {
            var level = bins.Count == 1 ? alpha : i == 0 ? ForLikeliest * alpha : (1 - ForLikeliest) * alpha / (bins.Count - 1);
            return new PlannedTest(bin, level, Stated(predicted, classes, bin), Outlook(plan, predicted, classes, bin, level, doubt: 1).Audits);
        }).ToImmutableArray();
        // Where they do not suffice, more come: see AuditsWanted.
        var first = Math.Min((double)tests[0].Audits / predicted.AtLeast(classes, likeliest), MostAudited);
        return new(classes, AuditOrder.Cutoff(first), tests);
    }

    /// <summary>The threshold that may be expected to spare most tasks; null where there is none.</summary>
    static int? Likeliest(AcceptancePlan plan, PredictionHistogram predicted, ImmutableArray<int> classes, double alpha)
    {
        (int? best, double most) = (null, 0);
        for (var bin = ConfidenceBins.Count - 1; bin >= plan.Floor; bin--)
        {
            var spared = Doubts.Average(doubt => Outlook(plan, predicted, classes, bin, alpha, doubt).Spared);
            if (spared > most) (best, most) = (bin, spared);
        }
        return best;
    }

    static (double Chance, int Audits, double Spared) Outlook(
        AcceptancePlan plan, PredictionHistogram predicted, ImmutableArray<int> classes, int bin, double alpha, double doubt)
    {
        var stated = Stated(predicted, classes, bin);
        return Outlook(doubt * stated, stated, plan.Policy.MaxError, alpha, predicted.AtLeast(classes, bin));
    }

    static double Stated(PredictionHistogram predicted, ImmutableArray<int> classes, int bin) =>
        predicted.ExpectedErrors(classes, bin) / Math.Max(1, predicted.AtLeast(classes, bin));
}
