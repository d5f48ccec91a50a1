using System.Collections.Immutable;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>How often everybody names a class where it is the truth, each answer weighed by what all opinions on its task make of it together:
/// so tasks that one answer settled count like those that were doubtful.</summary>
/// <remarks>Beta posteriors of expected counts (Dawid and Skene 1979, doi:10.2307/2346806), as if those had been seen: where the fit is wrong, so are they. Means
/// of their priors add what is known of the person and of the class in logits, as the two-way model of Rasch 1960 does.</remarks>
public sealed class RightByClass(int people, int classes)
{
    /// <summary>Answers that the prior of one class weighs as much as. With as many as a fit believes everybody's answers by
    /// (<see cref="ConfusionSums.Strength"/>), intervals of people on public crowds covered the truth in 45 to 80 of 100 classes rather than 95; with this in 89 to 99.</summary>
    public const double Strength = 5;

    /// <summary>Classes with fewer expected tasks are not told of.</summary>
    const double Told = 0.5;

    /// <summary>A prior says neither never nor always.</summary>
    const double Margin = 0.01;

    /// <summary>[person, class].</summary>
    readonly double[] right = new double[people * classes], given = new double[people * classes];

    /// <param name="posterior">[K], of the task by all opinions.</param>
    public void Add(int person, int answer, ReadOnlySpan<double> posterior)
    {
        right[person * classes + answer] += posterior[answer];
        var row = given.AsSpan(person * classes, classes);
        for (var k = 0; k < classes; k++) row[k] += posterior[k];
    }

    /// <returns>[people], each in the order of classes.</returns>
    public ImmutableArray<ImmutableArray<FittedClass>> People()
    {
        var overall = (right.Sum() + 1) / (given.Sum() + 2);
        var usual = Logit(overall);
        double[] easier = [.. Enumerable.Range(0, classes).Select(k => Usually(Enumerable.Range(0, people).Select(p => p * classes + k)) - usual)];
        return [.. Enumerable.Range(0, people).Select(Person)];

        double Usually(IEnumerable<int> cells)
        {
            double of = 0, all = 0;
            foreach (var cell in cells) (of, all) = (of + right[cell], all + given[cell]);
            return Logit((of + overall * Skill.PriorAnswers) / (all + Skill.PriorAnswers));
        }

        ImmutableArray<FittedClass> Person(int person)
        {
            var own = Usually(Enumerable.Range(person * classes, classes));
            return [.. Enumerable.Range(0, classes).Where(k => given[person * classes + k] >= Told).Select(k => Class(k, person * classes + k, own + easier[k]))];
        }
    }

    FittedClass Class(int number, int cell, double logit)
    {
        var mean = Math.Clamp(1 / (1 + Math.Exp(-logit)), Margin, 1 - Margin);
        return new(number, FittedChance.Beta(right[cell] + Strength * mean, Math.Max(0, given[cell] - right[cell]) + Strength * (1 - mean)), given[cell], right[cell]);
    }

    static double Logit(double share) => Math.Log(share / (1 - share));
}

/// <param name="Right">Chance that somebody names the class where it is the truth.</param>
/// <param name="Of">Expected tasks of the class among those that they answered…</param>
/// <param name="Named">…and of these the ones that they named so.</param>
[GenerateSerializer, Immutable, Alias("fitted-class")]
public readonly record struct FittedClass([property: Id(0)] int Class, [property: Id(1)] FittedChance Right, [property: Id(2)] double Of, [property: Id(3)] double Named)
{
    /// <summary>Chance that they name a certain other class instead.</summary>
    /// <param name="count">How often they did, expected.</param>
    public FittedChance Instead(double count, int classes)
    {
        // What the prior says of all others together, evenly.
        var usual = ((1 - Right.Mean) * (Of + RightByClass.Strength) - (Of - Named)) / Math.Max(1, classes - 1);
        return FittedChance.Beta(count + usual, Math.Max(0, Of - count) + RightByClass.Strength - usual);
    }
}
