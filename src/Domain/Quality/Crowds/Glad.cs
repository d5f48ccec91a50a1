namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Workers differ in ability and tasks in difficulty: an answer is right with chance σ(αβ), α the worker's ability and
/// β > 0 the task's ease, and else spread evenly over the other classes. Maximum a posteriori by expectation maximization
/// with α and log β under N(1, 1). Assumes that who is able is able in every class.
/// </summary>
/// <remarks>
/// Whitehill, Ruvolo, Wu, Bergsma and Movellan 2009, "Whose vote should count more", NIPS 22. The maximization goes
/// round the coordinates by Newton steps with the expected curvature, where the authors use conjugate gradients.
/// </remarks>
public static class Glad
{
    public const int MostRounds = 60;

    /// <summary>Newton steps over all coordinates in each maximization.</summary>
    const int Sweeps = 3;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Mean and spread of both priors.</summary>
    const double Mean = 1, Variance = 1;

    /// <summary>Longest Newton step.</summary>
    const double MostStep = 1;

    public static CrowdFit Fit(AnswerSet answers)
    {
        var (classes, posteriors) = (answers.Classes, answers.SmoothedShares());
        var ability = Enumerable.Repeat(Mean, answers.Workers).ToArray();
        var ease = Enumerable.Repeat(Mean, answers.Tasks).ToArray();
        for (var round = 1; ; round++)
        {
            for (var sweep = 0; sweep < Sweeps; sweep++) Maximize(answers, posteriors, ability, ease);
            var moved = Expect(answers, posteriors, ability, ease);
            if (moved <= Tolerance || round == MostRounds)
                return new AccuracyFit(classes, CrowdFit.Frozen(posteriors), round, (t, w) => Sigmoid(ability[w] * Math.Exp(ease[t])));
        }
    }

    /// <summary>One Newton step of every task's ease, then one of every worker's ability.</summary>
    static void Maximize(AnswerSet answers, double[] posteriors, double[] ability, double[] ease)
    {
        var (slope, curve) = (new double[ability.Length], new double[ability.Length]);
        for (var t = 0; t < answers.Tasks; t++)
        {
            ease[t] += Step(OfTask(t));
            var beta = Math.Exp(ease[t]);
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                var (worker, right) = (answers.Worker[i], Sigmoid(ability[answers.Worker[i]] * beta));
                slope[worker] += (posteriors[t * answers.Classes + answers.Label[i]] - right) * beta;
                curve[worker] += right * (1 - right) * beta * beta;
            }
        }
        for (var w = 0; w < ability.Length; w++)
            ability[w] += Step((slope[w] - (ability[w] - Mean) / Variance, curve[w] + 1 / Variance));

        (double Slope, double Curve) OfTask(int task)
        {
            var (beta, slopes, curves) = (Math.Exp(ease[task]), -(ease[task] - Mean) / Variance, 1 / Variance);
            for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
            {
                var product = ability[answers.Worker[i]] * beta;
                var right = Sigmoid(product);
                slopes += (posteriors[task * answers.Classes + answers.Label[i]] - right) * product;
                curves += right * (1 - right) * product * product;
            }
            return (slopes, curves);
        }
    }

    static double Step((double Slope, double Curve) at) => Math.Clamp(at.Slope / at.Curve, -MostStep, MostStep);

    /// <returns>The largest change of a posterior.</returns>
    static double Expect(AnswerSet answers, double[] posteriors, double[] ability, double[] ease)
    {
        double moved = 0;
        var (row, others) = (new double[answers.Classes], Math.Log(Math.Max(1, answers.Classes - 1)));
        for (var t = 0; t < answers.Tasks; t++)
        {
            Array.Clear(row);
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)  // log σ(x) - log σ(-x) = x
                row[answers.Label[i]] += ability[answers.Worker[i]] * Math.Exp(ease[t]) + others;
            CrowdFit.Normalise(row);
            answers.Certain(t, row);
            moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(t * row.Length, row.Length), row));
        }
        return moved;
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
