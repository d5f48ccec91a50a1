namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Answers that a method did not see, beside what it believed without them. Judging by answers needs no truth.
/// </summary>
/// <param name="Classes">K.</param>
/// <param name="Logs">[answers * K], logarithms of the task's posterior without the answer.</param>
/// <param name="Likelihoods">[answers * K], chance of the answer by this worker were each class the true one.</param>
sealed record HeldOut(int Classes, double[] Logs, double[] Likelihoods)
{
    public int Count => Logs.Length / Classes;

    /// <summary>Parts in which answers are left out in turn.</summary>
    public const int Parts = 5;

    /// <summary>Of more answers than this an even sample is judged.</summary>
    public const int Most = 20_000;

    /// <summary>Added before a logarithm is taken.</summary>
    public const double Tiny = 1e-300;

    /// <summary>How likely each held-out answer is once posteriors are calibrated.</summary>
    public double[] Densities(Calibration calibration)
    {
        var densities = new double[Count];
        var row = new double[Classes];
        for (var n = 0; n < densities.Length; n++)
        {
            calibration.Apply(Logs.AsSpan(n * Classes, Classes), row);
            for (var k = 0; k < Classes; k++) densities[n] += row[k] * Likelihoods[n * Classes + k];
        }
        return densities;
    }
}

/// <summary>Held-out answers as they are gathered, from one fit after another.</summary>
sealed class HoldingOut(AnswerSet answers, int parts)
{
    readonly int step = (answers.Count + HeldOut.Most - 1) / HeldOut.Most;
    readonly List<double> logs = [], likelihoods = [];

    public HeldOut All => new(answers.Classes, [.. logs], [.. likelihoods]);

    /// <param name="without">The method, on all answers but those of the part.</param>
    public void Add(int part, CrowdFit without)
    {
        var certain = new double[answers.Classes];
        for (var t = 0; t < answers.Tasks; t++)
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                if (i % step != 0 || answers.Part(t, i, parts) != part) continue;
                foreach (var p in without.Posterior(t)) logs.Add(Math.Log(p + HeldOut.Tiny));
                for (var k = 0; k < certain.Length; k++)
                {
                    certain[k] = 1;
                    likelihoods.Add(without.Likelihood(t, answers.Worker[i], answers.Label[i], certain));
                    certain[k] = 0;
                }
            }
    }
}
