using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>What the opinions on a task amount to: the posterior of the model's calibrated prediction and people's
/// answers, each weighed by how often its author is right and what they take for what.</summary>
static class Assessing
{
    /// <summary>Where labels are documents rather than classes, so many different ones are thought possible.</summary>
    const int DocumentsThought = 50;

    /// <param name="opinions">The annotations that count, at least one.</param>
    /// <param name="estimates">Of their annotators, in the same order, and of the model that predicted the task.</param>
    public static Assessment Assess(
        TaskTruth task, ImmutableArray<Annotation> opinions, Estimates estimates, ProjectSettings settings) =>
        settings.ClassIds.Length > 1 && opinions.All(o => o.Class >= 0)
            ? OfClasses(task.Origin!.Prediction, opinions, estimates, settings)
            : OfDocuments(opinions, estimates.Accuracies, settings.Pipeline.Redundancy);

    static Assessment OfClasses(
        Prediction? prediction, ImmutableArray<Annotation> opinions, Estimates estimates, ProjectSettings settings)
    {
        var classes = settings.ClassIds.Length;
        var prior = Priors.Of(classes, prediction is { Class: >= 0 } ? estimates.Calibration.Apply(classes, prediction.Probabilities) : []);
        var consensus = Consensus.OfLikelihoods(prior.AsSpan(), estimates.Likelihoods, settings.Pipeline.Redundancy);
        var label = opinions.LastOrDefault(o => o.Class == consensus.Class)?.Label ?? prediction?.Label ?? opinions[^1].Label;
        return new(label, consensus.Class, consensus.Confidence, consensus.Need);
    }

    /// <summary>Equal documents agree. Free documents (shapes) rarely come out equal, so there the least number of
    /// opinions decides while nobody contradicts, and sampled review watches.</summary>
    static Assessment OfDocuments(ImmutableArray<Annotation> opinions, ImmutableArray<double> accuracies, Redundancy redundancy)
    {
        var documents = opinions.Select(o => o.Label).Distinct().ToList();
        var prior = Priors.Uniform(Math.Max(DocumentsThought, documents.Count + 1));
        var consensus = Consensus.Of(
            prior.AsSpan(), opinions.Select((o, i) => new Opinion(documents.IndexOf(o.Label), accuracies[i])).ToArray(), redundancy);
        var need = documents.Count == 1 && opinions.Length >= redundancy.Min ? Need.Nothing : consensus.Need;
        return new(documents[Math.Min(consensus.Class, documents.Count - 1)], -1, consensus.Confidence, need);
    }
}
