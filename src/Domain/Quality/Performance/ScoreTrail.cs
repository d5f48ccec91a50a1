namespace Labelwise.Domain.Quality.Performance;

/// <summary>How like somebody's labels were to what reviewers made of them, in the order of time, as sums by stretch of time.</summary>
public sealed class ScoreTrail
{
    readonly SortedDictionary<long, ScoreSums> stretches = [];

    public IReadOnlyDictionary<long, ScoreSums> Stretches => stretches;

    /// <param name="stretch">Number of the stretch of time in which the label was made.</param>
    /// <param name="score">In [0, 1].</param>
    public void Add(long stretch, double score) => Add(stretch, new ScoreSums(Math.Clamp(score, 0, 1), 1));

    public void Add(ScoreTrail other)
    {
        foreach (var (number, sums) in other.stretches) Add(number, sums);
    }

    void Add(long stretch, ScoreSums sums) => stretches[stretch] = ScoreSums.Sum([stretches.GetValueOrDefault(stretch), sums]);
}

/// <summary>Scores in [0, 1] of one label each.</summary>
/// <remarks>Their likelihood is that of as many right and wrong answers. The factor by which a score changes the ratio of two of them is convex in the
/// score, so where every score has the same mean, whatever came before it, the ratio grows on average no more than that of answers which are right or wrong:
/// what is sure of those is sure of these too, with less power where scores spread little. Assumes that which labels come to a reviewer does not hang on
/// what they are like.</remarks>
public readonly record struct ScoreSums(double Right, int Labels) : IRightness<ScoreSums>
{
    double Wrong => Labels - Right;

    static double IRightness<ScoreSums>.Least(ScoreSums of) => 0;

    /// <summary>log of how likely these are of somebody whose labels are this like, on average.</summary>
    public double LogLikelihood(double accuracy) => Times(Right, accuracy) + Times(Wrong, 1 - accuracy);

    public double LargestLogLikelihood() => Labels is 0 ? 0 : LogLikelihood(Right / Labels);

    public Estimate Accuracy() => Estimate.OfCounts(Right, Labels) ?? default;

    public static ScoreSums Sum(IEnumerable<ScoreSums> parts) => parts.Aggregate(default(ScoreSums), (sum, part) => new(sum.Right + part.Right, sum.Labels + part.Labels));

    static double Times(double count, double chance) => count <= 0 ? 0 : count * Math.Log(chance);
}
