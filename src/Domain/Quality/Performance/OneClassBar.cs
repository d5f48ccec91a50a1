using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>Whether somebody answers nearly always one class though others do not: where most samples are alike, so is what is right.</summary>
/// <remarks>The upper tail of a binomial, by the incomplete beta function. A quick look, said anew at each look: <see cref="FlagRules"/> holds answers
/// against the tasks instead, and at every look at once.</remarks>
public static class OneClassBar
{
    /// <summary>Chance, at most, of so many from somebody who answers as the others do.</summary>
    public const double Rare = 0.002;

    /// <summary>Fewer say nothing.</summary>
    const double Share = 0.9;

    /// <param name="most">Answers of the class given most often.</param>
    /// <param name="answers">All.</param>
    /// <param name="usual">Share of the class among the others' answers, in (0, 1).</param>
    public static bool IsOver(int most, int answers, double usual) =>
        most > Share * answers && SpecialFunctions.BetaRegularized(most, answers - most + 1, usual) <= Rare;

    /// <summary>The share of a class among others' answers, as if each class had been answered once more.</summary>
    public static double Usual(int ofOthers, int others, int classes) => (ofOthers + 1.0) / (others + classes);
}
