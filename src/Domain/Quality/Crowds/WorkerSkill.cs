using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>A chance and where it lies.</summary>
/// <param name="Mean">Of its posterior.</param>
/// <param name="Lower">Lower end of the central credible interval.</param>
public readonly record struct Credible(double Mean, double Lower, double Upper)
{
    /// <param name="probability">Of the interval, such as 0.95.</param>
    internal static Credible OfBeta(double a, double b, double probability) => b <= 0 ? new(1, 1, 1)
        : new(a / (a + b), BetaQuantiles.Of(a, b, (1 - probability) / 2), BetaQuantiles.Of(a, b, (1 + probability) / 2));
}

/// <summary>What a set of answers says of one worker.</summary>
/// <param name="Answers">Number of answers given.</param>
/// <param name="Accuracy">Chance of a right answer.</param>
/// <param name="Confusion">[K * K] at [truth, answer]: chance of the answer where this is the truth; rows sum to 1 by their means.</param>
/// <remarks>
/// Marginals of Dirichlet posteriors are Beta. Answers count by the posteriors of their tasks, as if those counts had been
/// seen: where the posteriors are wrong, as where the crowd errs together, so are the intervals.
/// </remarks>
public sealed record WorkerSkill(int Worker, int Answers, Credible Accuracy, ImmutableArray<Credible> Confusion)
{
    /// <summary>Every worker's skill by the posteriors of a fit.</summary>
    /// <param name="probability">Of the credible intervals, such as 0.95.</param>
    public static ImmutableArray<WorkerSkill> Of(AnswerSet answers, CrowdFit fit, double probability = 0.95)
    {
        var classes = answers.Classes;
        var (counts, given) = (new double[answers.Workers * classes * classes], new int[answers.Workers]);
        for (var t = 0; t < answers.Tasks; t++)
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                given[answers.Worker[i]]++;
                for (var k = 0; k < classes; k++) counts[(answers.Worker[i] * classes + answers.Label[i]) * classes + k] += fit.Posterior(t)[k];
            }
        var prior = ConfusionPrior.Shared.Settle(counts, classes);
        return [.. Enumerable.Range(0, answers.Workers).Select(w => Of(w, given[w], counts.AsSpan(w * classes * classes, classes * classes), prior, classes, probability))];
    }

    static WorkerSkill Of(int worker, int given, ReadOnlySpan<double> counts, ConfusionPrior prior, int classes, double probability)
    {
        var cells = ImmutableArray.CreateBuilder<Credible>(classes * classes);
        double right = 0;
        for (var truth = 0; truth < classes; truth++)
        {
            var row = prior.Strength(classes);
            for (var answer = 0; answer < classes; answer++) row += counts[answer * classes + truth];
            for (var answer = 0; answer < classes; answer++)
            {
                var count = counts[answer * classes + truth] + prior.Of(answer, truth, classes);
                cells.Add(Credible.OfBeta(count, row - count, probability));
            }
            right += counts[truth * classes + truth];
        }
        return new(worker, given, Credible.OfBeta(right + prior.Right, Math.Max(0, given - right) + prior.Wrong, probability), cells.MoveToImmutable());
    }
}
