using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>One method's part in a consensus.</summary>
/// <param name="Weight">Share of the blend; the weights of all sum to 1.</param>
/// <param name="Calibration">How its posteriors were made as sure as they may be.</param>
/// <param name="HeldOut">Mean log-likelihood of held-out answers once calibrated.</param>
public sealed record CrowdVoice(string Method, double Weight, Calibration Calibration, double HeldOut);

/// <summary>The default: several methods, each calibrated, blended by how well they foretell answers they have not seen.</summary>
public sealed record CrowdConsensus(int Classes, ImmutableArray<double> Posteriors, int Rounds, ImmutableArray<CrowdVoice> Voices)
    : CrowdFit(Classes, Posteriors, Rounds)
{
    /// <summary>Rounds of expectation maximization over the weights.</summary>
    const int WeightRounds = 300;

    /// <summary>The methods and what each stands for. All keep a class what its label says: none learns confusions that
    /// are common to all workers, see <see cref="ConfusionPrior"/>.</summary>
    static readonly ImmutableArray<(string Name, Func<AnswerSet, CrowdFit> Fit)> Methods =
    [
        ("mv", MajorityVote.Fit),
        ("onecoin", OneCoinCrowd.Fit),
        ("ds", a => DawidSkene.Fit(a, ConfusionPrior.Learned)),
        ("ds-variational", a => DawidSkene.Fit(a, ConfusionPrior.Learned, variational: true)),
        ("ds-fixed", a => DawidSkene.Fit(a, ConfusionPrior.Fixed)),
        ("glad", Glad.Fit),
        ("mace", Mace.Fit),
    ];

    /// <remarks>
    /// Answers are left out in five parts in turn. Each method's posteriors without a part are calibrated so that the
    /// part is likeliest, then weights are those under which the blend makes it likeliest ("stacking": Yao, Vehtari,
    /// Simpson and Gelman 2018, doi:10.1214/17-BA1091). No truth is used.
    /// </remarks>
    public static CrowdConsensus Of(AnswerSet answers)
    {
        var parts = Enumerable.Range(0, HeldOut.Parts).Select(p => answers.Without(p, HeldOut.Parts)).ToArray();
        var (calibrations, densities) = (new List<Calibration>(), new List<double[]>());
        foreach (var (_, fit) in Methods)
        {
            var heldOut = Crowds.HeldOut.Of(answers, parts, fit);
            calibrations.Add(Calibration.Fit(heldOut));
            densities.Add(heldOut.Densities(calibrations[^1]));
        }
        var weights = Stack(densities);
        var blend = new double[answers.Tasks * answers.Classes];
        var rounds = 0;
        for (var m = 0; m < Methods.Length; m++) rounds = Math.Max(rounds, Blend(Methods[m].Fit(answers), calibrations[m], weights[m], blend));
        for (var t = 0; t < answers.Tasks; t++) answers.Certain(t, blend.AsSpan(t * answers.Classes, answers.Classes));
        return new(answers.Classes, Frozen(blend), rounds,
            [.. Methods.Select((m, i) => new CrowdVoice(m.Name, weights[i], calibrations[i], densities[i].Length == 0 ? 0 : densities[i].Average(Math.Log)))]);
    }

    /// <summary>A blend has no worker of its own; its parts were judged one by one.</summary>
    internal override double Likelihood(int task, int worker, int label, ReadOnlySpan<double> posterior) => throw new NotSupportedException();

    static double[] Stack(List<double[]> densities)
    {
        var weights = Enumerable.Repeat(1.0 / densities.Count, densities.Count).ToArray();
        var answers = densities[0].Length;
        for (var round = 0; round < WeightRounds; round++)
        {
            var next = new double[weights.Length];
            for (var n = 0; n < answers; n++)
            {
                double sum = 0;
                for (var m = 0; m < weights.Length; m++) sum += weights[m] * densities[m][n];
                for (var m = 0; m < weights.Length; m++) next[m] += weights[m] * densities[m][n] / sum;
            }
            for (var m = 0; m < weights.Length; m++) weights[m] = (next[m] + 1) / (answers + weights.Length);
        }
        return weights;
    }

    static int Blend(CrowdFit fit, Calibration calibration, double weight, double[] blend)
    {
        var (logs, row, shares) = (new double[fit.Classes], new double[fit.Classes], Crowds.HeldOut.MeanOf(fit));
        for (var t = 0; t < fit.Tasks; t++)
        {
            for (var k = 0; k < row.Length; k++) logs[k] = Math.Log(fit.Posterior(t)[k] + 1e-300);
            calibration.Apply(logs, shares, row);
            for (var k = 0; k < row.Length; k++) blend[t * row.Length + k] += weight * row[k];
        }
        return fit.Rounds;
    }
}
