using System.Collections.Immutable;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Pipelines;

/// <summary>What a project's tasks are expected to come to under a pipeline, were they to go through it from the start.</summary>
/// <param name="ByModel">Tasks that the model is expected to decide once certified; 0 where no certificate can be had.</param>
/// <param name="ByPeople">The rest.</param>
/// <param name="LabelsPerTask">Expected opinions on a task that goes to people.</param>
/// <param name="Reviews">Expected tasks that a reviewer sees: those people do not settle, and the sampled share.</param>
/// <param name="Audits">That certificates are expected to take; null where none can be had.</param>
public sealed record PipelineForecast(int Tasks, double ByModel, double ByPeople, double LabelsPerTask, double Reviews, int? Audits)
{
    /// <param name="predicted">Predictions of the project's tasks.</param>
    /// <param name="unpredicted">Tasks without one.</param>
    /// <param name="classes">K; under 2 where labels are documents, which nobody's answer makes likelier.</param>
    /// <param name="accuracy">How often an annotator is right, in (0, 1).</param>
    public static PipelineForecast Of(Pipeline pipeline, PredictionHistogram predicted, int unpredicted, int classes, double accuracy)
    {
        var parts = AcceptancePlanner.Plan(pipeline.AutoAccept, predicted).Parts.Select(p => Spared.Of(p, predicted)).ToImmutableArray();
        double people = 0, labels = 0, unsettled = 0;
        for (var bin = 0; bin <= ConfidenceBins.Count; bin++)
        {
            var isPrior = bin == ConfidenceBins.Count;
            var tasks = isPrior ? unpredicted : In(predicted, Everything(predicted), bin) - parts.Sum(p => p.In(predicted, bin));
            if (tasks <= 0) continue;
            var (asked, open) = classes < 2 ? (pipeline.Redundancy.Min, 0)
                : Opinions(pipeline.Redundancy, isPrior ? 1.0 / classes : 1 - ConfidenceBins.ExpectedError(bin), classes, accuracy, byModel: !isPrior);
            people += tasks;
            labels += tasks * asked;
            unsettled += tasks * open;
        }
        return new(
            predicted.Total + unpredicted, parts.Sum(p => p.Tasks), people, people == 0 ? 0 : labels / people,
            unsettled + (people - unsettled) * pipeline.Review.Rate, parts.IsEmpty ? null : parts.Sum(p => p.Part.Audits));
    }

    /// <param name="Tasks">That people are spared by a part's likeliest certificate: all but its audits.</param>
    readonly record struct Spared(PlannedPart Part, int Population, double Tasks)
    {
        int Bin => Part.Tests[0].Bin;

        public static Spared Of(PlannedPart part, PredictionHistogram predicted) =>
            predicted.AtLeast(part.Classes, part.Tests[0].Bin) is var tasks ? new(part, tasks, Math.Max(0, tasks - part.Audits)) : default;

        public double In(PredictionHistogram predicted, int bin) =>
            bin < Bin || Population == 0 ? 0 : PipelineForecast.In(predicted, Part.Classes, bin) * Tasks / Population;
    }

    static double In(PredictionHistogram predicted, ImmutableArray<int> classes, int bin) =>
        predicted.AtLeast(classes, bin) - predicted.AtLeast(classes, bin + 1);

    static ImmutableArray<int> Everything(PredictionHistogram predicted) => [.. Enumerable.Range(0, predicted.Classes)];

    /// <summary>Expected opinions until the posterior suffices, and the chance that it never does: answers are for the
    /// likeliest class or for one other, weighed as <see cref="ConfusionSums.Likelihood"/> weighs a newcomer's.</summary>
    /// <param name="prior">Of the likeliest class; it is the true one so often.</param>
    static (double Asked, double Unsettled) Opinions(Redundancy redundancy, double prior, int classes, double accuracy, bool byModel)
    {
        var kept = (1 - Priors.Doubt) * prior + Priors.Doubt / classes;
        var other = (1 - kept) / (classes - 1);
        var (asked, unsettled) = (0.0, 0.0);
        // By answers for the likeliest class: the chances of having come there, were it the true one, and were the other.
        (double ItIsTrue, double OtherIsTrue)[] here = [(prior, 1 - prior)];
        for (var opinions = 0; here.Length > 0; opinions++)
        {
            var next = new (double ItIsTrue, double OtherIsTrue)[opinions + 2];
            var goesOn = false;
            for (var forIt = 0; forIt <= opinions; forIt++)
            {
                var chance = here[forIt].ItIsTrue + here[forIt].OtherIsTrue;
                if (chance == 0) continue;
                var posterior = Posterior(kept, other, classes, accuracy, byModel, forIt, opinions - forIt);
                var need = Consensus.NeedAfter(posterior.Max(), opinions, redundancy);
                if (need is Need.Reviewer) unsettled += chance;
                if (need is not Need.AnotherOpinion) continue;
                asked += chance;
                goesOn = true;
                next[forIt + 1].ItIsTrue += here[forIt].ItIsTrue * accuracy;
                next[forIt + 1].OtherIsTrue += here[forIt].OtherIsTrue * (1 - accuracy);
                next[forIt].ItIsTrue += here[forIt].ItIsTrue * (1 - accuracy);
                next[forIt].OtherIsTrue += here[forIt].OtherIsTrue * accuracy;
            }
            here = goesOn ? next : [];
        }
        return (asked, unsettled);
    }

    /// <param name="forIt">Answers for the likeliest class, 0; the rest are for 1.</param>
    static ImmutableArray<double> Posterior(double kept, double other, int classes, double accuracy, bool byModel, int forIt, int against)
    {
        double[] prior = [kept, .. Enumerable.Repeat(other, classes - 1)];
        var opinions = Enumerable.Repeat(0, forIt).Concat(Enumerable.Repeat(1, against)).Select(answer => (ImmutableArray<ConfusionCell>.Empty, answer, accuracy)).ToArray();
        return OneCoin.Product(prior, ConfusionSums.Likelihood(opinions, Lookalikes.Unknown(classes), byModel ? 0 : -1).AsSpan());
    }
}
