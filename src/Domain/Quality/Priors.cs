using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>What is believed of a task before any person answered it.</summary>
public static class Priors
{
    /// <summary>Part of every prior that is spread over all classes: no model's word is a veto.</summary>
    public const double Doubt = 0.01;

    public static ImmutableArray<double> Uniform(int classes) => [.. Enumerable.Repeat(1.0 / classes, classes)];

    /// <summary>A model's probabilities as a prior.</summary>
    /// <param name="classes">K.</param>
    /// <param name="probabilities">Sparse and calibrated; what is missing is spread evenly over the classes not named.</param>
    /// <returns>[K], sums to 1, no entry under <see cref="Doubt"/>/K.</returns>
    public static ImmutableArray<double> Of(int classes, ImmutableArray<ClassProbability> probabilities)
    {
        if (probabilities.IsDefaultOrEmpty) return Uniform(classes);
        var dense = SparseProbabilities.Dense(classes, probabilities);
        return [.. dense.Select(p => (1 - Doubt) * p + Doubt / classes)];
    }
}
