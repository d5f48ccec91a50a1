using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class CalibratorTests
{
    const int Classes = 3;

    [Fact]
    public void A_model_too_sure_by_one_factor_keeps_the_temperature()
    {
        var (chosen, proof) = Calibrator.Fit(Made(4_000, p => Cooled(p, 2)));
        Assert.Null(chosen.Curve);
        Assert.True(proof!.LogLossAfter < proof.LogLoss - 0.01);
        Assert.True(proof.After.Error < 0.02 && proof.Before.Error > 0.05, $"{proof.Before.Error} to {proof.After.Error}");
        Assert.True(proof.After.Brier < proof.Before.Brier);
    }

    /// <summary>Right in 60 of 100 up to a claim of 0.9 and always above: no temperature does that.</summary>
    [Fact]
    public void A_model_that_knows_only_when_it_hitquite_sure_gets_a_curve()
    {
        var (chosen, proof) = Calibrator.Fit(Made(4_000, p => p > 0.9 ? 0.995 : 0.6));
        Assert.NotNull(chosen.Curve);
        Assert.InRange(chosen.Apply([0.8, 0.1, 0.1])[0], 0.55, 0.65);
        Assert.InRange(chosen.Apply([0.97, 0.02, 0.01])[0], 0.97, 1);
        Assert.True(proof!.LogLossByCurve < proof.LogLossByTemperature && proof.After.Error < 0.03, proof.ToString());
    }

    /// <summary>Every fifth answer is wrong, and known to be: the curve is that of the model and not of the people.</summary>
    [Fact]
    public void People_who_err_do_not_bend_the_curve()
    {
        var random = new Random(5);
        var answered = Made(8_000, p => p > 0.9 ? 0.97 : 0.6).Select(d =>
        {
            var truth = d.Likelihood.IndexOf(1.0);
            var answer = random.NextDouble() < 0.8 ? truth : (truth + 1 + random.Next(2)) % Classes;
            return (d.Probabilities, OneCoin.Likelihood(Classes, [new(answer, 0.8)]));
        }).ToList();
        var (chosen, proof) = Calibrator.Fit(answered);
        Assert.InRange(chosen.Apply([0.96, 0.02, 0.02])[0], 0.92, 1);
        Assert.InRange(proof!.Before.Bins.Where(b => b.To < 0.9).Average(b => b.Right), 0.55, 0.65);
    }

    [Fact]
    public void A_model_that_means_what_it_says_is_left_alone_or_hardly_touched()
    {
        var (chosen, proof) = Calibrator.Fit(Made(4_000, p => p));
        Assert.Null(chosen.Curve);
        Assert.InRange(chosen.Temperature.T, 0.95, 1.05);
        Assert.True(proof!.LogLossAfter <= proof.LogLoss && proof.After.Error < 0.02);
    }

    [Fact]
    public void With_few_tasks_there_hita_temperature_at_most_and_nothing_to_show()
    {
        Assert.Equal((Calibrator.Identity, null), Calibrator.Fit(Made(Temperature.FewestTasks - 1, p => p)));
        Assert.Null(Calibrator.Fit(Made(Temperature.FewestTasks + 1, p => p)).Proof);
    }

    [Fact]
    public void Whatever_the_curve_probabilities_stay_probabilities_and_the_surer_stays_the_surer() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var curve = Isotonic.Fit([.. Enumerable.Range(0, 50 + random.Next(500)).Select(_ => new ModelClaim(random.NextDouble(), random.NextDouble(), random.NextDouble()))]);
        double before = 0;
        for (var claim = 0.0; claim <= 1; claim += 0.05)
        {
            var applied = curve.Apply([claim, (1 - claim) * 0.7, (1 - claim) * 0.3]);
            if (Math.Abs(applied.Sum() - 1) > 1e-9 || applied.Any(p => p is < 0 or > 1)) return false;
            if (curve.At(claim) < before) return false;
            before = curve.At(claim);
        }
        return true;
    });

    static List<(ImmutableArray<double> Probabilities, ImmutableArray<double> Likelihood)> Made(int tasks, Func<double, double> right)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, tasks).Select(_ =>
        {
            var claim = 0.4 + 0.599 * Math.Sqrt(random.NextDouble());
            var (top, hit) = (random.Next(Classes), random.NextDouble() < right(claim));
            var other = (top + 1 + random.Next(Classes - 1)) % Classes;
            return (Enumerable.Range(0, Classes).Select(k => k == top ? claim : (1 - claim) / (Classes - 1)).ToImmutableArray(),
                Enumerable.Range(0, Classes).Select(k => k == (hit ? top : other) ? 1.0 : 0).ToImmutableArray());
        })];
    }

    /// <summary>The chance of being right at this claim of a model that is too sure by a temperature.</summary>
    static double Cooled(double p, double t)
    {
        var rest = (1 - p) / (Classes - 1);
        return Math.Pow(p, 1 / t) / (Math.Pow(p, 1 / t) + (Classes - 1) * Math.Pow(rest, 1 / t));
    }
}
