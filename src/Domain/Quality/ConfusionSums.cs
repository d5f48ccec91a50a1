using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>How much of somebody's answers fell on one class where another is believed to be the truth.</summary>
/// <param name="Truth">The believed class; <see cref="ConfusionSums.Doubt"/> for what is left of belief.</param>
/// <param name="Sum">Σ over those answers of the belief.</param>
[GenerateSerializer, Immutable, Alias("confusion-cell")]
public readonly record struct ConfusionCell([property: Id(0)] int Answer, [property: Id(1)] int Truth, [property: Id(2)] double Sum);

/// <summary>
/// An annotator's confusion matrix, kept as absolute sums over answered tasks, so that blocks report it, a repeat changes
/// nothing and a reopened task takes its part back. Cells are in the order of (truth, answer) and none is kept for what never occurred.
/// </summary>
/// <remarks>
/// The online form of Dawid and Skene 1979, doi:10.2307/2346806 (stepwise expectation: Cappé and Moulines 2009,
/// doi:10.1111/j.1467-9868.2009.00698.x): each answer enters by the posterior that its task has by now. Rows of the matrix
/// are Dirichlet around <see cref="OneCoin"/> at the annotator's own accuracy, so that classes with few answers are judged
/// by that accuracy alone. Assumes that annotators err independently given the true class.
/// </remarks>
public static class ConfusionSums
{
    /// <summary>The truth of what is left of belief: spread evenly over the classes that were not answered.</summary>
    public const int Doubt = -1;

    /// <summary>Answers on a class after which they weigh as much as the accuracy over all classes.</summary>
    public const double Strength = 20;

    /// <summary>No answer is believed impossible under any class, nor surer than a person can be.</summary>
    internal const double Least = 0.002;

    /// <param name="answers">The class answered, the class believed of the task and how surely.</param>
    public static ImmutableArray<ConfusionCell> Of(IEnumerable<(int Answer, int Truth, double Belief)> answers)
    {
        var sums = new SortedDictionary<(int Truth, int Answer), double>();
        foreach (var (answer, truth, belief) in answers)
        {
            sums[(truth, answer)] = sums.GetValueOrDefault((truth, answer)) + belief;
            sums[(Doubt, answer)] = sums.GetValueOrDefault((Doubt, answer)) + 1 - belief;
        }
        return [.. sums.Select(s => new ConfusionCell(s.Key.Answer, s.Key.Truth, s.Value))];
    }

    /// <param name="sign">1 to add, -1 to take back.</param>
    public static ImmutableArray<ConfusionCell> Sum(ImmutableArray<ConfusionCell> one, ImmutableArray<ConfusionCell> other, int sign)
    {
        if (other.IsDefaultOrEmpty) return one.IsDefault ? [] : one;
        if (one.IsDefault) one = [];
        var sum = ImmutableArray.CreateBuilder<ConfusionCell>(one.Length + other.Length);
        for (int i = 0, j = 0; i < one.Length || j < other.Length;)
        {
            var order = i == one.Length ? 1 : j == other.Length ? -1 : (one[i].Truth, one[i].Answer).CompareTo((other[j].Truth, other[j].Answer));
            if (order < 0) sum.Add(one[i++]);
            else if (order > 0) { sum.Add(other[j] with { Sum = sign * other[j].Sum }); j++; }
            else { sum.Add(one[i] with { Sum = one[i].Sum + sign * other[j].Sum }); i++; j++; }
        }
        return sum.DrainToImmutable();
    }

    /// <summary>How likely an answer of theirs is under each class, to a factor.</summary>
    /// <param name="cells">What is known of the annotator.</param>
    /// <param name="answer">In [0, K).</param>
    /// <param name="classes">K.</param>
    /// <param name="accuracy">Over all classes; see <see cref="Skill.Accuracy"/>.</param>
    /// <returns>[K], each in (0, <see cref="Skill.Highest"/>]; that of <see cref="OneCoin"/> where nothing is known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An answer outside [0, K).</exception>
    public static ImmutableArray<double> Likelihood(ImmutableArray<ConfusionCell> cells, int answer, int classes, double accuracy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(answer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(answer, classes);
        var (given, seen) = (new double[classes], new double[classes]);
        double doubts = 0, doubt = 0;
        foreach (var cell in cells.IsDefault ? [] : cells)
        {
            if (cell.Answer >= classes || cell.Truth >= classes) continue;
            if (cell.Truth == Doubt)
            {
                // Every class but the answered one has its part of it.
                doubts += cell.Sum / Math.Max(1, classes - 1);
                seen[cell.Answer] -= cell.Sum / Math.Max(1, classes - 1);
                if (cell.Answer == answer) doubt = cell.Sum / Math.Max(1, classes - 1);
                continue;
            }
            seen[cell.Truth] += cell.Sum;
            if (cell.Answer == answer) given[cell.Truth] += cell.Sum;
        }
        var wrong = (1 - accuracy) / Math.Clamp(classes - 1, 1, OneCoin.Confusions);
        var likelihood = ImmutableArray.CreateBuilder<double>(classes);
        for (var k = 0; k < classes; k++)
        {
            var (ofAnswer, ofAll) = (given[k] + (k == answer ? 0 : doubt), Math.Max(0, seen[k] + doubts));
            var chance = (Math.Max(0, ofAnswer) + Strength * (k == answer ? accuracy : wrong)) / (ofAll + Strength);
            likelihood.Add(Math.Clamp(chance, Least, Skill.Highest));
        }
        return likelihood.MoveToImmutable();
    }
}
