using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>How a model's probabilities are brought in line with what people answered: by a temperature, or by a rising curve.</summary>
/// <param name="Curve">Null where the temperature foretells held-out answers no worse.</param>
[GenerateSerializer, Immutable, Alias("calibrator")]
public sealed record Calibrator([property: Id(0)] Temperature Temperature, [property: Id(1)] Isotonic? Curve = null)
{
    public static Calibrator Identity { get; } = new(Temperature.Identity);

    /// <summary>A curve has to be better by so much a task (nats): of two that are alike the simpler one is kept.</summary>
    const double WorthIt = 0.001;

    public bool ChangesNothing => Curve is null && Temperature == Temperature.Identity;

    /// <param name="probabilities">[K], sums to 1.</param>
    public double[] Apply(ReadOnlySpan<double> probabilities) => Curve?.Apply(probabilities) ?? Temperature.Apply(probabilities);

    /// <summary>The same for probabilities of which only the largest are kept.</summary>
    public ImmutableArray<ClassProbability> Apply(int classes, ImmutableArray<ClassProbability> sparse)
    {
        if (ChangesNothing || sparse.IsEmpty) return sparse;
        var dense = Apply(SparseProbabilities.Dense(classes, sparse));
        return [.. sparse.Select(p => new ClassProbability(p.Class, (float)dense[p.Class])).OrderByDescending(p => p.Probability).ThenBy(p => p.Class)];
    }

    /// <summary>Chooses by log-loss on the half of the tasks that a fit has not seen, and fits the choice on all.</summary>
    /// <param name="decided">As for <see cref="Temperature.Fit"/>.</param>
    /// <returns>The choice, and how well probabilities fit before and after it; the latter null with too few tasks.</returns>
    public static (Calibrator Chosen, CalibrationProof? Proof) Fit(IReadOnlyList<(ImmutableArray<double> Probabilities, ImmutableArray<double> Likelihood)> decided)
    {
        if (decided.Count < 2 * Temperature.FewestTasks) return (new(Temperature.Fit(decided)), null);
        var halves = new[] { Half(0), Half(1) };
        // Each half is foretold by what was fitted on the other.
        Calibrator[] warm = [new(Temperature.Fit(halves[1])), new(Temperature.Fit(halves[0]))];
        Calibrator[] curved = [new(warm[0].Temperature, Isotonic.Fit(Claims(halves[1], Identity))), new(warm[1].Temperature, Isotonic.Fit(Claims(halves[0], Identity)))];
        var (byTemperature, byCurve) = (Loss(warm), Loss(curved));
        var asItIs = Loss([Identity, Identity]);
        var bent = byCurve < Math.Min(asItIs, byTemperature) - WorthIt;
        // A model that already means what it says is left alone.
        var chosen = bent ? new Calibrator(Temperature.Fit(decided), Isotonic.Fit(Claims(decided, Identity)))
            : byTemperature < asItIs ? new(Temperature.Fit(decided)) : Identity;
        var used = bent ? curved : byTemperature < asItIs ? warm : [Identity, Identity];
        return (chosen, new(
            Reliability.Of(Claims(decided, Identity)), Reliability.Of([.. Claims(halves[0], used[0]), .. Claims(halves[1], used[1])]),
            asItIs, byTemperature, byCurve));

        List<(ImmutableArray<double> Probabilities, ImmutableArray<double> Likelihood)> Half(int which) => [.. decided.Where((_, i) => i % 2 == which)];

        double Loss(Calibrator[] by) => (LogLoss(halves[0], by[0]) + LogLoss(halves[1], by[1])) / decided.Count;
    }

    static double LogLoss(List<(ImmutableArray<double> Probabilities, ImmutableArray<double> Likelihood)> held, Calibrator by) => held.Sum(h =>
    {
        var (dense, explained) = (by.Apply(h.Probabilities.AsSpan()), 0.0);
        for (var k = 0; k < dense.Length; k++) explained += dense[k] * h.Likelihood[k];
        return -Math.Log(Math.Max(1e-12, explained / h.Likelihood.Max()));
    });

    static List<ModelClaim> Claims(IEnumerable<(ImmutableArray<double> Probabilities, ImmutableArray<double> Likelihood)> tasks, Calibrator by) =>
        [.. tasks.Select(t => ModelClaim.Of(by.Apply(t.Probabilities.AsSpan()), t.Likelihood.AsSpan()))];
}

/// <summary>How well a model's probabilities mean what they say, on tasks that no fit had seen.</summary>
/// <param name="Before">As the model gives them.</param>
/// <param name="After">As they are used.</param>
/// <param name="LogLoss">As the model gives them, in nats a task; 0 is the best that uncertain answers allow.</param>
[GenerateSerializer, Immutable, Alias("calibration-proof")]
public sealed record CalibrationProof(
    [property: Id(0)] Reliability Before, [property: Id(1)] Reliability After, [property: Id(2)] double LogLoss,
    [property: Id(3)] double LogLossByTemperature, [property: Id(4)] double LogLossByCurve)
{
    public double LogLossAfter => Math.Min(LogLoss, Math.Min(LogLossByTemperature, LogLossByCurve));
}
