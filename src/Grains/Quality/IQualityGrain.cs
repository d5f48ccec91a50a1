using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Quality;

/// <summary>How good annotators and the model's predictions are, from what blocks report; holds the certificate.
/// Key: the project id.</summary>
[Alias("quality")]
public interface IQualityGrain : IGrainWithStringKey
{
    /// <summary>A block's absolute evidence; a repeat or an older one changes nothing.</summary>
    Task Report(BlockEvidence evidence);

    /// <summary>How far opinions and a model may be trusted; a newcomer's and an unknown model's as the prior says.</summary>
    /// <param name="opinions">On one task; their class is -1 where they are no classification.</param>
    /// <param name="classes">K of the project.</param>
    /// <param name="predicted">The class that the model finds likeliest, where its word counts; else -1.</param>
    /// <param name="rivals">Classes of which it is asked how far people can tell them apart.</param>
    [AlwaysInterleave]
    Task<Estimates> Estimates(ImmutableArray<ClassOpinion> opinions, int classes, ModelRef? model, int predicted, ImmutableArray<int> rivals);

    /// <summary>Classes on which somebody is surely worse than people are on average.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> WeakOn(UserId who);

    /// <summary>Starts to certify a model's predictions: fixes the confident region and the draw of audits, then lets
    /// every block carry it out. A repeat with the same run changes nothing.</summary>
    Task Plan(string run, ModelRef model);

    /// <summary>Plans anew under the pipeline now in force, where a model is being certified.</summary>
    Task Replan();

    /// <summary>What a fit of all opinions says of models, of how frequent classes are and of how far people err together; opinions are weighed by it from now on.</summary>
    Task Learn(ImmutableArray<FittedModel> models, ImmutableArray<double> shares, DesignEffect effect);

    /// <summary>What reviewers made of people's drawings; opinions are weighed by it from now on.</summary>
    Task LearnDrawing(KnownDrawing drawing);

    [AlwaysInterleave]
    Task<QualityView> View();

    /// <summary>Predictions by class and confidence, of the model with most of them; null before any.</summary>
    [AlwaysInterleave]
    Task<ModelHistogram?> Predictions();
}

/// <param name="Accuracies">Of the annotators, in the order asked.</param>
/// <param name="Calibration">Of the model's probabilities.</param>
/// <param name="Likelihood">[K], of the opinions together, by what their annotators take for what; empty where one is no classification.</param>
/// <param name="Model">What its word was worth so far.</param>
/// <param name="Shares">[K] of the classes, of a task that no model speaks on; uniform before anything is known.</param>
/// <param name="Rivals">As asked.</param>
/// <param name="Tellings">[rivals * rivals]: how often an answer tells one from the other, were they equally likely.</param>
/// <param name="Drawing">Of the annotators, in the order asked.</param>
[GenerateSerializer, Immutable, Alias("estimates")]
public sealed record Estimates(
    [property: Id(0)] ImmutableArray<double> Accuracies, [property: Id(1)] Calibrator Calibration,
    [property: Id(2)] ImmutableArray<double> Likelihood, [property: Id(3)] ModelSkill Model,
    [property: Id(4)] ImmutableArray<double> Shares, [property: Id(5)] ImmutableArray<int> Rivals,
    [property: Id(6)] ImmutableArray<double> Tellings, [property: Id(7)] ImmutableArray<DrawingSkill> Drawing);

/// <summary>How far people's drawings are to be trusted.</summary>
/// <param name="Anybody">Of whoever is not among <paramref name="People"/>.</param>
/// <param name="Objects">Judged, that it rests on.</param>
[GenerateSerializer, Immutable, Alias("known-drawing")]
public sealed record KnownDrawing(
    [property: Id(0)] DrawingSkill Anybody, [property: Id(1)] ImmutableArray<KnownDrawer> People, [property: Id(2)] int Objects)
{
    public static KnownDrawing Nothing { get; } = new(DrawingSkill.Anybody, [], 0);

    public DrawingSkill Of(UserId who) => People.FirstOrDefault(p => p.User == who)?.Skill ?? Anybody;
}

[GenerateSerializer, Immutable, Alias("known-drawer")]
public sealed record KnownDrawer([property: Id(0)] UserId User, [property: Id(1)] DrawingSkill Skill);

/// <summary>How a model's probabilities were brought in line with what people answered.</summary>
/// <param name="Tasks">Answered tasks that it was fitted on.</param>
/// <param name="Curve">Where it foretells held-out answers better than the temperature.</param>
/// <param name="Proof">Null with too few tasks to hold any out.</param>
[GenerateSerializer, Immutable, Alias("calibration")]
public sealed record Calibration(
    [property: Id(0)] ModelRef Model, [property: Id(1)] Temperature Temperature, [property: Id(2)] int Tasks, [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] Isotonic? Curve = null, [property: Id(5)] CalibrationProof? Proof = null)
{
    public Calibrator Calibrator => new(Temperature, Curve);
}

/// <summary>What a block knows about people and predictions. Absolute, so that a repeat changes nothing.</summary>
/// <param name="Annotators">Those about whom something changed, or all.</param>
/// <param name="Predicted">Of the model now certified, tasks that people had not decided before it.</param>
[GenerateSerializer, Immutable, Alias("block-evidence")]
public sealed record BlockEvidence(
    [property: Id(0)] int Block, [property: Id(1)] long Sequence, [property: Id(2)] ImmutableArray<AnnotatorEvidence> Annotators,
    [property: Id(3)] ImmutableArray<ModelHistogram> Predicted, [property: Id(4)] ImmutableArray<Audit> Audits,
    [property: Id(5)] int Revision);

[GenerateSerializer, Immutable, Alias("model-histogram")]
public sealed record ModelHistogram([property: Id(0)] ModelRef Model, [property: Id(1)] PredictionHistogram Histogram);

/// <summary>What one block's tasks say about one annotator.</summary>
/// <param name="Skill">Expected right answers among those that can be judged.</param>
/// <param name="ActiveMs">Summed over all submissions, in milliseconds.</param>
/// <param name="Classes">Answers by class.</param>
/// <param name="Confusions">Answers by class and by what their task came to.</param>
/// <param name="Gold">How like known answers theirs were, summed; in none of the above but the counts and times.</param>
/// <param name="Own">Likewise, how like their own earlier ones.</param>
/// <param name="GoldConfusions">As <paramref name="Confusions"/>, where the answer was known.</param>
[GenerateSerializer, Immutable, Alias("annotator-evidence")]
public sealed record AnnotatorEvidence(
    [property: Id(0)] UserId Annotator, [property: Id(1)] int Submitted, [property: Id(2)] Skill Skill,
    [property: Id(3)] int Reviewed, [property: Id(4)] int Accepted, [property: Id(5)] int Rejected,
    [property: Id(6)] int Skipped, [property: Id(7)] long ActiveMs, [property: Id(8)] ImmutableArray<int> Classes,
    [property: Id(9)] ImmutableArray<ConfusionCell> Confusions, [property: Id(10)] Skill Gold = default, [property: Id(11)] Skill Own = default,
    [property: Id(12)] ImmutableArray<ConfusionCell> GoldConfusions = default)
{
    /// <summary>Submissions of which a time is known: those that <see cref="ActiveMs"/> sums.</summary>
    [Id(13)] public int Timed { get; init; }

    /// <summary>Of <see cref="Timed"/>, those that took less than <see cref="Domain.Quality.Performance.TooFastBar.Ms"/>.</summary>
    [Id(14)] public int Fast { get; init; }

    /// <summary>All that tells how often they are right: known answers count as far as others do.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Skill Known => Skill + Gold;

    [System.Text.Json.Serialization.JsonIgnore]
    public ImmutableArray<ConfusionCell> KnownConfusions => ConfusionSums.Sum(Confusions, GoldConfusions, 1);
}

/// <summary>What is known of a project's people and predictions.</summary>
/// <param name="Acceptance">Null before any prediction run was planned.</param>
/// <param name="Audits">Those handed out, those that come first and the next ones, in the order of ranks.</param>
[GenerateSerializer, Immutable, Alias("quality-view")]
public sealed record QualityView(
    [property: Id(0)] ImmutableArray<AnnotatorQuality> Annotators, [property: Id(1)] AcceptanceView? Acceptance,
    [property: Id(2)] ModelRef? Model, [property: Id(3)] DateTimeOffset? PlannedAt, [property: Id(4)] ImmutableArray<Audit> Audits,
    [property: Id(5)] Calibration? Calibration);

/// <param name="Accuracy">Posterior mean of the chance that an answer is right.</param>
/// <param name="Low">Lower end of its central 95 % credible interval.</param>
[GenerateSerializer, Immutable, Alias("annotator-quality")]
public sealed record AnnotatorQuality(
    [property: Id(0)] AnnotatorEvidence Evidence, [property: Id(1)] double Accuracy, [property: Id(2)] double Low,
    [property: Id(3)] double High, [property: Id(4)] ImmutableArray<AnnotatorFlag> Flags);

/// <summary>Something about an annotator's work that a curator should look at, with the numbers behind it.</summary>
[GenerateSerializer, Immutable, Alias("annotator-flag")]
public sealed record AnnotatorFlag(
    [property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] double? Value = null, [property: Id(3)] double? Expected = null,
    [property: Id(4)] int? Answers = null, [property: Id(5)] double? ByChance = null)
{
    /// <summary>The code of somebody who misses known answers.</summary>
    public const string MissesKnown = "misses-known";
}
