using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Tasks;

/// <summary>Where a task stands: QUEUED, WORKING, SUBMITTED, REVIEWED.</summary>
public enum TaskState : byte { Queued, Working, Submitted, Reviewed }

/// <summary>All that is true of one task. Built only by folding events with <see cref="TaskEvolution.Evolve"/>.</summary>
[GenerateSerializer, Immutable, Alias("task-truth")]
public sealed record TaskTruth
{
    public static TaskTruth Unknown { get; } = new();

    /// <summary>Null until the first command takes the task over from its block's row.</summary>
    [Id(0)] public TaskOrigin? Origin { get; init; }
    [Id(1)] public TaskState State { get; init; }
    /// <summary>Counts recorded commands; a report with a lower number is older.</summary>
    [Id(2)] public int Version { get; init; }
    /// <summary>How many opinions are wanted now; grows by one each time another is needed.</summary>
    [Id(3)] public int Wanted { get; init; }
    [Id(4)] public ImmutableArray<Assignment> Leases { get; init; } = [];
    [Id(5)] public ImmutableArray<EndedLease> Ended { get; init; } = [];
    [Id(6)] public ImmutableArray<Annotation> Annotations { get; init; } = [];
    [Id(7)] public ImmutableArray<Review> Reviews { get; init; } = [];
    [Id(8)] public Assessment? Assessment { get; init; }
    [Id(9)] public Decision? Decision { get; init; }
    [Id(10)] public AuditStatus Audit { get; init; }
    /// <summary>Why a reviewer or curator is waited for; <see cref="ReviewReason.None"/> when nobody is.</summary>
    [Id(11)] public ReviewReason Waits { get; init; }
    [Id(12)] public ImmutableArray<HistoryEntry> History { get; init; } = [];
    [Id(13)] public ImmutableArray<AnsweredCommand> Answered { get; init; } = [];

    /// <summary>Questions that the task waits for, without a lease: nobody is handed it until they are answered.</summary>
    [Id(14)] public ImmutableArray<AwaitedAnswer> Awaited { get; init; } = [];

    /// <summary>The known answer that a curator vouched for; null where none did, or took it back.</summary>
    [Id(15)] public GoldAnswer? Gold { get; init; }

    /// <summary>Who was handed the task to see how they do, and what they answered: nothing of it is an opinion.</summary>
    [Id(16)] public ImmutableArray<Check> Checks { get; init; } = [];

    /// <summary>Whether the known answer is still what the task is REVIEWED with; until then it is held against nobody.</summary>
    public bool GoldStands => Gold is { } gold && Decision?.Label == gold.Label;

    public Check? FindCheck(LeaseId id) => Checks.FirstOrDefault(c => c.Lease.Id == id);

    public IEnumerable<Check> ChecksOf(UserId who) => Checks.Where(c => c.Lease.Holder == who);

    /// <summary>What somebody answered last as an opinion that counts; null where they gave none.</summary>
    public Annotation? OpinionOf(UserId who) => Annotations.LastOrDefault(a => a.Annotator == who && a.Counts);

    /// <summary>The annotations that count towards redundancy and consensus.</summary>
    public IEnumerable<Annotation> Counted => Annotations.Where(a => a.Counts);

    public IEnumerable<Assignment> LabelLeases => Leases.Where(l => l.Kind is AssignmentKind.Label);

    public Assignment? FindLease(LeaseId id) => Leases.FirstOrDefault(l => l.Id == id);

    public AnsweredCommand? FindAnswer(UserId by, CommandKey key) =>
        Answered.FirstOrDefault(a => a.Key == key && a.By == by);

    /// <summary>Whether a submission of <paramref name="annotator"/> would still count, <paramref name="most"/> opinions being the limit.</summary>
    public bool HasRoomFor(UserId annotator, int most, DateTimeOffset now) =>
        State is not TaskState.Reviewed && Assessment is not { Need: Need.Nothing }
        && !Counted.Any(a => a.Annotator == annotator)
        && Counted.Count() + LabelLeases.Count(l => l.Holder != annotator && l.EndsAt > now) < most;

    /// <summary>Everyone who may not be given this task again: they answered it or passed on it.</summary>
    public IEnumerable<UserId> DoneWithIt =>
        Annotations.Where(a => !a.ReturnedToAnnotator).Select(a => a.Annotator)
            .Concat(Ended.Where(l => l.How is LeaseEnd.Skipped).Select(l => l.Holder)).Distinct();
}

/// <summary>What a task is before anybody worked on it: taken over from its block's row once.</summary>
/// <param name="Audit">True when the task was drawn as an audit: it goes to people blind to the prediction.</param>
/// <param name="Prelabeled">True when annotators are shown the prediction.</param>
/// <param name="Seed">Drives the draws concerning this task, such as sampled review.</param>
/// <param name="Accepted">The model's decision where the block let it decide before a person came.</param>
/// <param name="RecalledAt">When a decision that no opinion holds up went to review: its certificate broke, or a curator asked.</param>
[GenerateSerializer, Immutable, Alias("task-origin")]
public sealed record TaskOrigin(
    [property: Id(0)] TaskId Id, [property: Id(1)] Sample Sample, [property: Id(2)] Prediction? Prediction,
    [property: Id(3)] bool Audit, [property: Id(4)] bool Prelabeled, [property: Id(5)] uint Seed,
    [property: Id(6)] DateTimeOffset ImportedAt, [property: Id(7)] DateTimeOffset? PredictedAt,
    [property: Id(8)] Decision? Accepted, [property: Id(9)] DateTimeOffset? RecalledAt);

/// <summary>One item to label.</summary>
/// <param name="Width">Pixels of the upright image; 0 for a text.</param>
/// <param name="TextLength">Unicode code points of a text; 0 for an image.</param>
/// <param name="Licence">SPDX or Creative Commons id.</param>
/// <param name="Group">Samples of one group never straddle splits.</param>
/// <param name="Metadata">Free JSON object as text, or null.</param>
[GenerateSerializer, Immutable, Alias("sample")]
public sealed record Sample(
    [property: Id(0)] ContentHash Hash, [property: Id(1)] string ExternalId, [property: Id(2)] string ContentType,
    [property: Id(3)] int Width, [property: Id(4)] int Height, [property: Id(5)] int TextLength,
    [property: Id(6)] string? Group = null, [property: Id(7)] string? Licence = null,
    [property: Id(8)] string? Source = null, [property: Id(9)] string? Metadata = null);

/// <summary>Which version of which model.</summary>
[GenerateSerializer, Immutable, Alias("model-ref")]
public sealed record ModelRef([property: Id(0)] string Model, [property: Id(1)] int Version);

/// <summary>What a model says of a sample.</summary>
/// <param name="Class">Index among the classification's options in spec order; -1 where the label is no classification.</param>
/// <param name="Confidence">The model's own probability that the label is right, before any calibration.</param>
/// <param name="Probabilities">Its sparse class probabilities, largest first; what is missing is spread evenly.</param>
[GenerateSerializer, Immutable, Alias("prediction")]
public sealed record Prediction(
    [property: Id(0)] ModelRef Model, [property: Id(1)] ContentHash Label, [property: Id(2)] int Class,
    [property: Id(3)] double Confidence, [property: Id(4)] ImmutableArray<ClassProbability> Probabilities);

[GenerateSerializer, Immutable, Alias("class-probability")]
public readonly record struct ClassProbability([property: Id(0)] int Class, [property: Id(1)] float Probability);

/// <summary>What a hold is for; <see cref="Check"/>: to see how its holder does, who takes it for <see cref="Label"/>.</summary>
public enum AssignmentKind : byte { Label, Review, Check }

/// <summary>One person's hold on a task, until it ends.</summary>
/// <param name="Returned">True when the task was rejected back to this annotator.</param>
[GenerateSerializer, Immutable, Alias("assignment")]
public sealed record Assignment(
    [property: Id(0)] LeaseId Id, [property: Id(1)] UserId Holder, [property: Id(2)] AssignmentKind Kind,
    [property: Id(3)] DateTimeOffset GrantedAt, [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] int SpecVersion, [property: Id(6)] int GuidelineVersion, [property: Id(7)] bool Returned = false);

/// <param name="Asker">Who gets the task back with the answer.</param>
[GenerateSerializer, Immutable, Alias("awaited-answer")]
public sealed record AwaitedAnswer([property: Id(0)] QuestionId Question, [property: Id(1)] UserId Asker);

/// <summary>How a hold ended; <see cref="Asked"/>: its holder waits for an answer.</summary>
public enum LeaseEnd : byte { Submitted, Released, Skipped, Expired, Withdrawn, Asked }

[GenerateSerializer, Immutable, Alias("ended-lease")]
public sealed record EndedLease(
    [property: Id(0)] LeaseId Id, [property: Id(1)] UserId Holder, [property: Id(2)] LeaseEnd How,
    [property: Id(3)] DateTimeOffset GrantedAt, [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] int SpecVersion, [property: Id(6)] int GuidelineVersion, [property: Id(7)] AssignmentKind Kind = AssignmentKind.Label);

/// <summary>What one annotator answered.</summary>
/// <param name="Class">Index of the answered option where the task is a classification, else -1.</param>
/// <param name="ActiveMs">Time on the task without idling, capped by the time since the lease; milliseconds.</param>
/// <param name="Counts">False once rejected or set aside by a reopen.</param>
/// <param name="ReturnedToAnnotator">True once rejected: its author may be given the task again.</param>
/// <param name="Edits">What became of the model's suggestion; null where it made none.</param>
[GenerateSerializer, Immutable, Alias("annotation")]
public sealed record Annotation(
    [property: Id(0)] string Id, [property: Id(1)] UserId Annotator, [property: Id(2)] ContentHash Label,
    [property: Id(3)] int Class, [property: Id(4)] int SpecVersion, [property: Id(5)] int GuidelineVersion,
    [property: Id(6)] DateTimeOffset SubmittedAt, [property: Id(7)] int ActiveMs,
    [property: Id(8)] bool Counts = true, [property: Id(9)] bool ReturnedToAnnotator = false, [property: Id(10)] PrelabelEdits? Edits = null);

public enum Verdict : byte { Accept, Correct, Reject }

/// <summary>A reviewer's verdict on a task.</summary>
/// <param name="Marks">What they said of single objects; in states written before there were any, default.</param>
/// <param name="Believed">What people's opinions had decided, where the lot alone had brought the task to a reviewer; null of any other review.</param>
[GenerateSerializer, Immutable, Alias("review")]
public sealed record Review(
    [property: Id(0)] string Id, [property: Id(1)] UserId Reviewer, [property: Id(2)] Verdict Verdict,
    [property: Id(3)] string Comment, [property: Id(4)] ContentHash Label, [property: Id(5)] int Class,
    [property: Id(6)] DateTimeOffset At, [property: Id(7)] ImmutableArray<ReviewMark> Marks, [property: Id(8)] Belief? Believed = null)
{
    /// <summary>Marks by what they say: arrays compare by reference.</summary>
    public bool Equals(Review? other) => other is not null
        && (Id, Reviewer, Verdict, Comment, Label, Class, At, Believed) == (other.Id, other.Reviewer, other.Verdict, other.Comment, other.Label, other.Class, other.At, other.Believed)
        && Marks.AsSpan().SequenceEqual(other.Marks.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, Reviewer, Verdict, Comment, At);
}

/// <summary>What was believed of a task's class before anybody judged it.</summary>
[GenerateSerializer, Immutable, Alias("belief")]
public readonly record struct Belief([property: Id(0)] int Class, [property: Id(1)] double Confidence);

/// <summary>A reviewer's remark, pinned to an object of the labels that they judged.</summary>
/// <param name="Object">The object's id.</param>
/// <param name="At">The place that is meant, in pixels of the upright image; null for the object as a whole.</param>
[GenerateSerializer, Immutable, Alias("review-mark")]
public sealed record ReviewMark([property: Id(0)] string Object, [property: Id(1)] string Text, [property: Id(2)] PointPx? At)
{
    /// <summary>Most marks of one review.</summary>
    public const int Most = 100;

    /// <summary>Longest text of one, in UTF-16 code units.</summary>
    public const int Longest = 2000;
}

/// <summary>What the opinions on a task amount to.</summary>
/// <param name="Confidence">Posterior probability of <paramref name="Label"/>.</param>
[GenerateSerializer, Immutable, Alias("assessment")]
public sealed record Assessment(
    [property: Id(0)] ContentHash Label, [property: Id(1)] int Class,
    [property: Id(2)] double Confidence, [property: Id(3)] Need Need);

/// <summary>What a task needs after an opinion.</summary>
public enum Need : byte { Nothing, AnotherOpinion, Reviewer }

public enum DeciderKind : byte { People, Model, Reviewer }

/// <summary>Who or what decided a task, and what for.</summary>
/// <param name="Users">The annotators who agree with the label, or the reviewer.</param>
/// <param name="Rule">consensus, agreement (an audit), certificate or review.</param>
[GenerateSerializer, Immutable, Alias("decision")]
public sealed record Decision(
    [property: Id(0)] DeciderKind By, [property: Id(1)] ImmutableArray<UserId> Users, [property: Id(2)] ModelRef? Model,
    [property: Id(3)] ContentHash Label, [property: Id(4)] int Class, [property: Id(5)] double Confidence,
    [property: Id(6)] string Rule, [property: Id(7)] DateTimeOffset At);

/// <summary>An audit tests the model's prediction on a task blindly. Disputed counts as an error until a reviewer spoke.</summary>
public enum AuditStatus : byte { None, Drawn, Disputed, Agrees, Differs }

public enum ReviewReason : byte { None, Sampled, Disagreement, AuditDisputed, Skipped, NoAnnotatorLeft, CertificateBroken, Asked }

/// <summary>One line of a task's history: it is only ever appended to.</summary>
/// <param name="By">A user's id, or "policy", "model".</param>
[GenerateSerializer, Immutable, Alias("history-entry")]
public sealed record HistoryEntry(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string By, [property: Id(2)] string Command,
    [property: Id(3)] TaskState From, [property: Id(4)] TaskState To, [property: Id(5)] string? Reason = null);

/// <summary>A command that was carried out, and its first answer, so that a repeat gets it again.</summary>
/// <param name="Fingerprint">Hash of what was asked: the same key with another content is refused.</param>
/// <param name="Result">The id of the lease, annotation or review that it made, if any.</param>
[GenerateSerializer, Immutable, Alias("answered-command")]
public sealed record AnsweredCommand(
    [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint,
    [property: Id(3)] string Result, [property: Id(4)] TaskState State);
