using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality;

/// <summary>How far opinions and a model are to be trusted, by what is known of people and what the last fit of all opinions says.</summary>
sealed class Trust(PeopleSums people, QualityState known)
{
    public Estimates In(ImmutableArray<ClassOpinion> opinions, int classes, ModelRef? model, int predicted, ImmutableArray<int> rivals) => new(
        [.. opinions.Select(o => Accuracy(o.Annotator))], (model is null ? null : CalibrationOf(model))?.Calibrator ?? Calibrator.Identity,
        opinions.All(o => o.Class >= 0 && o.Class < classes) ? Likelihood(opinions, classes, predicted) : [],
        known.Models.FirstOrDefault(m => m.Model == model)?.Skill ?? ModelSkill.Unknown, SharesOf(classes),
        rivals, [.. from one in rivals from other in rivals select people.Whole.Telling(one, other, classes)],
        [.. opinions.Select(o => known.Drawing.Of(o.Annotator))]);

    /// <summary>What people alone make of a task on which a model spoke: [K].</summary>
    public ImmutableArray<double> Truth(AnsweredPrediction answered, int classes) => answered.Reviewed is { } verdict
        ? OneCoin.Certain(classes, verdict)
        : OneCoin.Product(Priors.Uniform(classes).AsSpan(), Likelihood(answered.Opinions, classes, predicted: -1).AsSpan());

    public Calibration? CalibrationOf(ModelRef model) => known.Calibrations.FirstOrDefault(c => c.Model == model);

    ImmutableArray<double> Likelihood(ImmutableArray<ClassOpinion> opinions, int classes, int predicted) => ConfusionSums.Likelihood(
        [.. opinions.Select(o => (people.Of(o.Annotator)?.KnownConfusions ?? [], o.Class, Accuracy(o.Annotator)))], people.Whole.Lookalikes(classes),
        predicted, known.Effect);

    /// <summary>Of a class that came since, nothing is known.</summary>
    ImmutableArray<double> SharesOf(int classes) =>
        known.Shares.Length == classes ? known.Shares : classes == 0 ? [] : Priors.Uniform(classes);

    double Accuracy(UserId annotator) => (people.Of(annotator)?.Known ?? default).Accuracy;
}
