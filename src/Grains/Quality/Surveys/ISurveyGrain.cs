using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>How far a project's people agree, how each of them stands against the others, and which labels look wrong: sums over
/// blocks, read in the background from those that changed. Soft: read anew after a start. Key: the project id.</summary>
/// <remarks>Every answer says as of when it is. Where few blocks changed it waits for them; in a large project it shows what
/// was known last while the rest is read, and reading takes a tenth of one core's time at most.</remarks>
[Alias("survey")]
public interface ISurveyGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<AgreementView> Agreement();

    /// <summary>Each two people with tasks in common, those who agree least first.</summary>
    /// <param name="after">Place in that order from which on.</param>
    [AlwaysInterleave]
    Task<PairsPage> Pairs(int after, int count);

    /// <summary>Everybody who answered, by id.</summary>
    [AlwaysInterleave]
    Task<PeopleView> People();

    /// <returns>Null of somebody who never answered.</returns>
    [AlwaysInterleave]
    Task<PersonDetails?> Person(UserId who);

    /// <summary>What reviewers found of decided tasks that the lot brought to them.</summary>
    [AlwaysInterleave]
    Task<JudgedView> Judged();

    /// <summary>What looks wrong, the surest first.</summary>
    /// <param name="kind">Null for all kinds.</param>
    /// <param name="after">Place in that order from which on.</param>
    [AlwaysInterleave]
    Task<FindingsPage> Findings(string? kind, int after, int count);
}

/// <summary>How fresh statistics are.</summary>
/// <param name="AsOf">When the last block was read; null before the first.</param>
/// <param name="BlocksRead">Of the project's blocks, those that are in the sums.</param>
/// <param name="Complete">Whether all are, as they were then.</param>
[GenerateSerializer, Immutable, Alias("survey-stamp")]
public sealed record SurveyStamp([property: Id(0)] DateTimeOffset? AsOf, [property: Id(1)] int BlocksRead, [property: Id(2)] int Blocks, [property: Id(3)] bool Complete);

/// <param name="Tasks">Tasks with an answer.</param>
/// <param name="Classification">Null where the spec asks for no class of the sample.</param>
/// <param name="Objects">Null where the spec has no classes of objects.</param>
/// <param name="Pairs">Of people, those with most tasks in common.</param>
[GenerateSerializer, Immutable, Alias("agreement-view")]
public sealed record AgreementView(
    [property: Id(0)] SurveyStamp Survey, [property: Id(1)] int Tasks, [property: Id(2)] int Answers, [property: Id(3)] ClassAgreement? Classification,
    [property: Id(4)] ImmutableArray<PropertyAgreement> Properties, [property: Id(5)] ObjectAgreement? Objects,
    [property: Id(6)] ImmutableArray<PairAgreement> Pairs, [property: Id(7)] ImmutableSortedDictionary<string, int> Licences);

/// <param name="Alpha">Krippendorff's α; null where nothing can be compared.</param>
/// <param name="Kappa">Fleiss' κ.</param>
/// <param name="Items">Tasks with two answers at least.</param>
/// <param name="OrdinalAlpha">α as if the classes were ordered as in the spec, of three or more: it says something only where they are.</param>
[GenerateSerializer, Immutable, Alias("class-agreement")]
public sealed record ClassAgreement(
    [property: Id(0)] double? Alpha, [property: Id(1)] double? Kappa, [property: Id(2)] int Items, [property: Id(3)] int Answers,
    [property: Id(4)] ImmutableArray<OneClassAgreement> Classes, [property: Id(5)] double? OrdinalAlpha = null);

/// <param name="Alpha">Of this class against all others.</param>
[GenerateSerializer, Immutable, Alias("one-class-agreement")]
public sealed record OneClassAgreement([property: Id(0)] string Name, [property: Id(1)] double? Alpha, [property: Id(2)] int Answers);

/// <param name="Class">Of whose objects it is a property; null of the sample as a whole.</param>
/// <param name="Scale">nominal, interval or text.</param>
/// <param name="ErrorRate">Of texts, edits a character between two people's.</param>
/// <param name="OrdinalAlpha">Of one of three or more options, α as if they were ordered as in the spec.</param>
/// <param name="Values">Of options, each against all others.</param>
[GenerateSerializer, Immutable, Alias("property-agreement")]
public sealed record PropertyAgreement(
    [property: Id(0)] string? Class, [property: Id(1)] string Name, [property: Id(2)] string Scale, [property: Id(3)] double? Alpha,
    [property: Id(4)] int Items, [property: Id(5)] int Answers, [property: Id(6)] double? ErrorRate,
    [property: Id(7)] double? OrdinalAlpha, [property: Id(8)] ImmutableArray<OneClassAgreement> Values);

/// <param name="MeanIou">Of objects that two people placed alike (IoU ½ or more).</param>
/// <param name="SameObjects">F1 of one finding what the other found.</param>
/// <param name="ClassAlpha">Krippendorff's α of the classes of those placed alike.</param>
/// <param name="Matched">Pairs placed alike.</param>
[GenerateSerializer, Immutable, Alias("object-agreement")]
public sealed record ObjectAgreement(
    [property: Id(0)] double? MeanIou, [property: Id(1)] double? SameObjects, [property: Id(2)] double? ClassAlpha, [property: Id(3)] int Matched,
    [property: Id(4)] int Unmatched, [property: Id(5)] ImmutableArray<OneObjectAgreement> Classes);

[GenerateSerializer, Immutable, Alias("one-object-agreement")]
public sealed record OneObjectAgreement(
    [property: Id(0)] string Name, [property: Id(1)] double? MeanIou, [property: Id(2)] double? SameObjects, [property: Id(3)] double? SameClass,
    [property: Id(4)] int Matched, [property: Id(5)] int Unmatched);

/// <param name="Kappa">Cohen's κ.</param>
/// <param name="Classes">κ of each class against all others.</param>
/// <param name="Properties">κ of what both answered to a property.</param>
[GenerateSerializer, Immutable, Alias("pair-agreement")]
public sealed record PairAgreement(
    [property: Id(0)] UserId One, [property: Id(1)] UserId Other, [property: Id(2)] int Items, [property: Id(3)] double? Agreeing,
    [property: Id(4)] double? Kappa, [property: Id(5)] int Matched, [property: Id(6)] double? MeanIou,
    [property: Id(7)] ImmutableArray<ClassKappa> Classes, [property: Id(8)] ImmutableArray<PropertyKappa> Properties);

[GenerateSerializer, Immutable, Alias("class-kappa")]
public sealed record ClassKappa([property: Id(0)] string Name, [property: Id(1)] double? Kappa);

/// <param name="Class">Of whose objects it is a property; null of the sample as a whole.</param>
[GenerateSerializer, Immutable, Alias("property-kappa")]
public sealed record PropertyKappa([property: Id(0)] string? Class, [property: Id(1)] string Name, [property: Id(2)] int Items, [property: Id(3)] double? Kappa);

/// <summary>Stated confidences beside verdicts; see <see cref="Domain.Quality.JudgedSums"/>.</summary>
/// <param name="Stated">Mean stated confidence; null without tasks.</param>
/// <param name="Bins">From the least sure on.</param>
[GenerateSerializer, Immutable, Alias("judged-view")]
public sealed record JudgedView(
    [property: Id(0)] int Tasks, [property: Id(1)] double? Stated, [property: Id(2)] ShareView? Right, [property: Id(3)] ImmutableArray<JudgedBinView> Bins)
{
    public static JudgedView Of(Domain.Quality.JudgedSums sums) => sums.Tasks is 0 ? new(0, null, null, []) : new(
        sums.Tasks, Round(sums.Stated), Share(sums.Right, sums.Tasks, Domain.Quality.ClopperPearson.Interval(sums.Right, sums.Tasks, 0.95)),
        [.. sums.Bins().Select(b => new JudgedBinView(Round(b.From), Round(b.To), Round(b.Stated), Share(b.Right, b.Tasks, b.Interval)))]);

    static ShareView Share(int right, int tasks, (double Lower, double Upper) interval) =>
        new(Round((double)right / tasks), [Round(interval.Lower), Round(interval.Upper)], tasks);

    static double Round(double value) => Math.Round(value, 5);
}

/// <param name="From">Least stated confidence in it.</param>
/// <param name="To">Largest.</param>
[GenerateSerializer, Immutable, Alias("judged-bin-view")]
public sealed record JudgedBinView([property: Id(0)] double From, [property: Id(1)] double To, [property: Id(2)] double Stated, [property: Id(3)] ShareView Right);

[GenerateSerializer, Immutable, Alias("people-view")]
public sealed record PeopleView([property: Id(0)] SurveyStamp Survey, [property: Id(1)] ImmutableArray<PersonView> People);

/// <summary>A share and what is known of it.</summary>
/// <param name="Interval">Central 95 % interval.</param>
/// <param name="Of">How many it was seen in.</param>
[GenerateSerializer, Immutable, Alias("share-view")]
public sealed record ShareView([property: Id(0)] double Value, [property: Id(1)] ImmutableArray<double> Interval, [property: Id(2)] double Of);

/// <param name="Consensus">Accuracy against what everybody else says, oneself left out; null where nobody else answered.</param>
/// <param name="Reviews">Share of reviewed answers that stood.</param>
/// <param name="Confusion">By class, the share of its tasks that got it.</param>
/// <param name="MedianActiveMs">Over all answers, in milliseconds.</param>
/// <param name="SharedMedianActiveMs">Over those whose tasks others answered too…</param>
/// <param name="PeersMedianActiveMs">…and the others' over the same.</param>
[GenerateSerializer, Immutable, Alias("person-view")]
public sealed record PersonView(
    [property: Id(0)] UserId User, [property: Id(1)] ShareView? Consensus, [property: Id(2)] ShareView? Reviews,
    [property: Id(3)] ImmutableArray<ClassRight> Confusion, [property: Id(4)] double? MedianActiveMs, [property: Id(5)] double? SharedMedianActiveMs,
    [property: Id(6)] double? PeersMedianActiveMs, [property: Id(7)] PersonShapes? Shapes, [property: Id(8)] double? CharacterErrorRate,
    [property: Id(9)] ImmutableArray<FlagView> Flags)
{
    /// <summary>As what they drew the objects that stand, today's names.</summary>
    [Id(10)] public ImmutableArray<DrawnAsView> Drawn { get; init; } = [];
}

/// <param name="Class">What stands.</param>
/// <param name="Answered">What they drew in its place.</param>
/// <param name="Tasks">Numbers of tasks to look at, not all.</param>
[GenerateSerializer, Immutable, Alias("drawn-as-view")]
public sealed record DrawnAsView(
    [property: Id(0)] string Class, [property: Id(1)] string Answered, [property: Id(2)] int Count, [property: Id(3)] ImmutableArray<int> Tasks);

[GenerateSerializer, Immutable, Alias("class-right")]
public sealed record ClassRight([property: Id(0)] string Class, [property: Id(1)] ShareView Right);

/// <summary>Objects beside those that reviewers accepted on the same tasks.</summary>
[GenerateSerializer, Immutable, Alias("person-shapes")]
public sealed record PersonShapes(
    [property: Id(0)] double? MeanIou, [property: Id(1)] double? SameObjects, [property: Id(2)] double? SameClass, [property: Id(3)] int Matched,
    [property: Id(4)] int Missed, [property: Id(5)] int Extra);

/// <param name="Value">What was seen…</param>
/// <param name="Expected">…and what would be of somebody who looks.</param>
/// <param name="ByChance">Chance, at most, that somebody who looks at the tasks ever comes to this.</param>
[GenerateSerializer, Immutable, Alias("flag-view")]
public sealed record FlagView(
    [property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] double Value, [property: Id(3)] double Expected,
    [property: Id(4)] int Answers, [property: Id(5)] double ByChance, [property: Id(6)] DateTimeOffset? Since);

/// <param name="Matrix">Expected counts by class: a row is what the task is, a column what was answered.</param>
/// <param name="Confusions">The most frequent mistakes, with tasks that show them.</param>
/// <param name="Objects">The most frequent mistakes with objects, with places that show them.</param>
/// <param name="OverTime">By day (UTC), of answers that others can be held against.</param>
/// <param name="Changes">Whether they became better or worse, and whether they tire.</param>
[GenerateSerializer, Immutable, Alias("person-details")]
public sealed record PersonDetails(
    [property: Id(0)] SurveyStamp Survey, [property: Id(1)] PersonView Person, [property: Id(2)] ImmutableArray<string> Classes,
    [property: Id(3)] ImmutableArray<ImmutableArray<double>> Matrix, [property: Id(4)] ImmutableArray<ConfusionView> Confusions,
    [property: Id(5)] ImmutableArray<DayView> OverTime, [property: Id(6)] ImmutableArray<ObjectErrorView> Objects,
    [property: Id(7)] ImmutableArray<ChangeView> Changes)
{
    /// <summary>The same without known answers, for whoever must not see which they were.</summary>
    [Id(8)] public ImmutableArray<ChangeView> ChangesToThem { get; init; } = [];
}

/// <summary>Objects drawn otherwise than a reviewer accepted them.</summary>
/// <param name="Truth">The accepted class; null for an object too many.</param>
/// <param name="Answer">The class drawn; null for an object that was missed. Equal to <paramref name="Truth"/>: placed too loosely.</param>
[GenerateSerializer, Immutable, Alias("object-error-view")]
public sealed record ObjectErrorView(
    [property: Id(0)] string? Truth, [property: Id(1)] string? Answer, [property: Id(2)] int Count, [property: Id(3)] ImmutableArray<ErrorPlaceView> Places);

/// <param name="Box">x, y, width and height of what is meant, in pixels of the upright image.</param>
[GenerateSerializer, Immutable, Alias("error-place-view")]
public sealed record ErrorPlaceView([property: Id(0)] TaskId Task, [property: Id(1)] ImmutableArray<double> Box);

/// <summary>Somebody became better or worse, or tires.</summary>
/// <param name="Code">learned or declined, or tires: less often right from the third hour of a sitting on than in its first.</param>
/// <param name="ByChance">Chance, at most, that somebody who does not change ever comes to this.</param>
/// <param name="Since">From when on; null of who tires.</param>
[GenerateSerializer, Immutable, Alias("change-view")]
public sealed record ChangeView(
    [property: Id(0)] string Code, [property: Id(1)] double ByChance, [property: Id(2)] ShareView Before, [property: Id(3)] ShareView After,
    [property: Id(4)] DateTimeOffset? Since)
{
    /// <summary>Answers: how often they are right, by everybody else. Labels, where no class is asked for: how like they are to what a reviewer made of them.</summary>
    public const string Answers = "answers", Labels = "labels";

    /// <summary>Of which <see cref="Before"/> and <see cref="After"/> tell.</summary>
    [Id(5)] public string Of { get; init; } = Answers;
}

[GenerateSerializer, Immutable, Alias("confusion-view")]
public sealed record ConfusionView(
    [property: Id(0)] string Truth, [property: Id(1)] string Answer, [property: Id(2)] double Count, [property: Id(3)] double Share,
    [property: Id(4)] ImmutableArray<TaskId> Tasks);

[GenerateSerializer, Immutable, Alias("day-view")]
public sealed record DayView([property: Id(0)] DateTimeOffset From, [property: Id(1)] int Answers, [property: Id(2)] ShareView Consensus, [property: Id(3)] double MeanActiveMs);

/// <param name="Counts">Findings of each kind.</param>
/// <param name="Next">Where the rest begins; null at the end.</param>
/// <param name="Editions">The first first.</param>
/// <param name="Neighbours">Among how many samples those near each other to a model were looked for; null while nobody knows.</param>
[GenerateSerializer, Immutable, Alias("findings-page")]
public sealed record FindingsPage(
    [property: Id(0)] SurveyStamp Survey, [property: Id(1)] ImmutableSortedDictionary<string, int> Counts,
    [property: Id(2)] ImmutableArray<Finding> Items, [property: Id(3)] int? Next, [property: Id(4)] ImmutableArray<EditionView> Editions,
    [property: Id(5)] NeighboursView? Neighbours = null);

/// <param name="Model">Whose embeddings they are.</param>
/// <param name="Searched">Samples among which was looked: the first…</param>
/// <param name="Of">…of so many with embeddings of it.</param>
[GenerateSerializer, Immutable, Alias("neighbours-view")]
public sealed record NeighboursView([property: Id(0)] string Model, [property: Id(1)] int Version, [property: Id(2)] int Searched, [property: Id(3)] int Of);

/// <summary>Something about labels that looks wrong.</summary>
/// <param name="Kind">version-drift, near-duplicates, label-error, odd-among-neighbours, tiny, outside, drawn-twice, odd-size.</param>
/// <param name="Why">In words.</param>
/// <param name="Numbers">What it rests on.</param>
/// <param name="FoundBy">Of samples beside each other, by what they were found: pictures, embeddings or both; null of others.</param>
[GenerateSerializer, Immutable, Alias("finding")]
public sealed record Finding(
    [property: Id(0)] string Kind, [property: Id(1)] ImmutableArray<TaskId> Tasks, [property: Id(2)] string Why,
    [property: Id(3)] ImmutableSortedDictionary<string, double> Numbers, [property: Id(4)] string? FoundBy = null);
