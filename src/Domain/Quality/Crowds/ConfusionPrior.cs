using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// What is believed of each row of a worker's confusion matrix before their answers: a Dirichlet that favours the right
/// answer, for all classes alike. That is what keeps a class what its label says: answers alone cannot tell a confusion of
/// everybody from another meaning of the classes. Which of the wrong answers it is may be shared, see <see cref="Lookalikes"/>.
/// </summary>
/// <param name="Right">Pseudo-count of the right answer.</param>
/// <param name="Wrong">Pseudo-count of each wrong answer, or of all of them together where it is learned.</param>
public sealed record ConfusionPrior(double Right, double Wrong)
{
    /// <summary>A worker is believed right in most answers, as if seen in a few.</summary>
    public static ConfusionPrior Fixed { get; } = new(4, 1);

    /// <summary>Mean accuracy and strength are those that make the answers likeliest (empirical Bayes), one of each for all
    /// workers and classes.</summary>
    public static ConfusionPrior Learned { get; } = new(6, 2) { IsLearned = true };

    /// <summary>As learned; and what workers take a class for when they err is learned from all of them.</summary>
    public static ConfusionPrior Shared { get; } = Learned with { IsShared = true };

    public bool IsLearned { get; private init; }

    public bool IsShared { get; private init; }

    /// <summary>Null where all wrong answers are alike.</summary>
    Lookalikes? Lookalikes { get; init; }

    /// <summary>A new strength is sought in the third of every this many rounds.</summary>
    const int Every = 5;

    /// <summary>Strength before answers, and the spread of the belief in its logarithm.</summary>
    const double Usual = 8, Spread = 1;

    /// <summary>Mean accuracy stays this far from guessing and from certainty.</summary>
    const double Margin = 0.02;

    internal double Of(int answer, int truth, int classes) =>
        answer == truth ? Right : Lookalikes is not null ? Wrong * Lookalikes.Next(truth, answer, [], predicted: -1) : IsLearned ? Wrong / Math.Max(1, classes - 1) : Wrong;

    internal double Strength(int classes) => Right + (IsLearned ? Wrong : (classes - 1) * Wrong);

    /// <summary>The prior that fits given counts: mean and strength.</summary>
    internal ConfusionPrior Settle(double[] counts, int classes) => Learn(counts, classes, Every - 2);

    /// <param name="counts">[workers * K * K], expected, at [worker, answer, truth].</param>
    internal ConfusionPrior Learn(double[] counts, int classes, int round)
    {
        if (!IsLearned || classes == 1) return this;
        double right = 0, all = 0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            all += counts[cell];
            if (cell / classes % classes == cell % classes) right += counts[cell];
        }
        var accuracy = Math.Clamp((right + 2) / (all + 3), 1.0 / classes + Margin, 1 - Margin);
        var learned = this with { Lookalikes = IsShared ? Lookalikes.Of(counts, classes) : null };
        return learned.At(round % Every == Every - 2 ? learned.Likeliest(counts, classes, accuracy) : Right + Wrong, accuracy);
    }

    ConfusionPrior At(double strength, double accuracy) => this with { Right = strength * accuracy, Wrong = strength * (1 - accuracy) };

    /// <summary>The likeliest of strengths from 1 to 256 in half octaves.</summary>
    /// <remarks>Dirichlet-multinomial likelihood: Minka 2000, "Estimating a Dirichlet distribution", eq. 53.</remarks>
    double Likeliest(double[] counts, int classes, double accuracy)
    {
        var (best, found) = (double.NegativeInfinity, Usual);
        for (var strength = 1.0; strength < 257; strength *= Math.Sqrt(2))
        {
            var tried = At(strength, accuracy);
            var lnAll = SpecialFunctions.GammaLn(strength);
            var of = new double[classes * classes];
            var lnOf = new double[of.Length];
            for (var cell = 0; cell < of.Length; cell++) lnOf[cell] = SpecialFunctions.GammaLn(of[cell] = tried.Of(cell / classes, cell % classes, classes));
            var log = Math.Log(strength / Usual) / Spread;
            var likelihood = -log * log / 2;
            for (var first = 0; first < counts.Length; first += classes * classes)
                for (var k = 0; k < classes; k++)
                {
                    double sum = 0;
                    for (var a = 0; a < classes; a++)
                    {
                        var count = counts[first + a * classes + k];
                        if (count == 0) continue;
                        sum += count;
                        likelihood += SpecialFunctions.GammaLn(count + of[a * classes + k]) - lnOf[a * classes + k];
                    }
                    likelihood += lnAll - SpecialFunctions.GammaLn(sum + strength);
                }
            if (likelihood > best) (best, found) = (likelihood, strength);
        }
        return found;
    }
}
