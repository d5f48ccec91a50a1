using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

/// <summary>Made-up annotators: each right with an accuracy of their own, else on one of three classes that look alike.</summary>
sealed class SimulatedCrowd
{
    readonly Random random;
    readonly int classes;
    readonly int[][] lookalikes;

    public SimulatedCrowd(int seed, int tasks, int classes, int annotators)
    {
        (random, this.classes) = (new Random(seed), classes);
        Accuracy = [.. Enumerable.Range(0, annotators).Select(_ => Math.Clamp(0.92 + 0.05 * Chance.Normal(random), 0.4, 0.995))];
        lookalikes = [.. Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, 3).Select(_ => (c + 1 + random.Next(classes - 1)) % classes).ToArray())];
        Truth = [.. Enumerable.Range(0, tasks).Select(_ => random.Next(classes))];
        Priors = [.. Enumerable.Repeat(Labelwise.Domain.Quality.Priors.Uniform(classes), tasks)];
    }

    public ImmutableArray<double> Accuracy { get; }
    public ImmutableArray<int> Truth { get; }
    public ImmutableArray<ImmutableArray<double>> Priors { get; }

    public int Answer(int annotator, int truth) =>
        random.NextDouble() < Accuracy[annotator] ? truth : lookalikes[truth][random.Next(3)];

    /// <summary>Every task answered by so many annotators drawn at random.</summary>
    public IEnumerable<Answer> Answers(int each)
    {
        var people = Enumerable.Range(0, Accuracy.Length).ToArray();
        for (var task = 0; task < Truth.Length; task++)
        {
            random.Shuffle(people);
            foreach (var annotator in people.Take(each)) yield return new(task, annotator, Answer(annotator, Truth[task]));
        }
    }
}
