using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>How often a task that a model predicts one class is another, beside how often the model says so itself.</summary>
/// <param name="Seen">Σ over those tasks of what all opinions believe of <paramref name="Truth"/>.</param>
/// <param name="Stated">Σ over them of the model's own calibrated probability.</param>
[GenerateSerializer, Immutable, Alias("model-cell")]
public readonly record struct ModelCell(
    [property: Id(0)] int Predicted, [property: Id(1)] int Truth, [property: Id(2)] double Seen, [property: Id(3)] double Stated)
{
    /// <summary>How much likelier the class is than the model says.</summary>
    public double Ratio => (Seen + ModelSkill.Strength) / (Stated + ModelSkill.Strength);
}

/// <summary>
/// A model's opinion as one more person's: its own confusions, shrunk to the probabilities that it states. Only tasks that
/// people answered without sight of the prediction say anything of it.
/// </summary>
/// <param name="Answers">Of those tasks.</param>
/// <param name="Right">Σ of what all opinions believe of the predicted class.</param>
/// <param name="Cells">In the order of (predicted, truth); none for what was neither seen nor stated.</param>
/// <remarks>
/// The column of Dawid and Skene 1979, doi:10.2307/2346806, for a rater who states chances: a calibrated model and people's
/// confusions are combined as in Kerrigan, Smyth and Steyvers 2021, "Combining human predictions with model probabilities via
/// confusion matrices and calibration", arXiv:2109.14591. A cell's ratio is the posterior mean of a Poisson rate under
/// Gamma(s, s): DuMouchel 1999, doi:10.1080/00031305.1999.10474456. Assumes that given the true class the model errs
/// independently of people, and that which of its tasks people answered depends on its probabilities alone.
/// </remarks>
[GenerateSerializer, Immutable, Alias("model-skill")]
public sealed record ModelSkill(
    [property: Id(0)] double Answers, [property: Id(1)] double Right, [property: Id(2)] ImmutableArray<ModelCell> Cells)
{
    /// <summary>Nothing is known: the model is taken at its calibrated word.</summary>
    public static ModelSkill Unknown { get; } = new(0, 0, []);

    /// <summary>Expected tasks in a cell after which what was seen weighs as much as what the model says.</summary>
    public const double Strength = 10;

    /// <summary>Cells with less of either say nothing.</summary>
    internal const double Least = 0.25;

    /// <summary>Credible interval of how often its likeliest class is the true one, under Beta(½, ½).</summary>
    /// <param name="probability">Such as 0.95.</param>
    public (double Mean, double Lower, double Upper) Accuracy(double probability)
    {
        var (a, b) = (Right + 0.5, Math.Max(0, Answers - Right) + 0.5);
        return (a / (a + b), BetaQuantiles.Of(a, b, (1 - probability) / 2), BetaQuantiles.Of(a, b, (1 + probability) / 2));
    }

    /// <summary>Corrects a prior of a task that the model predicted <paramref name="predicted"/>.</summary>
    /// <param name="prior">[K], by the model's calibrated word; see <see cref="Priors.Of"/>.</param>
    /// <returns>[K], sums to 1.</returns>
    public ImmutableArray<double> Correct(ImmutableArray<double> prior, int predicted)
    {
        if (Cells.IsDefaultOrEmpty) return prior;
        var corrected = prior.ToArray();
        foreach (var cell in Cells)
            if (cell.Predicted == predicted && cell.Truth < corrected.Length) corrected[cell.Truth] *= cell.Ratio;
        var sum = corrected.Sum();
        for (var k = 0; k < corrected.Length; k++) corrected[k] /= sum;
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(corrected);
    }
}
