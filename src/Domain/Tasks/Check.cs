namespace Labelwise.Domain.Tasks;

/// <summary>What an answer to a check is held against: a known answer, or what the same person answered earlier.</summary>
public enum CheckKind : byte { Gold, Own }

/// <summary>The known answer to a task: the label that it was REVIEWED with, vouched for by a curator.</summary>
/// <param name="Note">What it teaches, or why it is sure; for curators. May be empty.</param>
[GenerateSerializer, Immutable, Alias("gold-answer")]
public sealed record GoldAnswer(
    [property: Id(0)] ContentHash Label, [property: Id(1)] int Class, [property: Id(2)] UserId By, [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string Note)
{
    /// <summary>Most known answers of a project.</summary>
    public const int Most = 5_000;

    /// <summary>An answer less like it than this has missed it; of a classification, any other.</summary>
    public const double Missed = 0.5;

    /// <summary>Longest note, in UTF-16 code units.</summary>
    public const int LongestNote = 1000;
}

/// <summary>A REVIEWED task handed to somebody as if it were work, to see how they do. It is kept apart from annotations: whatever
/// becomes of it, the task's state, label, opinions and history stay as they are.</summary>
/// <param name="Lease">Of kind <see cref="AssignmentKind.Check"/>.</param>
/// <param name="Ended">Null while it is held.</param>
/// <param name="Answer">Null unless it was answered.</param>
/// <param name="Reason">Why it was skipped.</param>
/// <param name="Question">What its holder asked instead of answering; with the answer they get it again, as they would any task.</param>
/// <param name="Order">The work order that its holder was at work on, which pays for it as for any task.</param>
[GenerateSerializer, Immutable, Alias("check")]
public sealed record Check(
    [property: Id(0)] Assignment Lease, [property: Id(1)] CheckKind Kind, [property: Id(2)] LeaseEnd? Ended = null,
    [property: Id(3)] CheckAnswer? Answer = null, [property: Id(4)] string? Reason = null, [property: Id(5)] WorkOrderId? Order = null,
    [property: Id(6)] QuestionId? Question = null);

/// <param name="Id">As whoever answered knows it: like any annotation's.</param>
/// <param name="Score">How like the known answer, or the earlier one of their own, it is, in [0, 1]: 1 or 0 of a classification.</param>
[GenerateSerializer, Immutable, Alias("check-answer")]
public sealed record CheckAnswer(
    [property: Id(0)] string Id, [property: Id(1)] ContentHash Label, [property: Id(2)] int Class, [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] int ActiveMs, [property: Id(5)] double Score, [property: Id(6)] PrelabelEdits? Edits = null);
