namespace Labelwise.Domain.Quality.Performance;

/// <summary>Whether somebody answers faster than anybody who looks could, and not only now and then.</summary>
/// <remarks>The martingale of <see cref="AccuracyBar"/> on how many answers took long enough: a mean would be moved by one long pause.</remarks>
public static class TooFastBar
{
    /// <summary>In less than this nobody can have looked, in milliseconds.</summary>
    public const int Ms = 400;

    /// <summary>Who looks takes at least as long over this share of tasks; the others may be slips, repeats and clocks.</summary>
    public const double Share = 0.5;

    /// <summary>Share of people who do who are ever flagged, at most, however often one looks.</summary>
    public const double FalseAlarms = 0.002;

    /// <param name="fast">Answers that took less than <see cref="Ms"/>.</param>
    /// <param name="timed">Answers of which a time is known.</param>
    public static bool IsOver(int fast, int timed) => AccuracyBar.LogEvidence(timed - fast, timed, Share) >= -Math.Log(FalseAlarms);
}
