using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A task as its block keeps it: what routing, lists and statistics need, nothing more.</summary>
[GenerateSerializer, Immutable, Alias("task-row")]
public sealed record TaskRow
{
    [Id(0)] public required TaskId Id { get; init; }
    /// <summary>Number of recorded commands; 0 while the block itself holds the truth.</summary>
    [Id(1)] public int Version { get; init; }
    [Id(2)] public TaskState State { get; init; }
    [Id(3)] public int Wanted { get; init; } = 1;
    [Id(4)] public ReviewReason Waits { get; init; }
    [Id(5)] public AuditStatus Audit { get; init; }
    /// <summary>What stands as the task's label so far; none before an opinion.</summary>
    [Id(6)] public ContentHash Label { get; init; }
    [Id(7)] public int Class { get; init; } = -1;
    [Id(8)] public float Confidence { get; init; }
    [Id(9)] public RowDecision? Decision { get; init; }
    [Id(10)] public ImmutableArray<RowOpinion> Opinions { get; init; } = [];
    [Id(11)] public ImmutableArray<RowLease> Leases { get; init; } = [];
    /// <summary>Who may not be given the task again, beyond those with an opinion in <see cref="Opinions"/>.</summary>
    [Id(12)] public ImmutableArray<UserId> PassedOn { get; init; } = [];
    [Id(13)] public int Reviews { get; init; }
    [Id(14)] public DateTimeOffset UpdatedAt { get; init; }
    /// <summary>Whether an answer to a question is waited for; until then nobody is handed the task.</summary>
    [Id(15)] public bool Asked { get; init; }

    /// <summary>Whether what the task is REVIEWED with is a known answer.</summary>
    [Id(16)] public bool Gold { get; init; }
    /// <summary>What people answered who were handed the task to see how they do.</summary>
    [Id(17)] public ImmutableArray<RowCheck> Checks { get; init; } = [];

    /// <summary>What came of its review, where the lot brought it there.</summary>
    [Id(18)] public RowVerdict? Judged { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public int CountedOpinions
    {
        get
        {
            var count = 0;
            foreach (var opinion in Opinions) if (opinion.Counts) count++;
            return count;
        }
    }

    /// <summary>How many hold the task for this kind of work now.</summary>
    public int HeldFor(AssignmentKind kind, DateTimeOffset now)
    {
        var count = 0;
        foreach (var lease in Leases) if (lease.Assignment.Kind == kind && lease.Assignment.EndsAt > now) count++;
        return count;
    }
}

/// <param name="Users">As <see cref="Domain.Tasks.Decision.Users"/>.</param>
[GenerateSerializer, Immutable, Alias("row-decision")]
public sealed record RowDecision(
    [property: Id(0)] DeciderKind By, [property: Id(1)] ImmutableArray<UserId> Users, [property: Id(2)] ModelRef? Model,
    [property: Id(3)] DateTimeOffset At, [property: Id(4)] string Rule);

/// <param name="Counts">False once rejected or set aside.</param>
/// <param name="Stood">Whether a reviewer's verdict upheld it; null while none judged it.</param>
/// <param name="Returned">True once rejected back to its annotator, who may be given the task again.</param>
/// <param name="Spec">Version under which it was made; 0 in rows that an earlier version saved.</param>
/// <param name="Guideline">Likewise.</param>
[GenerateSerializer, Immutable, Alias("row-opinion")]
public readonly record struct RowOpinion(
    [property: Id(0)] UserId Annotator, [property: Id(1)] ContentHash Label, [property: Id(2)] int Class, [property: Id(3)] int ActiveMs,
    [property: Id(4)] DateTimeOffset At, [property: Id(5)] bool Counts, [property: Id(6)] bool? Stood, [property: Id(7)] bool Returned,
    [property: Id(8)] int Spec = 0, [property: Id(9)] int Guideline = 0);

/// <param name="Confidence">Before a reviewer spoke, of the class that people's opinions had decided.</param>
/// <param name="Right">Whether the first verdict upheld that class.</param>
[GenerateSerializer, Immutable, Alias("row-verdict")]
public readonly record struct RowVerdict([property: Id(0)] float Confidence, [property: Id(1)] bool Right);

/// <param name="Score">As <see cref="CheckAnswer.Score"/>.</param>
[GenerateSerializer, Immutable, Alias("row-check")]
public readonly record struct RowCheck(
    [property: Id(0)] UserId Annotator, [property: Id(1)] CheckKind Kind, [property: Id(2)] int Class, [property: Id(3)] int ActiveMs,
    [property: Id(4)] DateTimeOffset At, [property: Id(5)] float Score, [property: Id(6)] WorkOrderId? Order = null);

[GenerateSerializer, Immutable, Alias("row-lease")]
public readonly record struct RowLease([property: Id(0)] Assignment Assignment);
