namespace Labelwise.Domain.Quality;

/// <summary>
/// What is known of an annotator's accuracy: expected right answers among all, as plain sums. Each task contributes an
/// absolute amount, so that blocks report sums, a repeat changes nothing and a reopened task takes its part back.
/// </summary>
/// <param name="Right">Σ over answered tasks of the posterior probability of the class that was answered.</param>
/// <param name="Answers">Number of those answers.</param>
[GenerateSerializer, Immutable, Alias("skill")]
public readonly record struct Skill([property: Id(0)] double Right, [property: Id(1)] double Answers)
{
    /// <summary>Before anything is known an annotator is believed right this often…</summary>
    public const double PriorAccuracy = 0.85;

    /// <summary>…as if seen in this many answers.</summary>
    public const double PriorAnswers = 10;

    /// <summary>No person is believed more often right than this, whatever the sums say.</summary>
    public const double Highest = 0.99;

    /// <summary>Nor less: a lower one would turn wrong answers into evidence.</summary>
    public const double Lowest = 0.05;

    /// <summary>Mean of the Beta posterior, within [<see cref="Lowest"/>, <see cref="Highest"/>].</summary>
    public double Accuracy => Math.Clamp(Alpha / (Alpha + Beta), Lowest, Highest);

    public double Alpha => PriorAccuracy * PriorAnswers + Right;
    public double Beta => (1 - PriorAccuracy) * PriorAnswers + Math.Max(0, Answers - Right);

    /// <summary>Credible interval of the accuracy.</summary>
    /// <param name="probability">Such as 0.95; half of the rest lies on each side.</param>
    public (double Lower, double Upper) Interval(double probability) =>
        (BetaQuantiles.Of(Alpha, Beta, (1 - probability) / 2), BetaQuantiles.Of(Alpha, Beta, (1 + probability) / 2));

    public static Skill operator +(Skill one, Skill other) => new(one.Right + other.Right, one.Answers + other.Answers);

    public static Skill operator -(Skill one, Skill other) => new(one.Right - other.Right, one.Answers - other.Answers);
}
