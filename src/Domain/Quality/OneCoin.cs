using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>One annotator's answer to a task.</summary>
/// <param name="Class">In [0, K).</param>
/// <param name="Accuracy">How often the annotator is right, in (0, 1); see <see cref="Skill.Accuracy"/>.</param>
public readonly record struct Opinion(int Class, double Accuracy);

/// <summary>
/// Truth inference with one number for each annotator: right with probability a, else wrong. Assumes that annotators
/// err independently given the true class and what it is taken for, which is unknown and the same for all.
/// </summary>
/// <remarks>
/// The homogeneous model of Dawid and Skene 1979, doi:10.2307/2346806 ("one-coin": Zhang, Chen, Zhou and Jordan 2016,
/// JMLR 17(102)), with a prior for each task and a Beta prior for each annotator.
/// </remarks>
public static class OneCoin
{
    /// <summary>No posterior is above this: slips of the hand and wrong clicks remain.</summary>
    public const double Highest = 0.9999;

    /// <summary>Posterior of a task's true class: p(k) ∝ prior(k) Π a if the answer is k, else 1 - a times the chance that this is
    /// what k is taken for, see <see cref="Lookalikes"/>.</summary>
    /// <param name="prior">[K], sums to 1.</param>
    /// <param name="opinions">In any order.</param>
    /// <returns>[K], sums to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A class outside [0, K).</exception>
    public static ImmutableArray<double> Posterior(ReadOnlySpan<double> prior, ReadOnlySpan<Opinion> opinions)
    {
        var said = new (ImmutableArray<ConfusionCell>, int, double)[opinions.Length];
        for (var i = 0; i < said.Length; i++) said[i] = ([], opinions[i].Class, opinions[i].Accuracy);
        return Product(prior, ConfusionSums.Likelihood(said, Lookalikes.Unknown(prior.Length)).AsSpan());
    }

    /// <summary>The same where it is known how likely the opinions are under each class.</summary>
    /// <param name="prior">[K], sums to 1.</param>
    /// <param name="likelihood">[K], above 0, to a factor.</param>
    /// <returns>[K], sums to 1.</returns>
    public static ImmutableArray<double> Product(ReadOnlySpan<double> prior, ReadOnlySpan<double> likelihood)
    {
        Span<double> logs = prior.Length <= 256 ? stackalloc double[prior.Length] : new double[prior.Length];
        for (var k = 0; k < prior.Length; k++) logs[k] = Math.Log(prior[k]) + Math.Log(likelihood[k]);
        return Normalise(logs);
    }

    /// <summary>How likely a task's opinions are under each class, to a factor; 1 everywhere without opinions.</summary>
    /// <returns>[K], sums to 1.</returns>
    public static ImmutableArray<double> Likelihood(int classes, ReadOnlySpan<Opinion> opinions) =>
        Posterior(Priors.Uniform(classes).AsSpan(), opinions);

    internal static ImmutableArray<double> Normalise(ReadOnlySpan<double> logs)
    {
        var top = double.NegativeInfinity;
        foreach (var log in logs) top = Math.Max(top, log);
        var posterior = new double[logs.Length];
        double sum = 0;
        for (var k = 0; k < logs.Length; k++) sum += posterior[k] = Math.Exp(logs[k] - top);
        var best = 1 / sum;  // exp(0) over the sum
        var mixed = best > Highest && logs.Length > 1 ? (best - Highest) / (best - 1.0 / logs.Length) : 0;
        for (var k = 0; k < logs.Length; k++)
            posterior[k] = (1 - mixed) * posterior[k] / sum + mixed / logs.Length;
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(posterior);
    }

    /// <summary>What a task's answers contribute to the skill of those who gave them: the posterior of each answer.</summary>
    /// <param name="posterior">Of the task: by all opinions, or by a reviewer's verdict (see <see cref="Certain"/>).</param>
    public static Skill Contribution(ReadOnlySpan<double> posterior, int answered) => new(posterior[answered], 1);

    /// <summary>The posterior of a task that a reviewer decided.</summary>
    public static ImmutableArray<double> Certain(int classes, int verdict) =>
        [.. Enumerable.Range(0, classes).Select(k => k == verdict ? Highest + (1 - Highest) / classes : (1 - Highest) / classes)];
}
