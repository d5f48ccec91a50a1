namespace Labelwise.Domain.Quality.Performance;

/// <summary>Whether somebody answers nearly always one class though others do not: where most samples are alike, so is what is right.</summary>
/// <remarks>The martingale of <see cref="AccuracyBar"/> on how seldom they answer anything else; the level is shared out among the classes.</remarks>
public static class OneClassBar
{
    /// <summary>Share of people who answer as the others do who are ever flagged, at most, however often one looks.</summary>
    public const double FalseAlarms = 0.002;

    /// <summary>Fewer say nothing.</summary>
    const double Share = 0.9;

    /// <param name="most">Answers of the class given most often.</param>
    /// <param name="answers">All.</param>
    /// <param name="usual">Share of the class among the others' answers, in (0, 1).</param>
    public static bool IsOver(int most, int answers, double usual, int classes) =>
        most > Share * answers && AccuracyBar.LogEvidence(answers - most, answers, 1 - usual) >= Math.Log(classes / FalseAlarms);

    /// <summary>The share of a class among others' answers, as if each class had been answered once more.</summary>
    public static double Usual(int ofOthers, int others, int classes) => (ofOthers + 1.0) / (others + classes);
}
