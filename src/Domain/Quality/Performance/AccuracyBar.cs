using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>Whether somebody is surely wrong more often than who knows the work would be: on known answers, or on those that are judged by everybody's.</summary>
/// <remarks>
/// A test martingale (Ville 1939; Shafer, Shen, Vereshchagin and Vovk 2011, doi:10.1214/10-STS347): the mean over all accuracies q below
/// the bar b of how much likelier the answers are at q than at b. Of somebody at least as good as the bar its expectation never
/// grows, also where scores lie between 0 and 1, as the factor of an answer is convex in its score. So it ever comes to 1/α
/// for at most α of them, however often one looks. Assumes that answers are independent given the accuracy,
/// and of those judged by posteriors that these mean what they say.
/// </remarks>
public static class AccuracyBar
{
    /// <summary>Somebody right less often than this should be looked at.</summary>
    public const double Bar = 0.7;

    /// <summary>Share of people as good as the bar who are ever flagged, at most.</summary>
    public const double FalseAlarms = 0.002;

    /// <param name="right">How right each was, in [0, 1], summed: how like the known answer, or the posterior of what was answered.</param>
    /// <param name="answers">How many there are.</param>
    /// <param name="bar">In (0, 1).</param>
    /// <returns>log of how much likelier the answers are below the bar than at it.</returns>
    public static double LogEvidence(double right, double answers, double bar = Bar)
    {
        if (answers <= 0) return 0;
        var (a, b) = (Math.Clamp(right, 0, answers) + 1, answers - Math.Clamp(right, 0, answers) + 1);
        var below = SpecialFunctions.BetaRegularized(a, b, bar);
        return below <= 0 ? double.NegativeInfinity
            : Math.Log(below) + SpecialFunctions.BetaLn(a, b) - Math.Log(bar) - (a - 1) * Math.Log(bar) - (b - 1) * Math.Log(1 - bar);
    }

    public static bool IsBelow(double right, double answers) => LogEvidence(right, answers) >= -Math.Log(FalseAlarms);
}
