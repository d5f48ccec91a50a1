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
    /// <summary>Answers on which voices are chosen; of larger sets a share of the tasks, drawn at random, since a few weights and
    /// temperatures do not become better by more.</summary>
    public const int EnoughToChoose = 100_000;

    /// <summary>Rounds of expectation maximization over the weights.</summary>
    const int WeightRounds = 300;

    /// <summary>The methods and what each stands for. All keep a class what its label says: none learns that all workers
    /// are less often right on one class than on another, see <see cref="ConfusionPrior"/>.</summary>
    static readonly ImmutableArray<(string Name, bool HasConfusions, Func<AnswerSet, CrowdFit> Fit)> Methods =
    [
        ("mv", false, MajorityVote.Fit),
        ("onecoin", false, OneCoinCrowd.Fit),
        ("ds", true, a => DawidSkene.Fit(a, ConfusionPrior.Shared)),
        (Sampled, true, SampledDawidSkene.Fit),
        ("ds-fixed", true, a => DawidSkene.Fit(a, ConfusionPrior.Fixed)),
        ("glad", false, Glad.Fit),
        ("mace", false, Mace.Fit),
        ("hardtasks", true, HardTasks.Fit),
        ("kinds", true, TaskKinds.Fit),
    ];

    /// <summary>Numbers of all workers' confusion matrices at which nobody is asked for theirs: so many for each answer, since answers
    /// can say nothing of them, or so many at all (128 MB a table).</summary>
    const long MostPerAnswer = 20, MostCells = 16_000_000;

    /// <summary>Goes hundreds of times through the answers for what few leave open; not asked of more than <see cref="EnoughToChoose"/>.</summary>
    const string Sampled = "ds-sampled";

    /// <summary>With fewer answers everything is quick.</summary>
    const int FewestCounted = 1000;

    /// <remarks>
    /// Answers are left out in five parts in turn. Each method's posteriors without a part are calibrated so that the
    /// part is likeliest, then weights are those under which the blend makes it likeliest ("stacking": Yao, Vehtari,
    /// Simpson and Gelman 2018, doi:10.1214/17-BA1091). No truth is used.
    /// </remarks>
    public static CrowdConsensus Of(AnswerSet answers) => InParts(answers).Last()!;

    /// <summary>The same with voices chosen before, from fewer answers of the same people: a sixth of the work.</summary>
    public static CrowdConsensus Of(AnswerSet answers, ImmutableArray<CrowdVoice> voices) => InParts(answers, voices).Last()!;

    /// <summary>The same, one fit of one method at a time, for who has other things to do in between.</summary>
    /// <param name="voices">Chosen before; default to choose them.</param>
    /// <returns>Null but for the last.</returns>
    public static IEnumerable<CrowdConsensus?> InParts(AnswerSet answers, ImmutableArray<CrowdVoice> voices = default)
    {
        if (voices.IsDefault)
        {
            var many = (answers.Count + EnoughToChoose - 1) / EnoughToChoose;
            foreach (var chosen in Choose(many <= 1 ? answers : answers.OneIn(many), samples: many <= 1))
            {
                voices = chosen;
                yield return null;
            }
        }
        foreach (var blend in Blend(answers, voices)) yield return blend;
    }

    static IEnumerable<CrowdConsensus?> Blend(AnswerSet answers, ImmutableArray<CrowdVoice> voices)
    {
        var (blend, rounds) = (new double[answers.Tasks * answers.Classes], 0);
        foreach (var chosen in voices)
        {
            var fit = Methods.First(m => m.Name == chosen.Method).Fit(answers);
            rounds = Math.Max(rounds, fit.Rounds);
            var voice = chosen.Calibration.Apply(answers, fit);
            for (var i = 0; i < blend.Length; i++) blend[i] += chosen.Weight * voice[i];
            yield return null;
        }
        for (var t = 0; t < answers.Tasks; t++) answers.Certain(t, blend.AsSpan(t * answers.Classes, answers.Classes));
        yield return new(answers.Classes, Frozen(blend), rounds, voices);
    }

    /// <returns>Nothing until the last.</returns>
    static IEnumerable<ImmutableArray<CrowdVoice>> Choose(AnswerSet answers, bool samples)
    {
        var parts = Enumerable.Range(0, Crowds.HeldOut.Parts).Select(p => answers.Without(p, Crowds.HeldOut.Parts)).ToArray();
        var (calibrations, densities) = (new List<Calibration>(), new List<double[]>());
        var cells = (long)answers.Workers * answers.Classes * answers.Classes;
        var asked = Methods.Where(m => (samples || m.Name != Sampled)
            && (!m.HasConfusions || cells <= Math.Min(MostCells, MostPerAnswer * Math.Max(answers.Count, FewestCounted)))).ToArray();
        foreach (var method in asked)
        {
            var holding = new HoldingOut(answers, parts.Length);
            for (var part = 0; part < parts.Length; part++)
            {
                holding.Add(part, method.Fit(parts[part]));
                yield return [];
            }
            var heldOut = holding.All;
            calibrations.Add(Calibration.Fit(heldOut));
            densities.Add(heldOut.Densities(calibrations[^1]));
        }
        var weights = Stack(densities);
        yield return [.. asked.Select((m, i) => new CrowdVoice(m.Name, weights[i], calibrations[i], densities[i].Length == 0 ? 0 : densities[i].Average(Math.Log)))];
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
}
