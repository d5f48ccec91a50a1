using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;

namespace Labelwise.Host.Tasks;

/// <param name="Id">SHA-256 of the bytes.</param>
/// <param name="Width">Pixels of the upright image; 0 for a text.</param>
/// <param name="Text">Of a text.</param>
public sealed record SampleAnswer(
    string Id, string ExternalId, int Width, int Height, string Url, string? ThumbnailUrl, string? Text = null);

public sealed record LeaseAnswer(LeaseId Id, DateTimeOffset ExpiresAt);

/// <summary>Work for an annotator.</summary>
public sealed record NextAnswer(IReadOnlyList<WorkItem> Tasks, NoWorkAnswer? None);

/// <param name="Returned">Why it comes back to its annotator.</param>
public sealed record WorkItem(
    TaskId Id, SampleAnswer Sample, int SpecVersion, int GuidelineVersion, LabelDocument? Prelabel, DraftAnswer? Draft,
    ReturnedAnswer? Returned, LeaseAnswer Lease);

/// <param name="Labels">As they were sent: a draft need not conform.</param>
/// <param name="Revision">What is sent with a larger one replaces this.</param>
/// <param name="SeenTo">Which remarks of the rejection before it are ticked off, by index.</param>
public sealed record DraftAnswer(System.Text.Json.JsonElement Labels, int ActiveMs, DateTimeOffset SavedAt, long Revision, IReadOnlyList<int>? SeenTo = null);

/// <param name="Labels">What was rejected, to go on from.</param>
public sealed record ReturnedAnswer(string Comment, string By, DateTimeOffset At, IReadOnlyList<MarkAnswer>? Marks = null, LabelDocument? Labels = null);

/// <summary>A reviewer's remark on one object.</summary>
/// <param name="Object">Its id in the labels that were judged.</param>
/// <param name="At">x and y of the place that is meant, in pixels of the upright image; null for the object as a whole.</param>
public sealed record MarkAnswer(string Object, string Text, IReadOnlyList<double>? At);

public sealed record NoWorkAnswer(string Reason, int Held, DateTimeOffset? Until, int Queued, string Message);

/// <summary>What a command on a task came to.</summary>
public sealed record CommandAnswer(
    TaskId Id, string State, MadeAnswer? Annotation = null, MadeAnswer? Review = null, LeaseAnswer? Lease = null);

public sealed record MadeAnswer(string Id);

/// <summary>Work for a reviewer.</summary>
public sealed record ReviewsAnswer(IReadOnlyList<ReviewItem> Tasks, NoWorkAnswer? None);

/// <param name="Reason">Why a reviewer is asked.</param>
/// <param name="Candidate">What stands as the task's label so far.</param>
public sealed record ReviewItem(
    TaskId Id, SampleAnswer Sample, int SpecVersion, string? Reason, LabelDocument? Candidate, double? Confidence,
    IReadOnlyList<AnnotationAnswer> Annotations, IReadOnlyList<SkipAnswer> Skips, PredictionAnswer? Prediction, LeaseAnswer Lease);

public sealed record SkipAnswer(string By, string Reason);

public sealed record PredictionAnswer(LabelDocument? Labels, double Confidence, ModelVersionRef Model);

public sealed record ModelVersionRef(string Id, int Version);

/// <param name="Counts">False once rejected or set aside by a reopen.</param>
/// <param name="Edits">What became of the model's suggestion, as the client measured it.</param>
public sealed record AnnotationAnswer(
    string Id, UserId Annotator, string Name, LabelDocument? Labels, int SpecVersion, int GuidelineVersion,
    DateTimeOffset SubmittedAt, int ActiveMs, bool Counts, PrelabelEdits? Edits = null);

public sealed record ReviewAnswer(string Id, UserId Reviewer, string Name, string Verdict, string Comment, LabelDocument? Labels, DateTimeOffset At, IReadOnlyList<MarkAnswer>? Marks = null);

public sealed record DeciderAnswer(string Kind, IReadOnlyList<UserId> Users, ModelVersionRef? Model);

public sealed record DecisionAnswer(DeciderAnswer By, LabelDocument? Labels, double Confidence, string Rule, DateTimeOffset At);

public sealed record HistoryAnswer(DateTimeOffset At, string By, string Command, string From, string To, string? Reason);

/// <summary>One task with its history, as far as the caller may see it.</summary>
/// <param name="Waits">Why a reviewer or curator is waited for.</param>
public sealed record TaskAnswer(
    TaskId Id, string State, int Version, SampleAnswer Sample, PredictionAnswer? Prediction, IReadOnlyList<AnnotationAnswer> Annotations,
    IReadOnlyList<ReviewAnswer> Reviews, DecisionAnswer? Decision, IReadOnlyList<HistoryAnswer> History,
    IReadOnlyList<LeaseAnswer> Leases, string? Waits, string? Audit, GoldMarkAnswer? Gold = null, IReadOnlyList<CheckAnswer>? Checks = null);

/// <summary>That the task's label is a known answer: curators alone are told.</summary>
/// <param name="Stands">False where the task was reopened, or decided otherwise since: then it is held against nobody.</param>
public sealed record GoldMarkAnswer(UserId By, string Name, DateTimeOffset At, string Note, bool Stands);

/// <summary>Somebody was handed the task to see how they do.</summary>
/// <param name="Kind">gold, or own: an earlier task of their own.</param>
/// <param name="Ended">submitted, skipped, released, expired; null while they hold it.</param>
/// <param name="Score">How like what it is held against, in [0, 1].</param>
public sealed record CheckAnswer(
    string Kind, UserId Annotator, string Name, DateTimeOffset GivenAt, string? Ended, LabelDocument? Labels, double? Score, DateTimeOffset? At, int? ActiveMs);

/// <summary>A task in a list.</summary>
/// <param name="Turn">first or last; null for its usual turn.</param>
/// <param name="Gold">True where its label is a known answer; curators alone are told.</param>
public sealed record TaskItem(
    TaskId Id, string State, string ExternalId, SampleAnswer Sample, LabelDocument? Label, double? Confidence, string? DecidedBy,
    IReadOnlyList<UserId>? Annotators, string? Waits, DateTimeOffset UpdatedAt, IReadOnlyList<string>? Tags = null, string? Turn = null, bool? Gold = null);

public sealed record CountAnswer(int Count);

/// <param name="ExpectedAccuracy">Of what is decided; null where nothing is.</param>
/// <param name="Interval">Central 95 % interval.</param>
public sealed record SetAnswer(int Tasks, int Decided, int ByModel, double? ExpectedAccuracy, double[]? Interval);

public sealed record AssignmentAnswer(int Assigned, IReadOnlyList<RefusedAssignment> Refused);

public sealed record RefusedAssignment(TaskId Task, string Code);
