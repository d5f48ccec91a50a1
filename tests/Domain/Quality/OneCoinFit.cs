using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

/// <summary>One answer in a set that is fitted as a whole.</summary>
readonly record struct Answer(int Task, int Annotator, int Class);

/// <summary>Posteriors and skills that fit a whole set of answers: what the product knows answer by answer is held against it.</summary>
/// <param name="Posteriors">[tasks][K]; every row sums to 1.</param>
/// <param name="Skills">[annotators].</param>
/// <param name="Rounds">Rounds of expectation maximization made.</param>
/// <param name="Converged">False where <see cref="MostRounds"/> ended it.</param>
sealed record OneCoinFit(
    ImmutableArray<ImmutableArray<double>> Posteriors, ImmutableArray<Skill> Skills, int Rounds, bool Converged)
{
    public const int MostRounds = 100;

    /// <summary>Ends when no accuracy moves by more.</summary>
    public const double Tolerance = 1e-7;

    /// <summary>Posterior of every task and accuracy of every annotator, by expectation maximization.</summary>
    /// <param name="priors">[tasks][K], from the model or uniform.</param>
    /// <param name="annotators">Their number.</param>
    /// <param name="answers">In any order: the result does not depend on it.</param>
    /// <param name="verdicts">Class that a reviewer decided, by task.</param>
    /// <exception cref="ArgumentOutOfRangeException">A task, annotator or class outside its range.</exception>
    /// <remarks>Starts at the accuracy of <see cref="Skill.PriorAccuracy"/>; see <see cref="OneCoin"/> for the model.</remarks>
    public static OneCoinFit Of(
        ImmutableArray<ImmutableArray<double>> priors, int annotators,
        IEnumerable<Answer> answers, IReadOnlyDictionary<int, int> verdicts)
    {
        // Sorted, so that sums are rounded alike whatever order the answers came in.
        var sorted = answers.OrderBy(a => a.Task).ThenBy(a => a.Annotator).ThenBy(a => a.Class).ToArray();
        Check(sorted, priors.Length, annotators);
        var posteriors = new ImmutableArray<double>[priors.Length];
        var skills = new Skill[annotators];
        for (var round = 1; ; round++)
        {
            Expect(priors, sorted, verdicts, skills, posteriors);
            var moved = Maximize(sorted, posteriors, skills);
            if (moved > Tolerance && round < MostRounds) continue;
            return new([.. posteriors], [.. skills], round, moved <= Tolerance);
        }
    }

    static void Expect(
        ImmutableArray<ImmutableArray<double>> priors, Answer[] sorted, IReadOnlyDictionary<int, int> verdicts,
        Skill[] skills, ImmutableArray<double>[] posteriors)
    {
        var at = 0;
        var opinions = new List<Opinion>();
        for (var task = 0; task < priors.Length; task++)
        {
            opinions.Clear();
            for (; at < sorted.Length && sorted[at].Task == task; at++)
                opinions.Add(new(sorted[at].Class, skills[sorted[at].Annotator].Accuracy));
            posteriors[task] = verdicts.TryGetValue(task, out var verdict)
                ? OneCoin.Certain(priors[task].Length, verdict)
                : OneCoin.Posterior(priors[task].AsSpan(), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(opinions));
        }
    }

    /// <returns>The largest change of an accuracy.</returns>
    static double Maximize(Answer[] sorted, ImmutableArray<double>[] posteriors, Skill[] skills)
    {
        var before = skills.Select(s => s.Accuracy).ToArray();
        Array.Clear(skills);
        foreach (var answer in sorted)
            skills[answer.Annotator] += OneCoin.Contribution(posteriors[answer.Task].AsSpan(), answer.Class);
        return skills.Zip(before, (s, b) => Math.Abs(s.Accuracy - b)).DefaultIfEmpty().Max();
    }

    static void Check(Answer[] answers, int tasks, int annotators)
    {
        foreach (var answer in answers)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(answer.Task);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(answer.Task, tasks);
            ArgumentOutOfRangeException.ThrowIfNegative(answer.Annotator);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(answer.Annotator, annotators);
        }
    }
}
