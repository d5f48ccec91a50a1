using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality;

/// <summary>How sure and how wrong a made-up model is.</summary>
/// <param name="Mean">Mean of the logit of its confidence.</param>
/// <param name="Spread">Standard deviation of that logit.</param>
/// <param name="Calibration">True logit = stated logit × this: under 1 the model is overconfident.</param>
/// <param name="BadClass">How much oftener it errs where it predicts class 0.</param>
public sealed record SimulatedModel(double Mean, double Spread, double Calibration, double BadClass = 0);

/// <summary>A made-up run of predictions with their truth, and people who audit it without a slip.</summary>
sealed class SimulatedProject
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly (int Class, double Confidence, double Right)[] predictions;
    readonly bool[] wrong;
    readonly ulong seed;

    public SimulatedProject(int seed, int tasks, int classes, SimulatedModel model)
    {
        var random = new Random(seed);
        predictions = [.. Enumerable.Range(0, tasks).Select(_ => Predict(random, classes, model))];
        Predicted = PredictionHistogram.Of(classes, predictions.Select(t => (t.Class, t.Confidence)));
        (this.seed, wrong) = Draw(seed);
    }

    SimulatedProject(SimulatedProject other, int seed)
    {
        (predictions, Predicted) = (other.predictions, other.Predicted);
        (this.seed, wrong) = Draw(seed);
    }

    public PredictionHistogram Predicted { get; }

    /// <summary>The same predictions with other truths and another order of audits.</summary>
    public SimulatedProject Again(int seed) => new(this, seed);

    /// <summary>Audits in the order of ranks, looked at after every few, until no part is open.</summary>
    public (AcceptanceTruth Truth, ImmutableArray<Audit> Audits) Run(AcceptancePlan plan)
    {
        var (truth, audits, now) = (AcceptanceTruth.Begin(plan, seed), new List<Audit>(), Start);
        foreach (var audit in Region(plan))
        {
            if (plan.PartOf(audit.Class) is not { } part || !part.Tries(audit.Confidence) || !truth.IsOpen(part)) continue;
            audits.Add(audit);
            if (audits.Count % Math.Max(10, audits.Count / 100 * 20) != 0) continue;
            for (; AcceptanceRules.Next(truth, Predicted, audits, now) is { } happened; now = now.AddMinutes(1))
                truth = AcceptanceRules.Evolve(truth, happened);
            if (!plan.Parts.Any(truth.IsOpen)) break;
        }
        return (truth, [.. audits]);
    }

    /// <summary>All that could be audited, settled, in the order of ranks.</summary>
    public ImmutableArray<Audit> Region(AcceptancePlan plan) =>
        [.. predictions.Index().Where(p => plan.Holds(p.Item.Confidence))
            .Select(p => new Audit(p.Index, AuditOrder.Rank(seed, p.Index), p.Item.Class, p.Item.Confidence,
                wrong[p.Index] ? AuditStatus.Differs : AuditStatus.Agrees, Start)).OrderBy(a => a.Rank)];

    /// <summary>How much the model decides in the end, and how much of that is wrong.</summary>
    public (int Tasks, int Wrong) Accepted(AcceptanceTruth truth)
    {
        if (truth.Standing.IsEmpty) return (0, 0);
        var accepted = predictions.Index().Where(p => truth.Covering(p.Item.Class, p.Item.Confidence) is not null
            && !truth.IsAudit(AuditOrder.Rank(seed, p.Index), p.Item.Class, p.Item.Confidence)).ToList();
        return (accepted.Count, accepted.Count(p => wrong[p.Index]));
    }

    (ulong, bool[]) Draw(int seed)
    {
        var random = new Random(seed + 1);
        return ((ulong)seed, [.. predictions.Select(p => random.NextDouble() >= p.Right)]);
    }

    static (int, double, double) Predict(Random random, int classes, SimulatedModel model)
    {
        var logit = Math.Abs(model.Mean + model.Spread * Chance.Normal(random));
        var @class = random.Next(classes);
        return (@class, Logistic(logit), Logistic(logit * model.Calibration) - (@class == 0 ? model.BadClass : 0));
    }

    static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}

static class Chance
{
    /// <summary>Box and Muller 1958.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
