using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Grains.Quality.Surveys;

namespace Labelwise.Host.Statistics;

/// <param name="AccuracyInterval">Central 95 % credible interval.</param>
/// <param name="Judged">Answers that the accuracy goes by: those on which somebody else has a word. Of 0 it is what is believed of anybody. Null for
/// the person themselves, whom it would tell which tasks were checks.</param>
/// <param name="MeanActiveMs">Time on a task without idling, mean over the submissions, in milliseconds.</param>
/// <param name="Consensus">Accuracy against what everybody else says, oneself left out; null where nobody else answered.</param>
/// <param name="Reviews">Share of reviewed answers that stood.</param>
/// <param name="Gold">How often they were right where the answer was known, by class in <paramref name="GoldClasses"/>; told to those who see everyone's.</param>
/// <param name="SelfConsistency">How like their own earlier answers theirs are, given the same task again.</param>
/// <param name="Confusion">By class, the share of its tasks that got it.</param>
/// <param name="SharedMedianActiveMs">Median time over tasks that others answered too, beside the others' own over the same tasks.</param>
public sealed record AnnotatorAnswer(
    UserId User, string Name, int Submitted, double Accuracy, double[] AccuracyInterval, int Reviewed, int Accepted, int Rejected,
    int Skipped, long ActiveMs, double? MeanActiveMs, IReadOnlyList<FlagAnswer> Flags, ShareView? Consensus = null, ShareView? Reviews = null,
    IReadOnlyList<ClassRight>? Confusion = null, double? MedianActiveMs = null, double? SharedMedianActiveMs = null,
    double? PeersMedianActiveMs = null, PersonShapes? Shapes = null, double? CharacterErrorRate = null,
    ShareView? Gold = null, IReadOnlyList<ClassRight>? GoldClasses = null, ShareView? SelfConsistency = null, int? Judged = null);

/// <param name="Value">What was seen; null where the message says all.</param>
/// <param name="Expected">What would be seen of somebody who looks at the tasks.</param>
/// <param name="Answers">Answers it was seen in.</param>
/// <param name="ByChance">Chance, at most, that somebody who looks ever comes to this.</param>
/// <param name="Contest">What was said against it, and what a curator ruled.</param>
public sealed record FlagAnswer(
    string Code, string Message, double? Value = null, double? Expected = null, int? Answers = null, double? ByChance = null, DateTimeOffset? Since = null,
    ContestAnswer? Contest = null);

/// <param name="Set">What is to be expected of the whole set as it stands.</param>
/// <param name="Foretold">Whether posteriors mean what they say, by the answers after them; null before opinions contradicted each other.</param>
/// <param name="Judged">The same by who is nearer to the truth.</param>
public sealed record ConfidenceAnswer(AutoAcceptAnswer AutoAccept, SetConfidenceAnswer Set, ForetoldAnswer? Foretold, JudgedAnswer Judged);

/// <summary>Of the answers to tasks on which opinions had contradicted each other, which share should have named the class that was
/// likeliest before them, and which did.</summary>
/// <param name="Interval">95 % interval of the share that agreed.</param>
/// <param name="TooSure">Posteriors claim more than the answers bear out; said wrongly in one project of a hundred at most, however often it is asked.</param>
/// <param name="Odds">To 1, by which the answers are likelier if so; null where there is no evidence to speak of.</param>
public sealed record ForetoldAnswer(int Answers, double Stated, double Agreed, double[] Interval, bool TooSure, double? Odds)
{
    /// <summary>Larger ones say no more.</summary>
    const double MostOdds = 1e9;

    /// <returns>Null without such answers.</returns>
    public static ForetoldAnswer? Of(Foretold foretold) => foretold.Answers is 0 ? null : new(
        foretold.Answers, Round(foretold.StatedShare), Round(foretold.AgreedShare), [Round(foretold.Interval.Low), Round(foretold.Interval.High)], foretold.IsTooSure,
        foretold.IsTooSure ? Math.Floor(Math.Min(MostOdds, Math.Exp(foretold.LogEvidence))) : null);

    static double Round(double value) => Math.Round(value, 4);
}

/// <param name="Reviews">Of what people decided, tasks that the lot brought to a reviewer; null before the first.</param>
/// <param name="Audits">Of what a model predicted, settled audits; null before the first.</param>
public sealed record JudgedAnswer(JudgedView? Reviews, JudgedView? Audits)
{
    public static JudgedAnswer Of(JudgedView reviews, IEnumerable<Audit> audits) => new(Some(reviews), Some(JudgedView.Of(JudgedSums.Of(audits))));

    static JudgedView? Some(JudgedView view) => view.Tasks is 0 ? null : view;
}

/// <param name="Message">In words, as <c>61 of at least 149 audits</c>.</param>
/// <param name="NextLook">Audits that the certificates still sought are expected to take; 0 where none is sought. They are looked at after each.</param>
public sealed record AutoAcceptAnswer(
    bool Enabled, string State, string Message, double MaxError, double Confidence, int NextLook, AcceptanceAnswer Pooled,
    IReadOnlyList<AcceptanceAnswer> Classes, AuditPlanAnswer? Plan, IReadOnlyList<LookAnswer> Looks, IReadOnlyList<AuditAnswer> Audits,
    CalibrationAnswer? Calibration);

/// <param name="Method">temperature, isotonic where a curve foretells held-out answers better, none where the model's own word does.</param>
/// <param name="Temperature">The model's probabilities count to the power 1/temperature; above 1 it was too sure of itself.</param>
/// <param name="Tasks">Tasks answered without sight of the prediction that it was fitted on.</param>
/// <param name="LogLoss">On answers that the fit had not seen; null with too few to hold any out.</param>
/// <param name="Before">The reliability diagram of what the model says…</param>
/// <param name="After">…and of what that counts for.</param>
public sealed record CalibrationAnswer(
    string Method, double Temperature, int Tasks, DateTimeOffset At, LogLossAnswer? LogLoss, ReliabilityAnswer? Before, ReliabilityAnswer? After);

/// <summary>Nats a task, held out.</summary>
public sealed record LogLossAnswer(double Before, double ByTemperature, double ByIsotonic);

/// <param name="Error">Expected calibration error.</param>
public sealed record ReliabilityAnswer(double Error, double Brier, IReadOnlyList<ReliabilityBinAnswer> Bins);

/// <param name="Claimed">Mean of what is claimed between <paramref name="From"/> and <paramref name="To"/>.</param>
/// <param name="Right">Share that is right, as far as people's answers tell.</param>
/// <param name="Interval">Its central 95 % interval.</param>
public sealed record ReliabilityBinAnswer(double From, double To, int Tasks, double Claimed, double Right, double[] Interval);

/// <param name="Threshold">Confidence from which on the model decides; null where it does not.</param>
/// <param name="Bound">Upper bound of the error among what it decides.</param>
/// <param name="Needed">Fewest audits with which a certificate could be had.</param>
/// <param name="Share">Of the predicted tasks, those it decides.</param>
public sealed record AcceptanceAnswer(
    string? Name, double? Threshold, double? Bound, int Audits, int Errors, int Needed, double? Share);

public sealed record AuditPlanAnswer(string Seed, double Floor, double Rate, DateTimeOffset? At);

public sealed record LookAnswer(int Number, double Alpha, int Tests, int Passed, DateTimeOffset At);

/// <param name="Agrees">Null while it is not settled.</param>
public sealed record AuditAnswer(TaskId Task, string? Class, double Confidence, bool? Agrees, uint Rank, DateTimeOffset? SettledAt);

/// <param name="Interval">Central 95 % interval; null while nothing is decided.</param>
public sealed record SetConfidenceAnswer(double? ExpectedAccuracy, double[]? Interval);
