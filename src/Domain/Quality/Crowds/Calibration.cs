using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Makes posteriors as sure as they may be: to the power 1/T, then mixed with all classes alike, so that the likeliest class
/// stays it. Methods that take workers for independent are too sure where answers are many, as people err together on hard tasks.
/// </summary>
/// <param name="T">Temperature; above 1 it makes less sure.</param>
/// <param name="Slips">Share of tasks on which a posterior is taken to say nothing, in [0, 1).</param>
/// <remarks>
/// Chosen so that held-out answers are likeliest: a posterior that is too sure is surprised by the next answer. For a
/// posterior to a power see Grünwald and van Ommen 2017, "Inconsistency of Bayesian inference for misspecified linear
/// models, and a proposal for repairing it", doi:10.1214/17-BA1085; <see cref="Temperature"/> is the same for a model's word.
/// </remarks>
public sealed record Calibration(double T, double Slips)
{
    public const double Lowest = 0.5, Highest = 32;

    static readonly double[] SlipsTried = [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2];

    /// <summary>Spread of the belief that log T is 0, which keeps few answers from moving it far.</summary>
    const double Spread = 1;

    /// <summary>To which log T is found.</summary>
    const double Tolerance = 0.02;

    /// <param name="logs">[K], of a posterior.</param>
    /// <param name="into">[K], sums to 1.</param>
    internal void Apply(ReadOnlySpan<double> logs, Span<double> into)
    {
        for (var k = 0; k < into.Length; k++) into[k] = logs[k] / T;
        CrowdFit.Normalise(into);
        for (var k = 0; k < into.Length; k++) into[k] = (1 - Slips) * into[k] + Slips / into.Length;
    }

    /// <summary>Calibrates every posterior of a fit; what is known stays known.</summary>
    /// <returns>[tasks * K].</returns>
    public ImmutableArray<double> Apply(AnswerSet answers, CrowdFit fit)
    {
        var (all, logs) = (new double[fit.Posteriors.Length], new double[fit.Classes]);
        for (var t = 0; t < fit.Tasks; t++)
        {
            for (var k = 0; k < logs.Length; k++) logs[k] = Math.Log(fit.Posterior(t)[k] + HeldOut.Tiny);
            var row = all.AsSpan(t * logs.Length, logs.Length);
            Apply(logs, row);
            answers.Certain(t, row);
        }
        return CrowdFit.Frozen(all);
    }

    /// <summary>T, then slips at that T, then T again.</summary>
    internal static Calibration Fit(HeldOut heldOut)
    {
        var first = OfSlips(heldOut, 0);
        var slips = SlipsTried.MaxBy(slips => Score(heldOut, first with { Slips = slips }));
        return slips == 0 ? first : OfSlips(heldOut, slips);
    }

    /// <summary>Golden section search of log T.</summary>
    static Calibration OfSlips(HeldOut heldOut, double slips)
    {
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Lowest), Math.Log(Highest));
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        var (ofLeft, ofRight) = (At(left), At(right));
        while (high - low > Tolerance)
            if (ofLeft > ofRight)
            {
                (high, right, ofRight) = (right, left, ofLeft);
                ofLeft = At(left = high - ratio * (high - low));
            }
            else
            {
                (low, left, ofLeft) = (left, right, ofRight);
                ofRight = At(right = low + ratio * (high - low));
            }
        return new(Math.Exp((low + high) / 2), slips);

        double At(double log) => Score(heldOut, new(Math.Exp(log), slips));
    }

    static double Score(HeldOut heldOut, Calibration tried)
    {
        var log = Math.Log(tried.T);
        return heldOut.Densities(tried).Sum(Math.Log) - log * log / (2 * Spread * Spread);
    }
}
