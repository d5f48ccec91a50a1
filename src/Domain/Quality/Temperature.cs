using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>Calibrates a model's class probabilities: each to the power 1/T, normalised. T above 1 makes a model less sure.</summary>
/// <remarks>Guo, Pleiss, Sun and Weinberger 2017, "On calibration of modern neural networks", arXiv:1706.04599.</remarks>
[GenerateSerializer, Immutable, Alias("temperature")]
public readonly record struct Temperature([property: Id(0)] double T)
{
    public static Temperature Identity { get; } = new(1);

    public const double Lowest = 0.25, Highest = 8;

    /// <summary>Below this many decided tasks a model is taken at its word.</summary>
    public const int FewestTasks = 100;

    /// <summary>Spread of the belief that log T is 0, which keeps few tasks from moving it far.</summary>
    const double Spread = 0.5;

    /// <summary>To which log T is found.</summary>
    const double Tolerance = 1e-4;

    /// <summary>Smallest probability taken into a logarithm.</summary>
    const double Tiny = 1e-9;

    /// <param name="probabilities">[K], sums to 1.</param>
    public double[] Apply(ReadOnlySpan<double> probabilities)
    {
        var result = new double[probabilities.Length];
        double sum = 0;
        for (var k = 0; k < result.Length; k++) sum += result[k] = Math.Pow(Math.Max(Tiny, probabilities[k]), 1 / T);
        for (var k = 0; k < result.Length; k++) result[k] /= sum;
        return result;
    }

    /// <summary>The likeliest temperature, by golden section search of log T.</summary>
    /// <param name="decided">Of tasks that people answered without sight of the prediction: its probabilities [K], and how
    /// likely the answers are under each class [K], to a factor. Answers need not be right: their likelihood says how far
    /// each may be trusted. Which tasks were chosen may depend on the probabilities, never on the truth.</param>
    /// <remarks>Maximises the marginal likelihood Σ log Σ_k p_T(k) L(k), so that neither the model's word nor a
    /// person's is taken for the truth; with certain answers that is the log loss of the paper.</remarks>
    public static Temperature Fit(IReadOnlyCollection<(ImmutableArray<double> Probabilities, ImmutableArray<double> Likelihood)> decided)
    {
        if (decided.Count < FewestTasks) return Identity;
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Lowest), Math.Log(Highest));
        while (high - low > Tolerance)
        {
            var (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
            if (Loss(left) < Loss(right)) high = right;
            else low = left;
        }
        return new(Math.Exp((low + high) / 2));

        double Loss(double log)
        {
            var temperature = new Temperature(Math.Exp(log));
            return decided.Sum(d => temperature.LogLoss(d.Probabilities.AsSpan(), d.Likelihood.AsSpan())) + log * log / (2 * Spread * Spread);
        }
    }

    double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> likelihood)
    {
        double sum = 0, explained = 0;
        for (var k = 0; k < likelihood.Length; k++)
        {
            var power = Math.Pow(Math.Max(Tiny, probabilities[k]), 1 / T);
            sum += power;
            explained += power * likelihood[k];
        }
        return Math.Log(sum) - Math.Log(Math.Max(double.Epsilon, explained));
    }
}
