using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Documents;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>What the opinions on a task amount to: of a classification the posterior of the model's calibrated prediction and
/// people's answers, each weighed by how often its author is right and what they take for what; of anything else, everybody's
/// documents merged.</summary>
static class Assessing
{
    /// <summary>Whether a class is all that is asked, so that no document has to be read.</summary>
    public static bool NeedsDocuments(ProjectSettings settings, ImmutableArray<Annotation> opinions) =>
        settings.Spec is not { Classes.IsEmpty: true, Properties: [{ Type: PropertyType.Option }] } || !IsClassified(settings, opinions);

    /// <summary>Most classes of a task that are compared with each other.</summary>
    const int MostRivals = 6;

    /// <summary>Classes that a task may come to: those answered and those its model finds likeliest.</summary>
    public static ImmutableArray<int> Rivals(TaskTruth task, ImmutableArray<Annotation> opinions, ProjectSettings settings) =>
        [.. opinions.Select(o => o.Class).Concat(task.Origin!.Prediction is { Class: >= 0 } p ? p.Probabilities.Select(c => c.Class) : [])
            .Where(c => c >= 0 && c < settings.ClassIds.Length).Distinct().Take(MostRivals)];

    /// <param name="opinions">The annotations that count, at least one.</param>
    /// <param name="estimates">Of their annotators, in the same order, and of the model that predicted the task.</param>
    public static Assessment OfClasses(
        TaskTruth task, ImmutableArray<Annotation> opinions, Estimates estimates, ProjectSettings settings)
    {
        var consensus = Consensus(Heard(task, opinions), opinions.Length, estimates, settings);
        var label = opinions.LastOrDefault(o => o.Class == consensus.Class)?.Label ?? task.Origin!.Prediction?.Label ?? opinions[^1].Label;
        return new(label, consensus.Class, consensus.Confidence, consensus.Need);
    }

    /// <param name="documents">Of the opinions, in their order.</param>
    /// <returns>What they amount to, and the merged document.</returns>
    public static (Assessment Assessment, MergedLabels Merged) OfDocuments(
        TaskTruth task, ImmutableArray<Annotation> opinions, IReadOnlyList<LabelDocument> documents, Estimates estimates, ProjectSettings settings)
    {
        Consensus? classes = IsClassified(settings, opinions) ? Consensus(Heard(task, opinions), opinions.Length, estimates, settings) : null;
        var spec = settings.Spec;
        var settled = classes is { } c && spec.ClassificationTarget is { } target
            ? new SettledProperty(target.PropertyId, new TextValue(settings.ClassIds[c.Class]), c.Confidence) : null;
        var sample = task.Origin!.Sample;
        // Whole documents rarely come out as a reviewer leaves them: what is known of people by that is less than they deserve.
        var said = documents.Select((d, i) => new DocumentOpinion(d, estimates.Drawing[i], Math.Max(Skill.PriorAccuracy, estimates.Accuracies[i]))).ToArray();
        var merged = DocumentConsensus.Of(spec, new(spec.Media, sample.Width, sample.Height, sample.TextLength), said, settled);
        return (new(merged.Labels.Hash, classes?.Class ?? -1, merged.Confidence, NeedOf(merged, opinions.Length, classes?.Need, settings.Pipeline.Redundancy)), merged);
    }

    /// <summary>The least number of opinions decides while nobody contradicts, and sampled review watches.</summary>
    static Need NeedOf(MergedLabels merged, int opinions, Need? ofClasses, Redundancy redundancy)
    {
        var need = !merged.Contradicted && opinions >= redundancy.Min ? Need.Nothing : Domain.Quality.Consensus.NeedAfter(merged.Confidence, opinions, redundancy);
        return ofClasses is { } other && other > need ? other : need;
    }

    static bool IsClassified(ProjectSettings settings, ImmutableArray<Annotation> opinions) => settings.ClassIds.Length > 1 && opinions.All(o => o.Class >= 0);

    /// <summary>The model's word; nothing of it while it is being audited, which the answer that agrees with it settles.</summary>
    public static Prediction? Heard(TaskTruth task, ImmutableArray<Annotation> opinions) =>
        task.Origin!.Prediction is { } said && (task.Audit is AuditStatus.None or AuditStatus.Agrees || said.Class == opinions[^1].Class) ? said : null;

    static Consensus Consensus(Prediction? prediction, int opinions, Estimates estimates, ProjectSettings settings)
    {
        var classes = settings.ClassIds.Length;
        var prior = prediction is { Class: >= 0, Probabilities.IsDefaultOrEmpty: false }
            ? estimates.Model.Correct(Priors.Of(classes, estimates.Calibration.Apply(classes, prediction.Probabilities)), prediction.Class)
            : estimates.Shares;
        return Domain.Quality.Consensus.OfLikelihood(prior.AsSpan(), estimates.Likelihood.AsSpan(), opinions, settings.Pipeline.Redundancy, Telling);

        // Of classes that nobody named, the usual annotator's.
        double Telling(int one, int other) => (estimates.Rivals.IndexOf(one), estimates.Rivals.IndexOf(other)) is ( >= 0 and var a, >= 0 and var b)
            ? estimates.Tellings[a * estimates.Rivals.Length + b] : CrowdSkill.Unknown.Telling(one, other, classes);
    }
}
