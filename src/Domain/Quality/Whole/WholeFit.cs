using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>What all opinions of a project amount to together: every task's posterior, everybody's confusions, every model's.</summary>
/// <param name="Posteriors">[tasks * K]; each row sums to 1.</param>
/// <param name="People">[people].</param>
/// <param name="Shares">[K]: of the classes among all tasks.</param>
/// <param name="Models">[models].</param>
/// <param name="Rounds">Of the iteration.</param>
/// <param name="Converged">False where <see cref="MostRounds"/> ended it.</param>
/// <param name="Effect">How far people err together, by which answers weigh less from now on.</param>
/// <param name="Voices">Of the blend that told so; empty where there was none.</param>
public sealed record WholeFit(
    int Classes, ImmutableArray<double> Posteriors, ImmutableArray<PersonFit> People, ImmutableArray<double> Shares,
    ImmutableArray<ModelSkill> Models, int Rounds, bool Converged, DesignEffect Effect,
    ImmutableArray<CrowdVoice> Voices)
{
    public const int MostRounds = 100;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Numbers that a fit keeps in memory at most; beyond, it is not made.</summary>
    public const long MostNumbers = 1 << 26;

    /// <summary>Whether a fit of so many is made.</summary>
    public static bool IsWithinLimits(long tasks, long people, long models, long classes) =>
        classes > 1 && tasks > 0 && (tasks + (2 * people + 3 * models) * classes) * classes <= MostNumbers;

    public int Tasks => Posteriors.Length / Classes;

    /// <summary>[K].</summary>
    public ReadOnlySpan<double> Posterior(int task) => Posteriors.AsSpan(task * Classes, Classes);

    /// <summary>Expectation maximization over all opinions at once: the same model that <see cref="ConfusionSums"/> keeps online,
    /// answer by answer, iterated until nothing moves, with models as raters of their own; then <see cref="CrowdConsensus"/> has the word
    /// on tasks of which no model speaks, judges people by it, and says how far the former has to give way where people err together, on all.</summary>
    /// <param name="answers">People's, and verdicts as known classes.</param>
    /// <param name="words">One for each task of <paramref name="answers"/>.</param>
    /// <param name="voices">Of a blend of fewer answers of the same people, which saves most of the work; default to choose them anew, empty for a fit without a blend.</param>
    /// <exception cref="ArgumentException">Not as many words as tasks.</exception>
    /// <remarks>
    /// Dawid and Skene 1979, doi:10.2307/2346806, by maximum a posteriori: rows of a person's matrix are Dirichlet around
    /// <see cref="OneCoin"/> at their own accuracy with the strength of <see cref="ConfusionSums.Strength"/> answers, accuracies are
    /// Beta (<see cref="Skill"/>), class shares of tasks without a model's word are Dirichlet(1). Assumes at first that people and
    /// models err independently given the true class, then no more than <see cref="DesignEffect"/> says. Starts from the shares of each task's answers and is deterministic.
    /// </remarks>
    public static WholeFit Of(AnswerSet answers, ModelWords words, ImmutableArray<CrowdVoice> voices = default)
    {
        var work = new WholeFitting(answers, words, voices);
        WholeFit? fit;
        do fit = work.Go(int.MaxValue);
        while (fit is null);
        return fit;
    }
}

/// <summary>What is known of one person once all is weighed together.</summary>
/// <param name="Answers">Given, of those that count, and on which somebody else has a word: people, a model, a reviewer.</param>
/// <param name="Accuracy">Chance of a right answer, with its central 95 % credible interval.</param>
/// <param name="Confusion">Cells in the order of (truth, answer) in which anything was seen, and the diagonal.</param>
[GenerateSerializer, Immutable, Alias("person-fit")]
public sealed record PersonFit(
    [property: Id(0)] int Answers, [property: Id(1)] FittedChance Accuracy, [property: Id(2)] ImmutableArray<FittedCell> Confusion);

/// <param name="Low">Lower end of the central 95 % credible interval.</param>
[GenerateSerializer, Immutable, Alias("fitted-chance")]
public readonly record struct FittedChance([property: Id(0)] double Mean, [property: Id(1)] double Low, [property: Id(2)] double High)
{
    internal static FittedChance Beta(double a, double b) => Credible.OfBeta(a, b, 0.95) is var c ? new(c.Mean, c.Lower, c.Upper) : default;
}

/// <param name="Count">Expected answers in the cell.</param>
/// <param name="Chance">Of the answer where this is the truth.</param>
[GenerateSerializer, Immutable, Alias("fitted-cell")]
public readonly record struct FittedCell(
    [property: Id(0)] int Truth, [property: Id(1)] int Answer, [property: Id(2)] double Count, [property: Id(3)] FittedChance Chance);
