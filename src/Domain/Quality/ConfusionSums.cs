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
/// by that accuracy and by what everybody takes for what. Assumes that annotators err independently given the true class.
/// </remarks>
public static class ConfusionSums
{
    /// <summary>The truth of what is left of belief: spread evenly over the classes that were not answered.</summary>
    public const int Doubt = -1;

    /// <summary>Answers on a class after which they weigh as much as the accuracy over all classes.</summary>
    public const double Strength = 20;

    /// <summary>Share of anybody's answers that are slips of the hand, to any class: none is believed impossible, however often it was not given.</summary>
    const double Slips = 0.01;

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

    /// <summary>How likely opinions on one task are under each class; that of <see cref="OneCoin"/> of people of whom nothing is known.</summary>
    /// <param name="opinions">What is known of the annotator, the answer in [0, K), and the accuracy over all classes, see <see cref="Skill.Accuracy"/>.</param>
    /// <param name="lookalikes">Of K classes.</param>
    /// <param name="predicted">The class that a model finds likeliest, where it is heard; else -1.</param>
    /// <param name="effect">By how far people err together.</param>
    /// <returns>[K], above 0, to a factor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An answer outside [0, K).</exception>
    public static ImmutableArray<double> Likelihood(
        ReadOnlySpan<(ImmutableArray<ConfusionCell> Cells, int Answer, double Accuracy)> opinions, Lookalikes lookalikes, int predicted = -1, DesignEffect effect = default)
    {
        var classes = lookalikes.Classes;
        var (answers, own, usual) = (new int[opinions.Length], new double[opinions.Length * classes], new double[opinions.Length * classes]);
        for (var i = 0; i < opinions.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(opinions[i].Answer);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(opinions[i].Answer, classes);
            answers[i] = opinions[i].Answer;
            Chances(opinions[i].Cells, answers[i], opinions[i].Accuracy, own.AsSpan(i * classes, classes), usual.AsSpan(i * classes, classes));
        }
        var likelihood = new double[classes];
        lookalikes.Likelihood(answers, own, usual, predicted, likelihood);
        effect.Apply(likelihood, answers.Length);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(likelihood);
    }

    /// <summary>How likely an answer of somebody is under each class, on a task on which nothing else was said.</summary>
    /// <returns>[K], each in (0, <see cref="Skill.Highest"/>].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An answer outside [0, K).</exception>
    public static ImmutableArray<double> ChancesOf(ImmutableArray<ConfusionCell> cells, int answer, int classes, double accuracy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(answer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(answer, classes);
        var (own, usual) = (new double[classes], new double[classes]);
        Chances(cells, answer, accuracy, own, usual);
        return [.. own.Zip(usual, (o, u) => o + u / Math.Max(1, classes - 1))];
    }

    /// <summary>The chance of an answer under each class, in the two parts that <see cref="Lookalikes"/> weighs.</summary>
    static void Chances(ImmutableArray<ConfusionCell> cells, int answer, double accuracy, Span<double> own, Span<double> usual)
    {
        var classes = own.Length;
        var seen = usual;
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
            if (cell.Answer == answer) own[cell.Truth] += cell.Sum;
        }
        for (var k = 0; k < classes; k++)
            (own[k], usual[k]) = Chance(Math.Max(0, own[k] + (k == answer ? 0 : doubt)), Math.Max(0, seen[k] + doubts), k == answer, accuracy, classes);
    }

    /// <param name="given">How often this was the answer where the class was the truth, of <paramref name="seen"/>.</param>
    /// <param name="right">Whether the answer is the class.</param>
    internal static (double Own, double Usual) Chance(double given, double seen, bool right, double accuracy, int classes)
    {
        var (known, rest) = (given / (seen + Strength), Strength / (seen + Strength));
        return right ? (Math.Clamp(known + rest * accuracy, Slips / classes, Skill.Highest), 0)
            : (Math.Min(Skill.Highest, Math.Max(known, (1 - rest) * Slips / classes)), rest * (1 - accuracy));
    }
}
